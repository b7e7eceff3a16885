import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { accessibilityFaults } from '../../src/accessibility.ts';
import { launch } from '../../src/browser.ts';
import { eventually } from '../../src/eventually.ts';
import { marked } from '../../src/marks.ts';
import { Organiser, TWO_A_SIDE } from '../../src/organiser.ts';
import { type Person, meetTwoASide } from '../../src/people.ts';
import { ParleyServer } from '../../src/server.ts';

/** One text in two languages, from the first word to its approval. */
let browser: Browser;
let server: ParleyServer;
/** Head and member of the one side. */
let a1: Person;
let a2: Person;
/** Of the other. */
let b1: Person;
let b2: Person;

const DRAFT = marked('Our red line');

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  [a1, a2, b1, b2] = await meetTwoASide(browser, organiser);
});

after(async () => {
  if (process.env['E2E_LOG']) console.log(server?.log);
  await browser?.close();
  await server?.dispose();
});

const found = (one: Person, id: string) => one.page.getByTestId(id);

async function openTexts(one: Person): Promise<void> {
  await one.showOnTable('texts');
}

async function shows(one: Person, text: string): Promise<void> {
  await eventually(`${one.number} reads ${text}`, async () => {
    const said = await found(one, 'work').innerText();
    assert.ok(said.includes(text), said);
  });
}

const english = (one: Person) => found(one, 'passage').first();
const arabic = (one: Person) => found(one, 'passage').last();

test('a text in two languages is opened, and tabled in brackets', async () => {
  await Promise.all([a1, b1, b2].map(openTexts));
  await found(a1, 'new-text').locator('summary').click();
  await found(a1, 'new-text-title').fill('On the pier');
  await found(a1, 'new-text-languages').fill('en, ar');
  await found(a1, 'new-text-open').click();
  await found(a1, 'add-en').fill('The pier is open.');
  await found(a1, 'add-ar').fill('الرصيف مفتوح.');
  await found(a1, 'add-send').click();
  for (const one of [b1, b2]) {
    await found(one, 'text').click();
    await shows(one, 'الرصيف مفتوح.');
  }
  assert.equal(await found(b1, 'wording').first().getAttribute('lang'), 'en');
  assert.equal(await found(b1, 'wording').last().getAttribute('dir'), 'rtl');
  assert.equal(await found(b1, 'open-count').innerText(), 'Open brackets: 2');
});

test('who is neither head, deputy, secretariat, adviser nor expert reads along', async () => {
  await found(b2, 'texts-readonly').first().waitFor();
  for (const id of ['write', 'accept', 'add-send', 'bracket', 'approve'])
    assert.equal(await found(b2, id).count(), 0, id);
});

test('what one side writes the other reads while it is written', async () => {
  await english(b1).getByTestId('write').click();
  const field = found(b1, 'our-wording');
  await field.pressSequentially('The pier is sh', { delay: 30 });
  await shows(a1, 'The pier is sh');
  await field.pressSequentially('ut.', { delay: 30 });
  await shows(a1, 'The pier is shut.');
  await shows(b2, 'The pier is shut.');
});

test('the page can be used by everybody, on a phone and in the dark as well', async () => {
  assert.deepEqual(await accessibilityFaults(a1.page), []);
  const pictures = process.env['E2E_PICTURES'];
  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ] as const) {
    await a1.page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await a1.page.emulateMedia({ colorScheme });
      if (pictures !== undefined)
        await a1.page.screenshot({ path: join(pictures, `texts-${width}-${colorScheme}.png`) });
    }
    const wide = await a1.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} pixels wide`);
  }
  assert.deepEqual(await accessibilityFaults(a1.page), []);
  await a1.page.emulateMedia({ colorScheme: null });
  await a1.page.setViewportSize({ width: 960, height: 600 });
});

test('what is written without a line is there after it', async () => {
  const field = found(b1, 'our-wording');
  await b1.context.setOffline(true);
  await field.pressSequentially(' At night.');
  await eventually('it is said that it is not on the table yet', async () =>
    assert.match(await found(b1, 'sent').innerText(), /Not on the table yet/),
  );
  const there = await found(a1, 'work').innerText();
  assert.ok(!there.includes('At night'), there);
  await b1.context.setOffline(false);
  await shows(a1, 'The pier is shut. At night.');
});

test('a reload in the middle of an edit keeps it', async () => {
  await b1.context.setOffline(true);
  await found(b1, 'our-wording').pressSequentially(' Mostly.');
  await eventually('it is said that it is kept', async () =>
    assert.match(await found(b1, 'sent').innerText(), /kept on this device/),
  );
  // It is on the disk a moment after it is typed.
  await b1.page.waitForTimeout(500);
  await b1.context.setOffline(false);
  await b1.page.reload();
  await b1.isAt('plenary');
  await openTexts(b1);
  await found(b1, 'text').click();
  await Promise.all([a1, b1].map((one) => shows(one, 'The pier is shut. At night. Mostly.')));
});

test('what all have accepted is agreed, and the text is clean', async () => {
  await english(a1).getByTestId('accept').first().click();
  await eventually('one bracket is left', async () =>
    assert.equal(await found(b1, 'open-count').innerText(), 'Open brackets: 1'),
  );
  await arabic(b1).getByTestId('accept').first().click();
  await Promise.all([a1, b1, b2].map((one) => found(one, 'clean').waitFor()));
  assert.equal(await found(a1, 'agreed').first().innerText(), 'The pier is shut. At night. Mostly.');
});

test('initials and approvals stand until something changes', async () => {
  // One of them on a phone.
  await a1.page.setViewportSize({ width: 390, height: 844 });
  for (const one of [a1, b1]) await found(one, 'initial').click();
  await found(b1, 'initials').getByText('Harbour').first().waitFor();
  await a1.page.setViewportSize({ width: 960, height: 600 });
  await found(a1, 'approve').click();
  await found(b1, 'approve').click();
  await eventually('both have approved', async () =>
    assert.match(await found(b2, 'approved').innerText(), /Approved by: .+, .+/),
  );
  await a1.closePanels();
  await found(b1, 'bracket').first().click();
  const field = found(b1, 'bracket-field');
  await field.evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(4, 8));
  await found(b1, 'bracket-here').click();
  // Wherever one looks.
  const notices = found(a1, 'work-notice');
  await notices.getByText(/Initials cleared: paragraph 1\. Ridge changed it in “On the pier”/).waitFor();
  await notices.getByText(/Approvals cleared: “On the pier”\. Ridge changed it/).waitFor();
  await eventually('it is read aloud', async () => {
    const said = (await found(a1, 'announcements').textContent()) ?? '';
    assert.match(said, /Initials cleared: paragraph 1/, said);
  });
  assert.match(await found(a1, 'work-open').innerText(), /1 not seen yet/);
  await notices.first().getByTestId('work-notice-show').click();
  await found(a1, 'paragraph').first().waitFor();
  assert.match(await found(a1, 'paragraph').first().innerText(), /Changed since you last looked/);
  assert.equal(await found(a1, 'unseen-texts').count(), 0, 'now one has seen it');
  assert.equal(await found(a1, 'approved').count(), 0);
  assert.equal(await found(a1, 'initials').count(), 0);
  assert.equal(await found(a1, 'open-count').innerText(), 'Open brackets: 1');
});

test('words are put in brackets where they are selected, by mouse and by keys, and one’s own wording begins with them', async () => {
  // What the other bracket left of it: “The ”, and “ is shut. At night. Mostly.”
  const agreed = found(a1, 'agreed').nth(1);
  assert.equal((await agreed.innerText()).trim(), 'is shut. At night. Mostly.');
  await agreed.scrollIntoViewIfNeeded();
  const place = await agreed.evaluate((element) => {
    const range = document.createRange();
    range.setStart(element.firstChild!, 4);
    range.setEnd(element.firstChild!, 8);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  await a1.page.mouse.dblclick(place.x, place.y);
  await found(a1, 'put-in-brackets').click();
  await eventually('the own wording begins with them', async () =>
    assert.equal(await found(a1, 'our-wording').inputValue(), 'shut'),
  );
  assert.equal(await found(a1, 'our-wording').evaluate((field) => field === document.activeElement), true);
  await found(a1, 'our-wording').fill('closed');
  await shows(b1, 'closed');
  // By keys alone, in the direction of reading.
  const arabicText = found(a1, 'agreed').last();
  await arabicText.focus();
  await a1.page.keyboard.press('ArrowLeft');
  await a1.page.keyboard.press('Shift+ArrowLeft');
  assert.equal(await a1.page.evaluate(() => getSelection()?.toString()), 'الرصيف مفتوح');
  await a1.page.keyboard.press('Escape');
  await found(a1, 'put-in-brackets').waitFor({ state: 'detached' });
  await a1.page.keyboard.press('End');
  await a1.page.keyboard.press('Enter');
  await eventually('a third bracket is open', async () =>
    assert.equal(await found(a1, 'open-count').innerText(), 'Open brackets: 3'),
  );
  assert.equal(await found(a1, 'work').count(), 1, 'the panel stays');
});

test('open brackets are counted in the order of the text, and one is led to each', async () => {
  const numbers = await found(b1, 'bracket-number').allInnerTexts();
  assert.deepEqual(numbers, ['Bracket 1 of 3', 'Bracket 2 of 3', 'Bracket 3 of 3']);
  const heard = await found(b1, 'passage').nth(1).getAttribute('aria-label');
  assert.match(heard ?? '', /Bracket 2 of 3, open\. Wording of Harbour: closed\./);
  const focused = () => b1.page.evaluate(() => document.activeElement?.getAttribute('aria-label')?.slice(0, 14));
  for (const [button, number] of [
    ['next-bracket', 1],
    ['previous-bracket', 3],
  ] as const) {
    await found(b1, button).click();
    await eventually('one is led there', async () => assert.equal(await focused(), `Bracket ${number} of 3`));
  }
  await found(b1, 'brackets').locator('summary').click();
  const listed = found(b1, 'to-bracket');
  await eventually('the list is there', async () =>
    assert.match(
      (await listed.allInnerTexts()).join(),
      /Bracket 1, paragraph 1: Ridge.*Bracket 2, paragraph 1: Harbour/,
    ),
  );
  await listed.nth(1).click();
  await eventually('one is led there', async () => assert.equal(await focused(), 'Bracket 2 of 3'));
  assert.deepEqual(await accessibilityFaults(b1.page), []);
});

test('a draft is read by the own side alone', async () => {
  await found(a1, 'all-texts').click();
  await found(a1, 'new-draft').click();
  await found(a1, 'draft').fill(DRAFT);
  await openTexts(a2);
  await eventually('the colleague reads it', async () =>
    assert.equal(await found(a2, 'draft').first().inputValue(), DRAFT),
  );
  await found(b1, 'all-texts').click();
  assert.equal(await found(b1, 'draft').count(), 0);
  assert.equal(server.hasStored(DRAFT), false);
});
