import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch } from '../src/browser.ts';
import { eventually, throughout } from '../src/eventually.ts';
import { marked } from '../src/marks.ts';
import { Organiser, TWO_A_SIDE } from '../src/organiser.ts';
import { Person, allSeeAndHearAll, meetAllButOne } from '../src/people.ts';
import { ParleyServer } from '../src/server.ts';

/** What a device keeps of a seat, and what another one is not given without being asked for. */
let browser: Browser;
let server: ParleyServer;
let organiser: Organiser;
let a1: Person;
let a2: Person;
let b1: Person;

const [atTable, inCaucus] = [marked('Table'), marked('Caucus')];
const WATCH_MS = 2000;

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  [a1, a2, b1] = await meetAllButOne(browser, organiser);
  await b1.write(atTable);
  await a1.toCaucus();
  await a1.write(inCaucus);
  await a1.toTable();
  await a2.reads(atTable);
});

after(async () => {
  await browser?.close();
  await server?.dispose();
});

const waiting = (head: Person) => head.page.locator('[data-testid="waiting"] li');

/** Nobody is asked anything. */
async function nobodyWaits(): Promise<void> {
  for (const head of [a1, b1]) assert.equal(await waiting(head).count(), 0);
}

/** The table's door stays shut, and nothing of the own side comes out of the anteroom. */
async function staysOut(one: Person): Promise<void> {
  await throughout('the door is shut', WATCH_MS, async () => {
    assert.equal(await one.page.getByTestId('to-table').getAttribute('aria-disabled'), 'true');
    for (const tile of (await one.tiles()).filter(({ own }) => !own))
      assert.ok(tile.frames === 0 && tile.toneDb < -80, JSON.stringify(tile));
  });
  assert.deepEqual(await one.chat(), []);
  await one.closePanels();
  assert.ok(!(await one.page.title()).includes('Harbour access'), await one.page.title());
}

test('who reloads is where they were: nobody is asked, and what was written is there', async () => {
  const seat = a2.seat;
  await a2.page.reload();
  await a2.isAt('plenary');
  assert.equal(a2.seat, seat);
  await nobodyWaits();
  await allSeeAndHearAll(a1, a2, b1);
  assert.deepEqual(await a2.chat(), [atTable]);
  await a2.toCaucus();
  assert.deepEqual(await a2.chat(), [inCaucus]);
  // In the caucus one stays there as well.
  await a2.page.reload();
  await a2.isAt('side');
  assert.deepEqual(await a2.chat(), [inCaucus]);
  await a2.closePanels();
  await a2.toTable();
  await nobodyWaits();
  assert.equal(await a2.page.getByTestId('alarm').count(), 0);
});

test('a page that was closed comes back on the same device without being let in', async () => {
  await a2.page.close();
  await eventually('the seat is empty', async () => assert.equal(await a1.tile(a2), undefined), 30_000);
  a2.page = await a2.context.newPage();
  await a2.page.goto(a2.link);
  await a2.join();
  await nobodyWaits();
  assert.deepEqual(await a2.chat(), [atTable]);
  await a2.closePanels();
  await allSeeAndHearAll(a1, a2, b1);
});

test('a second tab of a device takes over, and the first writes no more', async () => {
  const first = a2.page;
  a2.page = await a2.context.newPage();
  await a2.page.goto(a2.link);
  await a2.join();
  await first.getByRole('heading', { name: 'Your seat was taken in another window' }).waitFor();
  await nobodyWaits();
  await allSeeAndHearAll(a1, a2, b1);
  // And back again: only one of them ever has the keys.
  await first.getByTestId('take-back').click();
  await a2.page.getByRole('heading', { name: 'Your seat was taken in another window' }).waitFor();
  await a2.page.close();
  a2.page = first;
  await a2.isAt('plenary');
  await nobodyWaits();
  await allSeeAndHearAll(a1, a2, b1);
  assert.deepEqual(await a2.chat(), [atTable]);
  for (const one of [a1, a2, b1]) assert.equal(await one.page.getByTestId('alarm').count(), 0);
});

test('another device on the same link waits for the head, who is told what it is', async () => {
  const other = await Person.arrive(browser, 5, organiser.links[1]!);
  await other.enter();
  assert.equal(other.seat, a2.seat);
  await a1.page.locator('[data-testid="waiting"] li[data-device="another"]').waitFor();
  assert.match(await waiting(a1).innerText(), /Another device/);
  assert.equal(await waiting(b1).count(), 0, 'the other side is not asked');
  await a1.toCaucus();
  await staysOut(other);
  await a1.admit(other);
  await other.reads(inCaucus);
  await other.closePanels();
  await allSeeAndHearAll(a1, other);
  await Promise.all([a1.toTable(), other.toTable()]);
  await allSeeAndHearAll(a1, other, b1);
  assert.deepEqual(await other.chat(), [atTable], 'what was written before is given to who is let in');

  // The device before was let in once, and may come back: the link's owner is told in either place.
  await a2.page.getByRole('heading', { name: 'Your seat was taken in another window' }).waitFor();
  await a2.page.getByTestId('take-back').click();
  await other.page.getByRole('heading', { name: 'Your seat was taken in another window' }).waitFor();
  await other.close();
});

test('a head on another device waits too where nobody else of the side may answer', async () => {
  const other = await Person.arrive(browser, 6, organiser.links[2]!);
  await other.enter();
  await staysOut(other);
  assert.equal(await waiting(a1).count(), 0, 'the other side is not asked');
  await other.close();
});
