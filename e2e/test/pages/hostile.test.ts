import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { accessibilityFaults } from '../../src/accessibility.ts';
import { Album } from '../../src/album.ts';
import { launch } from '../../src/browser.ts';
import { eventually } from '../../src/eventually.ts';
import { Organiser } from '../../src/organiser.ts';
import { Person, meet } from '../../src/people.ts';
import { ParleyServer } from '../../src/server.ts';

/** What one side writes to hurt the other's page: nothing of it runs, and the page stays as it is. */
let browser: Browser;
let server: ParleyServer;
let a1: Person;
let b1: Person;
const faults: string[] = [];
const album = new Album();

const MARKUP = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script><b>late</b>';
/** Turns all that comes after it, and ends what isolates it. */
const TURNED = 'late\u2069\u202e\u2067 yats seerf eht';
const HIDDEN = `berth\u200b\u2060\u200d\ufeff\u00ad`.repeat(30).slice(0, 200);
const STACKED = (marks: number) => `a${'\u0301\u0336\u0489'.repeat(Math.ceil(marks / 3)).slice(0, marks)}`;
const LONG = (chars: number) => 'w'.repeat(chars);
const TITLES = [MARKUP, TURNED, HIDDEN, STACKED(199), LONG(200)];

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  const organiser = await Organiser.create(browser, server.origin, {
    title: 'Harbour access',
    sides: [
      { name: 'Harbour', people: ['Head of Harbour'] },
      { name: 'Ridge', people: ['Head of Ridge'] },
    ],
  });
  [a1, b1] = (await Promise.all(organiser.links.map((link, at) => Person.arrive(browser, at + 1, link)))) as [
    Person,
    Person,
  ];
  for (const { page } of [a1, b1]) {
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('dialog', (dialog) => faults.push(dialog.message()));
  }
  await meet([a1], [b1]);
});

after(async () => {
  if (process.env['E2E_LOG']) console.log(server?.log);
  await browser?.close();
  await server?.dispose();
});

const found = (one: Person, id: string): Locator => one.page.getByTestId(id);

/** Nothing ran, nothing became an element, and nothing is wider than its place, on a phone neither. */
async function holds(one: Person, what: string): Promise<void> {
  assert.equal(await one.page.evaluate(() => 'hurt' in window), false, what);
  assert.equal(await one.page.locator('img, script:not([src]), aside b').count(), 0, what);
  const before = one.page.viewportSize()!;
  for (const width of [1280, 390]) {
    await one.page.setViewportSize({ width, height: 800 });
    const wider = await one.page.evaluate(() => {
      const panel = document.querySelector<HTMLElement>('[role="tabpanel"]')!;
      return [document.documentElement.scrollWidth - innerWidth, panel.scrollWidth - panel.clientWidth];
    });
    assert.ok(
      wider.every((px) => px <= 0),
      `${what}: wider by ${wider.join(' and ')} pixels of ${width}`,
    );
  }
  await one.page.setViewportSize(before);
  assert.deepEqual(faults, [], what);
}

test('titles, texts and conditions of alternatives', async () => {
  await a1.showOnTable('alternatives');
  for (const title of TITLES) {
    await found(a1, 'table-alternative').click();
    await a1.page.locator('#alternative-title').fill(title);
    await a1.page.locator('#alternative-text').fill(title === TITLES[3] ? STACKED(7_999) : `${title}\n${LONG(2_000)}`);
    await found(a1, 'send-alternative').click();
    await a1.page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await found(a1, 'position').first().click();
  await found(a1, 'stance-couldAccept').click();
  await found(a1, 'condition').fill(`${MARKUP}${TURNED}${STACKED(300)}${LONG(300)}`);
  await found(a1, 'send-condition').click();
  await b1.showOnTable('alternatives');
  const cards = found(b1, 'alternative');
  await eventually('all are there', async () => assert.equal(await cards.count(), TITLES.length));
  for (let i = 0; i < TITLES.length; i++) await cards.nth(i).locator('summary').first().click();
  assert.ok((await cards.first().textContent())?.includes(MARKUP), 'it is shown as it was written');
  await holds(b1, 'the board');
  assert.deepEqual(await accessibilityFaults(b1.page), []);
  await album.take(b1.page, 'hostile-board');
});

test('what is told aloud turns nothing around it', async () => {
  await found(a1, 'table-alternative').click();
  await a1.page.locator('#alternative-title').fill(TURNED);
  await found(a1, 'send-alternative').click();
  await eventually('it is told', async () => {
    const said = (await found(b1, 'announcements').textContent()) ?? '';
    assert.match(said, /tabled an alternative: .*yats seerf/, said);
    assert.doesNotMatch(said, /[\u202a-\u202e\u2067]/, said);
  });
});

test('titles, wordings and comments of joint texts, and drafts', async () => {
  await a1.showOnTable('texts');
  await found(a1, 'new-text').locator('summary').click();
  for (const title of [STACKED(199), TURNED, MARKUP]) {
    await found(a1, 'new-text-title').fill(title);
    await found(a1, 'new-text-languages').fill('en, he');
    await found(a1, 'new-text-open').click();
    await found(a1, 'add-en').waitFor();
    if (title === MARKUP) break;
    await found(a1, 'all-texts').click();
    await found(a1, 'new-text').locator('summary').click();
  }
  await found(a1, 'add-en').fill([MARKUP, TURNED, HIDDEN, STACKED(4_990), LONG(5_000)].join('\n\n'));
  await found(a1, 'add-he').fill(['שלום', `\u202d${MARKUP}`].join('\n\n'));
  await found(a1, 'add-send').click();
  await b1.showOnTable('texts');
  await found(b1, 'text').last().click();
  await eventually('all are there', async () => assert.equal(await found(b1, 'paragraph').count(), 5));
  await found(b1, 'write').first().click();
  await found(b1, 'our-wording').fill(`${TURNED}${MARKUP}${STACKED(1_000)}`);
  await found(b1, 'comments').first().click();
  await b1.page.getByLabel('Comment for all sides').fill(`${MARKUP}${STACKED(200)}${LONG(300)}`);
  await b1.page.getByRole('button', { name: 'Comment', exact: true }).click();
  await found(a1, 'comments').first().click();
  await eventually('the other side reads it', async () => {
    const said = (await found(a1, 'paragraph').first().textContent()) ?? '';
    assert.ok(said.includes(`${MARKUP}a`), said.slice(0, 300));
  });
  await Promise.all([holds(a1, 'the text'), holds(b1, 'the text')]);
  assert.deepEqual(await accessibilityFaults(b1.page), []);
  await album.take(a1.page, 'hostile-text');
  await found(a1, 'all-texts').click();
  await found(a1, 'new-draft').click();
  await found(a1, 'draft').fill(`${MARKUP}${STACKED(10_000)}${LONG(300)}`);
  await holds(a1, 'the drafts');
});

test('what is longer than the rules take says so, and stays where it was written', async () => {
  const field = found(b1, 'our-wording');
  const words = `${TURNED}${STACKED(10_000)}`;
  await field.fill(words);
  await eventually('it is said', async () =>
    assert.match(await found(b1, 'sent').innerText(), /It is too long.*too many/s),
  );
  assert.equal(await field.inputValue(), words);
  await field.fill('Open by day.');
  await eventually('it is on the table', async () => assert.equal(await found(b1, 'sent').innerText(), 'On the table'));
  await found(a1, 'text').last().click();
  await found(a1, 'add-en').fill(`Short.\n\n${LONG(5_001)}`);
  await found(a1, 'add-send').click();
  assert.match(await found(a1, 'add-wrong').innerText(), /Paragraph 2 is longer than 5,000 characters/);
  assert.ok((await found(a1, 'add-en').inputValue()).endsWith('ww'), 'nothing is lost');
});
