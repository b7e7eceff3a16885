import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch } from '../src/browser.ts';
import { eventually, throughout } from '../src/eventually.ts';
import { reachableByFirefox } from '../src/firefox.ts';
import { FirefoxPerson } from '../src/firefox-person.ts';
import { Organiser, TWO_A_SIDE } from '../src/organiser.ts';
import { Person } from '../src/people.ts';
import { ParleyServer } from '../src/server.ts';

/** People with Firefox and with Chromium at one table, through the real server. */
let browser: Browser;
let server: ParleyServer;
let chromium: Person;
let colleague: Person;
let firefox: FirefoxPerson;

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start(...reachableByFirefox())]);
  const { links } = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  [chromium, firefox, colleague] = await Promise.all([
    Person.arrive(browser, 1, links[0]!),
    FirefoxPerson.arrive(3, links[2]!),
    Person.arrive(browser, 4, links[3]!),
  ]);
});

after(async () => {
  if (process.env['E2E_LOG']) console.log(server?.log);
  await firefox?.close();
  await browser?.close();
  await server?.dispose();
});

const allSeeAndHear = (): Promise<unknown> =>
  Promise.all([
    chromium.seesAndHears(firefox, colleague),
    firefox.seesAndHears(chromium, colleague),
    colleague.seesAndHears(chromium, firefox),
  ]);

test('a head with Firefox and one with Chromium see and hear each other at the table', async () => {
  await Promise.all([chromium.join(), firefox.enter().then(() => firefox.toTable())]);
  await Promise.all([chromium.seesAndHears(firefox), firefox.seesAndHears(chromium)]);
});

test('the head with Firefox lets somebody in', async () => {
  await colleague.enter();
  await firefox.page.locator(`[data-testid="admit"][data-seat="${colleague.seat}"]`).click();
  await colleague.toTable();
  await allSeeAndHear();
});

test('in the caucus they have each other, and the table hears and sees nothing of them', async () => {
  const { made } = await firefox.connection();
  await Promise.all([firefox.toCaucus(), colleague.toCaucus()]);
  await Promise.all([firefox.seesAndHears(colleague), colleague.seesAndHears(firefox)]);
  const bytes = async (): Promise<number> =>
    (await chromium.connection()).received.reduce((sum, one) => sum + one.bytes, 0);
  const before = await bytes();
  await throughout('nothing comes to the table', 3000, async () => assert.equal(await bytes(), before));
  await Promise.all([firefox.toTable(), colleague.toTable()]);
  await allSeeAndHear();
  assert.equal((await firefox.connection()).made, made, 'nobody connected anew');
});

test('a camera that Firefox turns off shows nothing any more', async () => {
  await firefox.click('camera');
  await Promise.all([chromium, colleague].map((one) => one.seesNoCodeFrom(firefox)));
  await eventually('its sound goes on', async () => {
    const tile = await chromium.tile(firefox);
    assert.ok(tile && tile.toneDb > -60, JSON.stringify(tile));
  });
  await firefox.click('camera');
  await allSeeAndHear();
});
