import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { PublicLine, ScheduleCommand } from '../../../web/src/course/built/rules.js';
import { lineText, pageId, signLine } from '../../../web/src/e2ee/public-line.ts';
import type { LineRefusal, ServerMessage } from '../../../web/src/signalling/messages.ts';
import { accessibilityFaults } from '../../src/accessibility.ts';
import { Album } from '../../src/album.ts';
import { launch } from '../../src/browser.ts';
import { openDates, visitingDates } from '../../src/dates.ts';
import { eventually } from '../../src/eventually.ts';
import { createMeeting, HeadlessMember, type HeadlessSeat } from '../../src/headless.ts';
import { marked } from '../../src/marks.ts';
import { Organiser, TWO_A_SIDE } from '../../src/organiser.ts';
import { Person, meet } from '../../src/people.ts';
import { ParleyServer } from '../../src/server.ts';

/** A readout: two heads approve it at the table and set a time; it is public then, without a click, and nothing of it is before. */
let browser: Browser;
let server: ParleyServer;
let organiser: Organiser;
let a1: Person;
let b1: Person;
let album: Album;
let address = '';
let atMs = 0;

const HEAD_A = 0;
const HEAD_B = 2;
const ENGLISH = marked('The pier is open');
const ARABIC = 'الرصيف مفتوح ليلًا ونهارًا، ويُغلق يوم العطلة.';
const MINUTE_MS = 60_000;
/** What people need to agree, on a busy machine. */
const AHEAD_MS = 60_000;

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  album = new Album();
  organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  const visiting = (at: number, act: (page: Page) => Promise<void>): Promise<void> =>
    visitingDates(browser, organiser.links[at]!, 'Europe/Lisbon', act);
  await visiting(HEAD_A, async (page) => {
    await page.getByTestId('propose-meeting').click();
    await page.locator('#offer-start-0').fill('2027-03-29T10:00');
    await page.getByTestId('send-offer').click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });
  await visiting(HEAD_B, async (page) => {
    await page.getByTestId('accept').click();
    await page.locator('[data-state="agreed"]').waitFor();
  });
  [a1, b1] = (await Promise.all(
    [HEAD_A, HEAD_B].map((at, number) =>
      Person.arrive(browser, number + 1, organiser.links[at]!, { context: { timezoneId: 'Europe/Lisbon' } }),
    ),
  )) as [Person, Person];
  await meet([a1], [b1]);
});

after(async () => {
  if (process.env['E2E_LOG']) console.log(server?.log);
  await browser?.close();
  await server?.dispose();
});

const found = (one: Person, id: string) => one.page.getByTestId(id);

/** The dates, beside the table. */
async function showDates(one: Person): Promise<void> {
  await one.open('course');
  await found(one, 'schedule-open').click();
  await found(one, 'schedule').waitFor();
}

/** What somebody reads who has no link, in a fresh browser. */
async function reading<T>(act: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ timezoneId: 'Africa/Cairo', locale: 'en-GB' });
  const page = await context.newPage();
  try {
    await page.goto(address);
    await page.getByTestId('public-page').locator('h1 ~ :not([role="status"])').first().waitFor();
    return await act(page);
  } finally {
    await context.close();
  }
}

const said = (): Promise<string> => reading((page) => page.getByTestId('public-page').innerText());

test('the heads approve a readout in two languages', async () => {
  await Promise.all([a1, b1].map((one) => one.showOnTable('texts')));
  await found(a1, 'new-text').locator('summary').click();
  await found(a1, 'new-text-title').fill('What we say');
  await found(a1, 'new-text').locator('select').selectOption('readout');
  await found(a1, 'new-text-languages').fill('en, ar');
  await found(a1, 'new-text-open').click();
  await found(a1, 'add-en').fill(`${ENGLISH}.`);
  await found(a1, 'add-ar').fill(ARABIC);
  await found(a1, 'add-send').click();
  await found(b1, 'text').click();
  for (const at of [0, 1]) {
    await found(b1, 'passage').first().getByTestId('accept').first().click();
    await eventually('the bracket is closed', async () => assert.equal(await found(b1, 'passage').count(), 1 - at));
  }
  assert.equal(await found(a1, 'release').count(), 0, 'nobody has approved it');
  await found(a1, 'approve').click();
  await found(a1, 'approved').waitFor();
  assert.equal(await found(a1, 'release').count(), 0, 'one side has not approved it');
  await found(b1, 'approve').click();
  await found(a1, 'release').waitFor();
});

test('one proposes when it goes public; the other sees that it is what both approved', async () => {
  await found(a1, 'release').click();
  const form = found(a1, 'release-readout');
  await form.getByText(ARABIC).waitFor();
  assert.equal(await form.getByText(ARABIC).getAttribute('dir'), 'rtl');
  assert.equal(await form.getByText(ENGLISH).getAttribute('lang'), 'en');
  await album.take(a1.page, 'readout-form');
  assert.deepEqual(await accessibilityFaults(a1.page), []);
  atMs = Math.ceil((Date.now() + AHEAD_MS) / MINUTE_MS) * MINUTE_MS;
  // As clocks in Lisbon show it.
  const wall = new Date(atMs).toLocaleString('sv-SE', { timeZone: 'Europe/Lisbon' });
  await found(a1, 'release-time').fill(wall.slice(0, 16).replace(' ', 'T'));
  await found(a1, 'release-send').click();
  await a1.page.getByRole('dialog').waitFor({ state: 'hidden' });

  await showDates(b1);
  const track = found(b1, 'track-readout');
  await track.getByTestId('readout-approved').waitFor();
  await track.locator('[data-key="given"]').waitFor();
  assert.equal(await track.locator('[data-key="none"]').count(), 1);
  await track.getByTestId('accept-line').click();
  await track.getByTestId('line-in-force').locator('[data-key="given"]').nth(1).waitFor();
  await track.getByTestId('readout-waits').waitFor();
  assert.equal(await track.getByTestId('publish').count(), 0, 'it goes public by itself');
  address = (await found(b1, 'public-link').getAttribute('href')) ?? '';
  assert.ok(Date.now() < atMs, 'the time is still to come');
});

test('nothing of it is public before, nor does the server know it', async () => {
  assert.match(await said(), /Nothing is said here/);
  assert.equal(server.hasStored(ENGLISH), false);
  await album.take(b1.page, 'readout-waits');
  assert.deepEqual(await accessibilityFaults(b1.page), []);
  while (Date.now() < atMs - 3000) {
    assert.match(await said(), /Nothing is said here/);
    await b1.page.waitForTimeout(2000);
  }
});

test('all of it is public at its time, without a click', async () => {
  await eventually(
    'it is public',
    async () => {
      assert.ok((await said()).includes(`${ENGLISH}.`), 'it is not there');
    },
    MINUTE_MS,
  );
  assert.ok(Date.now() >= atMs, 'not before its time');
  await reading(async (page) => {
    const english = page.getByText(ENGLISH);
    const arabic = page.getByText(ARABIC);
    assert.deepEqual([await english.getAttribute('lang'), await english.getAttribute('dir')], ['en', 'ltr']);
    assert.deepEqual([await arabic.getAttribute('lang'), await arabic.getAttribute('dir')], ['ar', 'rtl']);
    const text = await page.getByTestId('public-page').innerText();
    assert.match(text, /As agreed by both sides/);
    assert.match(text, /Released on/);
    assert.doesNotMatch(text, /Harbour|Ridge|What we say/);
    const [left, right] = await Promise.all([english.boundingBox(), arabic.boundingBox()]);
    assert.ok(left && right && left.y === right.y && left.x < right.x, 'beside each other');
    await page.setViewportSize({ width: 390, height: 844 });
    const [above, below] = await Promise.all([english.boundingBox(), arabic.boundingBox()]);
    assert.ok(above && below && above.y < below.y && above.x === below.x, 'below each other');
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, 'too wide');
    assert.deepEqual(await accessibilityFaults(page), []);
    await album.take(page, 'readout-public');
  });
  await eventually('both see that it is', async () =>
    assert.equal(await found(b1, 'track-readout').getAttribute('data-shown'), 'shown'),
  );
});

test('a line stands beside it, and one side alone takes the readout down', async () => {
  await found(b1, 'propose-line').click();
  await b1.page.getByTestId('send-line').click();
  await b1.page.getByRole('dialog').waitFor({ state: 'hidden' });
  const context = await browser.newContext({ timezoneId: 'Europe/Lisbon', locale: 'en-GB' });
  const page = await openDates(context, organiser.links[HEAD_A]!);
  const line = page.getByTestId('track-line');
  await line.getByTestId('accept-line').click();
  await line.getByTestId('publish').click();
  await page.getByTestId('confirm-publish').click();
  await eventually('both are public', async () => {
    const text = await said();
    assert.match(text, /No comment/);
    assert.ok(text.includes(ENGLISH), 'the readout is gone');
    assert.doesNotMatch(text, /Meeting 2/);
  });
  await page.getByTestId('track-readout').getByTestId('take-down').click();
  await page.getByTestId('confirm').click();
  await page.getByTestId('track-readout').waitFor({ state: 'detached' });
  await context.close();
  const text = await said();
  assert.match(text, /No comment/);
  assert.ok(!text.includes(ENGLISH), 'the readout is still there');
});

test('a client of somebody’s own publishes neither before the time, nor without a key, nor other words', async () => {
  const meeting = await createMeeting(server.origin, { Harbour: ['head'], Ridge: ['head'] });
  const seats = meeting.seats as [HeadlessSeat, HeadlessSeat];
  const heads = (await Promise.all(seats.map((seat) => HeadlessMember.enter(server.origin, meeting, seat)))) as [
    HeadlessMember,
    HeadlessMember,
  ];
  const [modified, honest] = heads;
  const answers: ServerMessage[] = [];
  modified.onmessage = (message) => answers.push(message);
  let place = -1;
  const write = async (who: HeadlessMember, command: ScheduleCommand): Promise<number> => {
    const said = { command: JSON.stringify(command), atMs: Date.now(), stamps: [] };
    await eventually('it is in the log', async () => {
      assert.ok(await who.schedule.post({ type: 'schedule', ...said }), 'it is not taken');
    });
    return ++place;
  };
  const span = { zone: 'Europe/Lisbon', startMs: 1_805_000_000_000, minutes: 60 };
  const dates = { type: 'dates', spans: [span], format: 'virtual', venue: '' } as const;
  const about = await write(modified, { type: 'proposeMeeting', follows: -1, dates });
  await write(honest, { type: 'acceptOffer', meeting: about, offer: about, span: 0 });
  const readout = (notBeforeMs: number, text = 'The pier is open.'): PublicLine => ({
    type: 'readout',
    notBeforeMs,
    columns: [{ language: 'en', text }],
  });
  const keysTo = (line: PublicLine, at: number): Promise<{ seat: string; signature: string }[]> =>
    Promise.all(
      seats.map(async ({ id, seed }) => {
        const { privateKey } = await seed.invitationKeys();
        const placed = { process: meeting.id, meeting: about, place: at, line };
        return { seat: id, signature: await signLine(placed, privateKey) };
      }),
    );
  const publishing = async (
    line: PublicLine,
    at: number,
    keys: { seat: string; signature: string }[],
  ): Promise<LineRefusal | 'published'> => {
    answers.length = 0;
    modified.send({ type: 'publishLine', meeting: about, place: at, line: lineText(line), keys });
    return eventually('the server answers', () => {
      const answer = answers.find((one) => one.type === 'lineRefused' || one.type === 'linePublished');
      assert.ok(answer, 'there is an answer');
      return answer.type === 'lineRefused' ? answer.why : 'published';
    });
  };

  const later = readout(Date.now() + 60 * MINUTE_MS);
  const first = await write(modified, { type: 'proposeLine', meeting: about, seen: -1, line: later });
  const keys = await keysTo(later, first);
  for (const at of [0, 1])
    await write(heads[at]!, {
      type: 'acceptLine',
      meeting: about,
      proposal: first,
      signature: keys[at]!.signature,
    });
  assert.equal(await publishing(later, first, keys), 'tooEarly');
  assert.equal(await publishing(readout(Date.now() - 1), first, keys), 'keysInvalid', 'the time is signed');
  const shown = async (): Promise<string> =>
    (await fetch(`${server.origin}/api/public/${await pageId(meeting.id)}`)).text();
  const nothing = '{"lines":[]}';
  assert.equal(await shown(), nothing);

  const due = readout(Date.now() - 1);
  const second = await write(modified, { type: 'proposeLine', meeting: about, seen: -1, line: due });
  const both = await keysTo(due, second);
  assert.equal(await publishing(due, second, both.slice(0, 1)), 'keysInvalid');
  assert.equal(await publishing(due, second, [both[0]!, both[0]!]), 'keysInvalid');
  assert.equal(
    await publishing(readout(due.type === 'readout' ? due.notBeforeMs : 0, 'The pier is shut.'), second, both),
    'keysInvalid',
  );
  assert.equal(await shown(), nothing);
  assert.equal(await publishing(due, second, both), 'published');
  assert.match(await shown(), /The pier is open/);
  for (const head of heads) head.close();
});
