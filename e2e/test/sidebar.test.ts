import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { accessibilityFaults } from '../src/accessibility.ts';
import { launch } from '../src/browser.ts';
import { eventually } from '../src/eventually.ts';
import { marked } from '../src/marks.ts';
import { Organiser, TWO_A_SIDE } from '../src/organiser.ts';
import { type Person, allSeeAndHearAll, meetTwoASide } from '../src/people.ts';
import { ParleyServer } from '../src/server.ts';

/** One meeting, two a side, whose heads step aside and come back. */
let browser: Browser;
let server: ParleyServer;
let organiser: Organiser;
/** Head and member of the one side. */
let a1: Person;
let a2: Person;
/** Of the other. */
let b1: Person;
let b2: Person;

const aside = marked('Aside');

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  [a1, a2, b1, b2] = await meetTwoASide(browser, organiser);
});

after(async () => {
  if (process.env['E2E_LOG']) console.log(server?.log);
  await browser?.close();
  await server?.dispose();
});

const motion = (one: Person, matter: string) => one.page.locator(`[data-motion="${matter}"]`);

async function press(one: Person, id: string): Promise<void> {
  await one.open('course');
  await one.page.getByTestId('course').getByTestId(id).first().click();
}

async function agreeOn(matter: string, proposal: string): Promise<void> {
  await press(a1, proposal);
  await motion(b1, matter).getByTestId('agree').click();
  await motion(a1, matter).waitFor({ state: 'detached' });
  await Promise.all([a1, b1].map((one) => one.closePanels()));
}

async function stepAside(one: Person): Promise<void> {
  await one.page.getByTestId('to-sidebar').click();
  await one.isAt('sidebar');
}

/** Connections and sockets, of which there are more only after a new start. */
function starts(): Promise<string[]> {
  return Promise.all(
    [a1, a2, b1, b2].map(async (one) => `${one.number}: ${(await one.connection()).made} ${one.sockets.opened}`),
  );
}

test('the heads step aside by a key of each, and nobody else may', async () => {
  await a1.open('course');
  assert.equal(await a1.page.getByTestId('propose-sidebar-heads').count(), 0, 'not before the meeting is open');
  await agreeOn('opening', 'propose-opening');
  await press(a1, 'propose-sidebar-heads');
  await motion(b1, 'openSidebar').getByTestId('agree').waitFor();
  await motion(a2, 'openSidebar').waitFor();
  assert.equal(await a1.page.getByTestId('sidebar-open').count(), 0, 'not by one key');
  await motion(b1, 'openSidebar').getByTestId('agree').click();
  await a1.closePanels();
  for (const one of [a2, b2]) {
    await one.page.getByTestId('sidebar-of-others').waitFor();
    assert.equal(await one.page.getByTestId('to-sidebar').count(), 0, 'a member is of no circle');
    assert.equal(await one.page.getByTestId('end-sidebar').count(), 0, 'nor ends it');
  }
});

test('aside they see and hear each other, and those at the table nothing of them', async () => {
  await allSeeAndHearAll(a1, a2, b1, b2);
  const before = await starts();
  await Promise.all([stepAside(a1), stepAside(b1)]);
  await Promise.all([allSeeAndHearAll(a1, b1), allSeeAndHearAll(a2, b2)]);
  for (const one of [a1, b1]) {
    assert.equal(
      await one.page.getByTestId('place').innerText(),
      'Sidebar of the heads: only heads and deputies who are here hear you',
    );
    for (const other of [a2, b2]) assert.equal(await one.tile(other), undefined);
    const names = await one.page.getByTestId('in-sidebar').innerText();
    assert.match(names, /only these hear/, names);
  }
  for (const one of [a2, b2]) {
    for (const other of [a1, b1]) assert.equal(await one.tile(other), undefined);
    // As empty seats, or where there is no room for them by name.
    const marks = one.page.locator('[data-whereabouts="aside"], [data-named="aside"]');
    await eventually('it is said that both are aside', async () => assert.equal(await marks.count(), 2));
  }
  assert.deepEqual(await starts(), before, 'nobody connected anew');
});

test('what they write there is read there alone', async () => {
  await a1.write(aside);
  await b1.reads(aside);
  await a2.write('at the table');
  assert.deepEqual(await a2.chat(), ['at the table']);
  assert.deepEqual(await b2.chat(), ['at the table']);
  assert.deepEqual(await b1.chat(), [aside]);
  for (const one of [a2, b2]) {
    const rooms = one.sockets.receivedSince(0).flatMap((message) => ('room' in message ? [message.room] : []));
    assert.ok(!rooms.includes('heads'), 'not even as it is sealed');
  }
  await Promise.all([a1, a2, b1, b2].map((one) => one.closePanels()));
});

test('the page of a sidebar can be used by everybody', async () => {
  assert.deepEqual(await accessibilityFaults(a1.page), []);
  await a1.page.setViewportSize({ width: 390, height: 740 });
  assert.deepEqual(await accessibilityFaults(a1.page), []);
  const width = await a1.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `${width} pixels wide`);
  await a1.page.setViewportSize({ width: 960, height: 600 });
});

test('by one click they are back at the table, and aside again', async () => {
  const before = await starts();
  await a1.page.getByTestId('from-sidebar').click();
  await a1.isAt('plenary');
  await allSeeAndHearAll(a1, a2, b2);
  assert.deepEqual(await a1.chat(), ['at the table']);
  await a1.closePanels();
  await stepAside(a1);
  await allSeeAndHearAll(a1, b1);
  // From there into the own side's room, in which the other head hears nothing.
  await a1.page.keyboard.press('c');
  await a1.isAt('side');
  assert.equal(await b1.tile(a1), undefined);
  await a1.toTable();
  await stepAside(a1);
  await allSeeAndHearAll(a1, b1);
  assert.deepEqual(await starts(), before, 'nobody connected anew');
});

test('one head ends it, and nobody is heard at the table unawares', async () => {
  await b1.page.getByTestId('end-sidebar').click();
  for (const one of [a1, b1]) {
    await one.isAt('side');
    await one.page.getByTestId('sidebar-over').waitFor();
  }
  for (const one of [a2, b2]) await one.page.getByTestId('sidebar-of-others').waitFor({ state: 'detached' });
  for (const one of [a1, b1]) {
    await one.page.getByTestId('sidebar-over').getByRole('button').first().click();
    await one.isAt('plenary');
    assert.equal(await one.page.getByTestId('to-sidebar').count(), 0);
  }
  await allSeeAndHearAll(a1, a2, b1, b2);
});

test('opened once more, they have what they wrote', async () => {
  await agreeOn('openSidebar', 'propose-sidebar-heads');
  await Promise.all([stepAside(a1), stepAside(b1)]);
  await allSeeAndHearAll(a1, b1);
  assert.deepEqual(await b1.chat(), [aside]);
});

test('whoever reloads there comes back to the own side, and may step aside again', async () => {
  await a1.page.reload();
  await a1.isAt('side');
  await a1.toTable();
  await stepAside(a1);
  await allSeeAndHearAll(a1, b1);
});
