import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { accessibilityFaults } from '../../src/accessibility.ts';
import { launch } from '../../src/browser.ts';
import { eventually } from '../../src/eventually.ts';
import { findIn, marked, textMark } from '../../src/marks.ts';
import { Organiser, TWO_A_SIDE } from '../../src/organiser.ts';
import { type Person, meetTwoASide } from '../../src/people.ts';
import { ParleyServer } from '../../src/server.ts';
import { alternative, board, openText, tableAlternative, takePosition } from '../../src/work.ts';

/** What the sides weigh: criteria, a plan and alternatives to it, how each side stands to them, and what a side keeps to itself. */
let browser: Browser;
let server: ParleyServer;
let organiser: Organiser;
/** Head and member of the one side. */
let a1: Person;
let a2: Person;
/** Of the other. */
let b1: Person;
let b2: Person;

const TUNNEL = marked('Tunnel');
const PLAN = marked('Pier');
const FERRY = marked('Ferry');
const BRIDGE = marked('Bridge');
const CRITERION = marked('Cost');
const CONDITION = marked('Night');
const RED_LINE = marked('Limit');

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  [a1, a2, b1, b2] = await meetTwoASide(browser, organiser);
  await Promise.all([a1, a2, b1, b2].map((one) => one.open('work')));
});

after(async () => {
  if (process.env['E2E_LOG']) console.log(server?.log);
  await browser?.close();
  await server?.dispose();
});

/** The stance that a side is shown with, on one's own page. */
const stanceOf = (viewer: Person, title: string, at: number): Promise<string | null> =>
  alternative(viewer, title).locator('.positions li').nth(at).locator('[data-stance]').getAttribute('data-stance');

test('criteria count once both sides have agreed', async () => {
  await board(a1).getByTestId('edit-criteria').click();
  await a1.page.locator('#criterion-0').fill(CRITERION);
  await a1.page.getByTestId('propose-criteria').click();
  const proposal = board(b1).getByTestId('criteria-proposal');
  await proposal.getByText(CRITERION).waitFor();
  assert.equal(await board(b2).getByTestId('agree-criteria').count(), 0, 'a member has no key');
  await proposal.getByTestId('agree-criteria').click();
  await Promise.all(
    [a1, a2, b1, b2].map((one) => board(one).getByTestId('criteria-proposal').waitFor({ state: 'detached' })),
  );
  await board(a2).getByTestId('criteria').getByText(CRITERION).waitFor();
});

test('a plan and alternatives are tabled by heads, and all see them', async () => {
  await tableAlternative(a1, 'plan', PLAN, 'By day\nand by night');
  await tableAlternative(b1, 'alternative', FERRY);
  await tableAlternative(a1, 'alternative', BRIDGE);
  for (const one of [a2, b2]) {
    await Promise.all([PLAN, FERRY, BRIDGE].map((title) => alternative(one, title).waitFor()));
    assert.equal(await board(one).getByTestId('table-alternative').count(), 0, 'a member tables nothing');
    assert.equal(await board(one).getByTestId('position').count(), 0, 'nor states a position');
    assert.equal(await board(one).getByTestId('revise').count(), 0, 'nor revises');
  }
  assert.equal(await board(b1).getByTestId('table-plan').count(), 0, 'there is one plan');
  assert.equal(await alternative(b1, PLAN).getByTestId('revise').count(), 0, 'another side does not change it');
});

test('a position is stated in two clicks, and the others are told', async () => {
  await alternative(a1, PLAN).getByTestId('position').click();
  await alternative(a1, PLAN).getByTestId('stance-supports').click();
  await eventually('the other side sees it', async () => assert.equal(await stanceOf(b1, PLAN, 0), 'supports'));
  await eventually('it is read aloud', async () => {
    const said = await b1.page.getByTestId('announcements').textContent();
    assert.match(said ?? '', /Harbour on .*: Supports/, said ?? '');
  });
  await alternative(b1, PLAN).getByTestId('position').click();
  await alternative(b1, PLAN).getByTestId('stance-opposes').click();
  await eventually('so does the one', async () => assert.equal(await stanceOf(a2, PLAN, 1), 'opposes'));
});

test('a side could accept under a condition, and all see where they overlap', async () => {
  await alternative(b1, PLAN).getByTestId('position').click();
  await alternative(b1, PLAN).getByTestId('stance-couldAccept').click();
  await alternative(b1, PLAN).getByTestId('send-condition').click();
  await alternative(b1, PLAN).getByText('Say under which condition.').waitFor();
  await alternative(b1, PLAN).getByTestId('condition').fill(CONDITION);
  await alternative(b1, PLAN).getByTestId('send-condition').click();
  await alternative(a1, PLAN).locator('blockquote').getByText(CONDITION).first().waitFor();
  for (const one of [a1, a2, b1, b2]) await board(one).getByTestId('overlap').getByText(PLAN).waitFor();
});

test('what moved is kept, from where to where', async () => {
  await alternative(a2, PLAN).getByTestId('detail').locator('summary').first().click();
  const stances = alternative(a2, PLAN).getByTestId('history').locator('[data-stance]');
  assert.deepEqual(await stances.evaluateAll((all) => all.map((one) => one.getAttribute('data-stance'))), [
    'opposes',
    'couldAccept',
    'notStated',
    'opposes',
    'notStated',
    'supports',
  ]);
  assert.match(await alternative(a2, PLAN).locator('.text').first().innerText(), /By day\s*\n\s*and by night/);
  await alternative(a1, PLAN).getByTestId('revise').click();
  await a1.page.locator('#alternative-text').fill('By day alone');
  await a1.page.getByTestId('send-alternative').click();
  // What was stated stays, as stated of what was there before.
  await alternative(b1, PLAN).getByText('on an earlier version').first().waitFor();
  assert.equal(await stanceOf(b1, PLAN, 0), 'supports');
});

test('a side says what it thinks under a criterion', async () => {
  await Promise.all([a1, b1].map((one) => board(one).getByTestId('as-grid').click()));
  await board(a1).getByTestId('grid').getByTestId('assess').first().click();
  await a1.page.locator('#cell').fill('Paid by both');
  await a1.page.getByTestId('send-cell').click();
  await board(b1).getByTestId('grid').getByText('Paid by both').waitFor();
  assert.deepEqual(await accessibilityFaults(a1.page), []);
  await Promise.all([a1, b1].map((one) => board(one).getByTestId('as-cards').click()));
});

test('a side’s own scores reach its people, and nobody else', async () => {
  const before = b1.sockets.received.length;
  const others = b2.sockets.received.length;
  const colleague = a2.sockets.received.length;
  const scoring = (one: Person): Locator => board(one).getByTestId('scoring');
  await scoring(a1).getByTestId('weight').first().fill('8');
  await scoring(a1).getByTestId('weight').first().blur();
  for (const [at, score] of ['9', '4', '2'].entries()) {
    const scores = scoring(a1).getByTestId('scores').nth(at);
    await scores.locator('summary').click();
    await scores.getByTestId('score').fill(score);
    await scores.getByTestId('score').blur();
  }
  await scoring(a1).getByTestId('redLine').fill(RED_LINE);
  await scoring(a1).getByTestId('redLine').blur();
  await eventually('the colleague reads the same', async () => {
    assert.equal(await scoring(a2).getByTestId('redLine').inputValue(), RED_LINE);
    const results = await scoring(a2).getByTestId('results').locator('li').allInnerTexts();
    assert.equal(results.length, 3, results.join());
    assert.match(results[0] ?? '', new RegExp(`${PLAN}[^]*90 of 100`), results[0]);
  });
  await scoring(a2).getByText('No change of a single weight makes another one first.').waitFor();
  // A sentence at the table, behind which nothing more of it can come.
  await a1.write('after the scores');
  await b1.reads('after the scores');
  await b2.reads('after the scores');
  const roomsOf = (one: Person, since: number): Set<string> =>
    new Set(one.sockets.receivedSince(since).flatMap((message) => ('room' in message ? [message.room] : [])));
  const own = [...roomsOf(a2, colleague)].filter((room) => room !== 'plenary');
  assert.equal(own.length, 1, own.join());
  for (const [one, since] of [
    [b1, before],
    [b2, others],
  ] as const) {
    const rooms = roomsOf(one, since);
    assert.ok(rooms.has('plenary'), 'there was something to be received');
    assert.ok(!rooms.has(own[0] ?? ''), 'not even as it is sealed');
    assert.deepEqual(findIn(one.sockets.received.join('\n'), [textMark(RED_LINE)]), []);
    await one.open('work');
    assert.equal(await scoring(one).getByTestId('redLine').inputValue(), '');
    assert.equal(await scoring(one).getByTestId('results').count(), 0);
  }
});

test('the server reads nothing of all that', () => {
  const marks = [PLAN, FERRY, BRIDGE, CRITERION, CONDITION, RED_LINE].map(textMark);
  const files = server.stored().map(({ bytes }) => bytes);
  assert.ok(
    files.some((bytes) => bytes.length > 0),
    'there is something to look through',
  );
  for (const bytes of files) assert.deepEqual(findIn(bytes, marks), []);
});

test('what changed since one looked last is marked, and everybody can use it', async () => {
  await b1.closePanels();
  await a1.open('work');
  await tableAlternative(a1, 'alternative', TUNNEL);
  await b1.open('work');
  await board(b1).getByTestId('news').first().waitFor();
  assert.equal(await board(b1).getByTestId('news').count(), 1);
  await alternative(b1, PLAN).getByTestId('detail').locator('summary').first().click();
  assert.deepEqual(await accessibilityFaults(b1.page), []);
  for (const opener of ['table-alternative', 'edit-criteria', 'revise']) {
    await board(b1).getByTestId(opener).first().click();
    await b1.page.getByRole('dialog').waitFor();
    assert.deepEqual(await accessibilityFaults(b1.page), [], opener);
    await b1.page.keyboard.press('Escape');
    await b1.page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await alternative(b1, PLAN).getByTestId('position').click();
  await b1.page.setViewportSize({ width: 390, height: 740 });
  assert.deepEqual(await accessibilityFaults(b1.page), []);
  // The panel covers the controls; the state of one's microphone it does not.
  assert.match(await b1.page.getByTestId('panel-mute').innerText(), /Muted/);
  await takePosition(b1, TUNNEL, 'opposes');
  await alternative(a1, TUNNEL).getByText('Opposes').first().waitFor();
  await board(b1).getByTestId('as-grid').click();
  assert.deepEqual(await accessibilityFaults(b1.page), []);
  const width = await b1.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `${width} pixels wide`);
});

test('what a side could accept becomes a bracket of a joint text by one act', async () => {
  assert.equal(await alternative(a1, PLAN).getByTestId('to-passage').count(), 0, 'there is no text yet');
  const at = (one: Person, id: string): Locator => one.page.getByTestId(id);
  await openText(a1, marked('Terms'), 'en');
  await a1.showOnTable('alternatives');
  await alternative(a1, PLAN).getByTestId('to-passage').first().click();
  // The text that was open stays open.
  await at(a1, 'wording').getByText(CONDITION).first().waitFor();
  await b1.page.setViewportSize({ width: 960, height: 600 });
  await b1.showOnTable('texts');
  await at(b1, 'text').first().click();
  await at(b1, 'passage').getByText(CONDITION).first().waitFor();
});
