import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { meetingLink } from '../../../web/src/links/page.ts';
import { accessibilityFaults } from '../../src/accessibility.ts';
import { Album } from '../../src/album.ts';
import { launch } from '../../src/browser.ts';
import { meeting, offer } from '../../src/dates.ts';
import { eventually } from '../../src/eventually.ts';
import { createMeeting, HeadlessMember } from '../../src/headless.ts';
import { Person } from '../../src/people.ts';
import { bothAgree, motion, press } from '../../src/proceedings.ts';
import { ParleyServer } from '../../src/server.ts';
import {
  action,
  addParagraph,
  openText,
  proposeAction,
  tableAlternative,
  takeHome,
  takePosition,
  verify,
} from '../../src/work.ts';

/** What the sides have agreed to do, from one meeting to the next, and what the record and its print say of it. */
let browser: Browser;
let server: ParleyServer;
/** Heads. */
let a1: Person;
let b1: Person;
/** Of Ridge, with a modified client. */
let member: HeadlessMember;
const album = new Album();
const folder = mkdtempSync(join(tmpdir(), 'parley-actions-'));

const SURVEY = 'Survey the pier';
const PLAN = 'Draft a plan of the moorings';

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  const made = await createMeeting(server.origin, { Harbour: ['head'], Ridge: ['head', 'member'] });
  const [harbour, ridge, other] = made.seats;
  [a1, b1] = (await Promise.all(
    [harbour!, ridge!].map((seat, at) =>
      Person.arrive(browser, at + 1, meetingLink(server.origin, made.id, seat.seed), { fps: 2 }),
    ),
  )) as [Person, Person];
  await Promise.all([a1, b1].map((one) => one.join()));
  member = await HeadlessMember.enter(server.origin, made, other!);
  await b1.page.locator(`[data-testid="admit"][data-seat="${other!.id}"]`).first().click();
  await eventually('the member is at the table', () => assert.equal(member.plenary.members().length, 3));
});

after(async () => {
  if (process.env['E2E_LOG']) console.log(server?.log);
  member?.close();
  await browser?.close();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const isIn = (one: Person, state: string, what: string): Promise<void> =>
  one.page.locator(`[data-testid="action"][data-state="${state}"]`).filter({ hasText: what }).waitFor();

test('what one side proposes is to be done once the other has agreed', async () => {
  await proposeAction(a1, SURVEY, 'Ridge', '2027-03-09');
  await b1.showOnTable('actions');
  await isIn(b1, 'proposed', SURVEY);
  assert.equal(await action(a1, SURVEY).getByTestId('agree-action').count(), 0, 'one’s own side has agreed');
  assert.equal(await action(b1, SURVEY).getByTestId('mark-done').count(), 0, 'it is not agreed yet');
  await album.take(b1.page, 'actions-proposed');
  await action(b1, SURVEY).getByTestId('agree-action').click();
  await Promise.all([a1, b1].map((one) => isIn(one, 'agreed', SURVEY)));
  assert.equal(await action(a1, SURVEY).getByTestId('mark-done').count(), 0, 'whoever is to do it says so');
  assert.deepEqual(await accessibilityFaults(b1.page), []);
});

test('whoever has no key gives none, and the pages say whose device tried', async () => {
  await proposeAction(a1, PLAN, 'Harbour');
  await isIn(b1, 'proposed', PLAN);
  const { payload } = await eventually('it is read', () => {
    const found = member.written.get('plenary')?.findLast((one) => one.payload?.type === 'action');
    assert.ok(found?.payload?.type === 'action' && found.payload.command.includes(PLAN), 'it is in the log');
    return { payload: { seq: found.seq } };
  });
  const command = JSON.stringify({ type: 'agreeToAction', action: payload.seq });
  const said = { command, atMs: Date.now(), stamps: [], record: null };
  assert.ok(await member.plenary.post({ type: 'action', ...said }), 'it is taken');
  for (const one of [a1, b1]) {
    await one.page.locator('[data-what="invented"]').getByText('member 1 of Ridge').waitFor();
    await isIn(one, 'proposed', PLAN);
  }
  await album.take(a1.page, 'actions-invented');
});

test('under the Chatham House Rule the record names who, and its print does not', async () => {
  await bothAgree(a1, b1, 'opening');
  await press(a1, 'edit-agenda');
  const dialog = a1.page.getByRole('dialog');
  await dialog.locator('input[id="item-0"]').fill('What could be done');
  await dialog.locator('select[id="label-0"]').selectOption('chathamHouse');
  await dialog.getByTestId('propose-agenda').click();
  await dialog.waitFor({ state: 'hidden' });
  await motion(b1, 'newAgenda').getByTestId('agree').click();
  await motion(b1, 'newAgenda').waitFor({ state: 'detached' });
  await press(a1, 'take-up');
  await motion(b1, 'nextItem').getByTestId('agree').click();
  await motion(b1, 'nextItem').waitFor({ state: 'detached' });
  await b1.showOnTable('actions');
  await action(b1, PLAN).getByTestId('agree-action').click();
  await isIn(b1, 'agreed', PLAN);
  await a1.showOnTable('record');
  await a1.page.getByTestId('on-record').getByText('Chatham House Rule').waitFor();
  const line = a1.page.getByTestId('record-line').filter({ hasText: `Agreed to the action: ${PLAN}` });
  await line.getByTestId('unattributed').waitFor();
  await line.getByText('head 0 of Ridge').waitFor();
  assert.equal(await a1.page.getByTestId('unattributed').count(), 1, 'what was before names its authors');
  await album.take(a1.page, 'record-chatham');
});

test('a text that both approve is printed and taken home with the record', async () => {
  await Promise.all([a1, b1].map((one) => one.showOnTable('texts')));
  await openText(a1, 'On the pier', 'en, ar');
  await addParagraph(a1, { en: 'The pier is open.', ar: 'الرصيف مفتوح.' });
  await b1.page.getByTestId('text').click();
  for (let left = 2; left > 0; left--) {
    await b1.page.getByTestId('accept').first().click();
    await eventually('it is agreed', async () => assert.equal(await b1.page.getByTestId('accept').count(), left - 1));
  }
  for (const one of [a1, b1]) await one.page.getByTestId('approve').click();
  await eventually('both have approved it', async () =>
    assert.match(await a1.page.getByTestId('approved').innerText(), /Harbour, Ridge/),
  );
  await a1.showOnTable('record');
  // Left open, so that one can look at what would be printed.
  await a1.page.evaluate(() => (window.print = () => undefined));
  await a1.page.getByTestId('print').click();
  await a1.page.emulateMedia({ media: 'print' });
  const printed = await a1.page.getByTestId('printed-record').innerText();
  for (const said of ['On the pier', 'The pier is open.', 'الرصيف مفتوح.', 'SHA-256', 'Chatham House Rule'])
    assert.ok(printed.includes(said), printed);
  const row = a1.page
    .getByTestId('printed-record')
    .locator('tr')
    .filter({ hasText: `Agreed to the action: ${PLAN}` });
  const cells = await row.innerText();
  assert.ok(!cells.includes('Ridge') && cells.includes('not named'), cells);
  if (album.isWanted) await a1.page.pdf({ path: join(process.env['PICTURES']!, 'record.pdf'), format: 'A4' });
  await a1.page.emulateMedia({ media: null });
  await a1.page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
});

test('the file holds the text, and names what was agreed to be done', async () => {
  const file = join(folder, 'record.parley');
  const code = await takeHome(a1, file);
  const { output: told } = await verify(file, '--code', code, '--texts');
  assert.match(told, /proposes to do: “Survey the pier” by 2027-03-09: proven/);
  assert.match(told, /approves “On the pier” \(text 1\): proven/);
  assert.match(told, /Text 1: “On the pier”, SHA-256 [\w-]{43}: approved by all sides: Harbour, Ridge/);
  assert.match(told, /1 {2}en {2}The pier is open\./);
  assert.match(told, /ar {2}الرصيف مفتوح\./);
});

test('what is not done stands in the next meeting as well, and the form that proposes it says so', async () => {
  await b1.showOnTable('actions');
  await action(b1, SURVEY).getByTestId('mark-done').click();
  await a1.showOnTable('actions');
  await isIn(a1, 'done', SURVEY);
  await action(a1, SURVEY).locator('summary').click();
  await action(a1, SURVEY).getByText('Marked as done by head 0 of Ridge, Ridge').waitFor();
  await album.take(a1.page, 'actions-done');
  await tableAlternative(a1, 'alternative', 'A ferry');
  await b1.showOnTable('alternatives');
  await takePosition(b1, 'A ferry', 'supports');
  await a1.showOnTable('texts');
  await addParagraph(a1, { en: 'The pier is closed at night.', ar: 'الرصيف مغلق ليلًا.' });
  await press(a1, 'schedule-open');
  await a1.page.getByTestId('propose-meeting').click();
  assert.equal(await a1.page.getByTestId('carried').count(), 0, 'nothing is carried to the first');
  await offer(a1.page, { walls: ['2027-03-17T10:00'] });
  await press(b1, 'schedule-open');
  await meeting(b1.page, 'proposed').getByTestId('accept').click();
  await meeting(a1.page, 'agreed').getByTestId('follow-up').click();
  const carried = await a1.page.getByTestId('carried').innerText();
  assert.match(carried, /2 open brackets\s+1 position on an alternative\s+1 open action$/);
  assert.deepEqual(await accessibilityFaults(a1.page), []);
  await album.take(a1.page, 'follow-up');
  await offer(a1.page, { walls: ['2027-03-24T10:00'] });
  await b1.closePanels();
  await bothAgree(a1, b1, 'closing');
  await bothAgree(a1, b1, 'opening');
  await b1.showOnTable('actions');
  await isIn(b1, 'agreed', PLAN);
  await isIn(b1, 'done', SURVEY);
  for (const [matter, stage] of [
    [null, 'Open now'],
    ['recess', 'In recess'],
    ['resumption', 'Open now'],
    ['closing', 'Held'],
  ] as const) {
    if (matter !== null) await bothAgree(a1, b1, matter);
    await press(b1, 'schedule-open');
    const held = b1.page.getByTestId('meeting').filter({ hasText: 'March 17, 2027' });
    await held.getByText(stage, { exact: true }).waitFor();
    assert.equal(await held.getByTestId('postpone').count(), 0, 'what was opened is not put off');
    await b1.closePanels();
  }
  await b1.showOnTable('actions');
  await isIn(b1, 'done', SURVEY);
  // Mirrored, where somebody is to look at it.
  if (album.isWanted) {
    await b1.page.evaluate(() => localStorage.setItem('parley.language', 'ar'));
    await b1.page.reload();
    await b1.isAt('plenary');
    await b1.showOnTable('actions');
    await isIn(b1, 'agreed', PLAN);
  }
  await album.take(b1.page, 'actions-next');
});
