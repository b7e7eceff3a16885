import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults } from '../../src/accessibility.ts';
import { launch } from '../../src/browser.ts';
import { eventually } from '../../src/eventually.ts';
import { WITH_DEVICES } from '../../src/instruments.ts';
import { Organiser, TWO_A_SIDE } from '../../src/organiser.ts';
import { Person, meet } from '../../src/people.ts';
import { ParleyServer } from '../../src/server.ts';

/** What a page does where the browser refuses it something, or where what it is given is odd. */
let browser: Browser;
let server: ParleyServer;

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
});

after(async () => {
  await browser?.close();
  await server?.dispose();
});

const says = (page: Page, text: string): Promise<void> => page.getByRole('heading', { name: text }).waitFor();

/** Scripts of a page, as text: what compiles this file would put calls of its own into them. */
const NO_KEYS = `
  const made = SubtleCrypto.prototype.generateKey;
  SubtleCrypto.prototype.generateKey = function (asked, ...more) {
    if (asked.name === 'AES-GCM') return Promise.reject(new DOMException('', 'OperationError'));
    return made.call(this, asked, ...more);
  };`;
const NO_DATABASE = `
  IDBFactory.prototype.open = function () {
    throw new DOMException('', 'SecurityError');
  };`;
const NO_WORKER = `
  window.Worker = function () {
    throw new TypeError('This document requires a script URL that it trusts');
  };`;

test('a browser that keeps nothing, and keys that cannot be made, are told apart', async () => {
  const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  const person = await Person.arrive(browser, 1, organiser.links[0]!);
  await person.context.addInitScript({ content: NO_KEYS });
  await person.page.reload();
  await person.page.getByTestId('join').click();
  await says(person.page, 'The seat could not be taken on this device');
  assert.deepEqual(await accessibilityFaults(person.page), []);
  await person.context.addInitScript({ content: NO_DATABASE });
  await person.page.getByRole('button', { name: 'Try again' }).click();
  await person.page.getByTestId('join').click();
  await says(person.page, 'This browser keeps no data');
  await Promise.all([person.close(), organiser.close()]);
});

test('where the worker is refused one takes part, hears why, and sends nothing', async () => {
  const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  const [person, other] = await Promise.all([
    Person.arrive(browser, 1, organiser.links[0]!, WITH_DEVICES),
    Person.arrive(browser, 3, organiser.links[2]!, WITH_DEVICES),
  ]);
  await person.context.addInitScript({ content: NO_WORKER });
  await person.page.reload();
  await meet([person], [other]);
  await person.page.getByTestId('frames-failed').waitFor();
  assert.deepEqual(await accessibilityFaults(person.page), []);
  await person.write('I read and write');
  await other.reads('I read and write');
  await eventually('the other sends, and this one is connected', async () => {
    assert.equal((await person.connection()).state, 'connected');
    assert.ok(
      (await other.connection()).sent.some((encoding) => encoding.frames > 0),
      'nothing is sent',
    );
  });
  assert.deepEqual(
    (await person.connection()).sent.filter((encoding) => encoding.frames > 0 || encoding.bytes > 0),
    [],
  );
  await Promise.all([person, other].map((one) => one.close()));
  await organiser.close();
});

test('a side’s emblem stands on its nameplates, in its box whatever it is', async () => {
  const wide = '\uFDFD'.repeat(8);
  const organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  const [harbour, ridge] = await Promise.all([
    Person.arrive(browser, 1, organiser.links[0]!),
    Person.arrive(browser, 3, organiser.links[2]!),
  ]);
  await harbour.page.getByTestId('prepare').click();
  await harbour.page.getByTestId('describe').click();
  await harbour.page.locator('#side-emblem').fill(wide);
  await harbour.page.getByTestId('send-side').click();
  await harbour.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await harbour.page.reload();
  await meet([harbour], [ridge]);
  const tile = ridge.page.locator(`article[data-seat="${harbour.seat}"]`);
  const emblem = tile.getByTestId('emblem');
  await emblem.getByText(wide).waitFor();
  const [plate, box] = await Promise.all([tile.boundingBox(), emblem.boundingBox()]);
  assert.ok(plate !== null && box !== null, 'both are seen');
  assert.ok(box.width <= 60 && box.height <= 24, `${box.width} by ${box.height}`);
  assert.ok(box.x >= plate.x && box.x + box.width <= plate.x + plate.width, 'within the tile');
  assert.ok(await emblem.evaluate((element) => element.scrollWidth > element.clientWidth), 'what is wider is cut off');
  assert.equal(await ridge.page.getByTestId('emblem').count(), 2, 'and at the side’s place');
  await Promise.all([harbour, ridge].map((one) => one.close()));
  await organiser.close();
});

test('the texts of one language alone are fetched; those that cannot be had leave the page as it was, and are named', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const fetched: string[] = [];
  page.on('request', (request) => {
    const catalogue = /\/assets\/(ar|en|fr|he)-[^/]*\.js$/.exec(request.url())?.[1];
    if (catalogue !== undefined) fetched.push(catalogue);
  });
  const language = page.locator('select[name="language"]');
  await page.goto(server.origin);
  await says(page, 'A table for two or more sides');
  assert.deepEqual(fetched, ['en']);
  await language.selectOption('fr');
  await says(page, 'Une table pour deux délégations ou plus');
  assert.deepEqual(fetched, ['en', 'fr']);

  await page.route('**/assets/he-*.js', (route) => route.abort());
  await language.selectOption('he');
  await page.getByRole('alert').getByText('עברית').waitFor();
  assert.equal(await language.inputValue(), 'fr');
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
  assert.deepEqual(await accessibilityFaults(page), []);

  await page.route('**/assets/fr-*.js', (route) => route.abort());
  await page.reload();
  await says(page, 'A table for two or more sides');
  await page.getByText('Français could not be loaded.').waitFor();
  await page.route('**/assets/en-*.js', (route) => route.abort());
  await page.reload();
  await page.getByText('Veuillez recharger la page.').waitFor();
  assert.deepEqual(await accessibilityFaults(page), []);
  await context.close();
});
