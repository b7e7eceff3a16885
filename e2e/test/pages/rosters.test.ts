import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { accessibilityFaults } from '../../src/accessibility.ts';
import { launch } from '../../src/browser.ts';
import { openDates } from '../../src/dates.ts';
import { WITH_DEVICES } from '../../src/instruments.ts';
import { Organiser, type Form } from '../../src/organiser.ts';
import { Person, meet } from '../../src/people.ts';
import { ParleyServer } from '../../src/server.ts';

/** How a side keeps its own people: who comes, who goes, and who follows its head, without the organiser. */
const FORM: Form = {
  title: 'Harbour access',
  sides: [
    { name: 'Harbour', people: ['Head of Harbour', { name: 'Desk of Harbour', role: 'secretariat' }] },
    {
      name: 'Ridge',
      people: ['Head of Ridge', { name: 'Desk of Ridge', role: 'secretariat' }, { name: 'Kim', role: 'member' }],
    },
  ],
};

let browser: Browser;
let server: ParleyServer;
let organiser: Organiser;
/** At the table. */
let harbour: Person;
let ridge: Person;
let sam: Person;
/** On the page of dates and preparation. */
let desk: Page;
let otherDesk: BrowserContext;

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  organiser = await Organiser.create(browser, server.origin, FORM);
});

after(async () => {
  await browser?.close();
  await server?.dispose();
});

/** The own side's list, opened. */
async function ownList(page: Page, person: string): Promise<ReturnType<Page['locator']>> {
  const list = page.getByTestId('people-of-side').filter({ hasText: person });
  await list.first().waitFor();
  if ((await list.first().getAttribute('open')) === null) await list.first().locator('summary').click();
  return list.first().locator('li').filter({ hasText: person });
}

async function tells(page: Page, ...words: string[]): Promise<void> {
  for (const text of words) await page.getByTestId('people-news').getByText(text).first().waitFor();
}

test('a secretariat adds an adviser with an agency, and gets the link', async () => {
  [harbour, ridge] = await Promise.all([
    Person.arrive(browser, 1, organiser.links[0]!, WITH_DEVICES),
    Person.arrive(browser, 3, organiser.links[2]!),
  ]);
  await meet([harbour], [ridge]);
  otherDesk = await browser.newContext();
  // Who looks for the first time is told of nothing as new.
  const first = await openDates(otherDesk, organiser.links[1]!);
  await ownList(first, 'Kim');
  assert.equal(await first.getByTestId('people-news').count(), 0);
  await first.close();

  desk = await openDates(await browser.newContext(), organiser.links[3]!);
  assert.equal(await desk.getByTestId('add-to-side').count(), 1, 'of the own side alone');
  await desk.getByTestId('add-to-side').click();
  const form = desk.getByRole('dialog');
  await form.locator('input[name="name"]').fill('Sam Lee');
  await form.locator('input[name="agency"]').fill('Quay Agency');
  await form.locator('select[name="role"]').selectOption('adviser');
  assert.deepEqual(await accessibilityFaults(desk), []);
  await form.getByTestId('send-person').click();
  const link = await desk.getByTestId('new-link').inputValue();
  assert.deepEqual(await accessibilityFaults(desk), []);
  await desk.getByTestId('link-done').click();
  sam = await Person.arrive(browser, 5, link, WITH_DEVICES);
});

test('all others are told: at the table at once, and on the page since they last looked', async () => {
  await tells(harbour.page, 'Ridge added Sam Lee, Quay Agency, Adviser.');
  await tells(ridge.page, 'Ridge added Sam Lee');
  const page = await openDates(otherDesk, organiser.links[1]!);
  await tells(page, 'Since you last looked:', 'Ridge added Sam Lee');
  const line = await ownList(page, 'Sam Lee');
  await line.getByTestId('new').waitFor();
  assert.equal(await line.getByTestId('withdraw-person').count(), 0, 'who is of the other side');
  await page.close();
});

test('a member changes nobody, and knows nobody before being let in', async () => {
  const context = await browser.newContext();
  const page = await openDates(context, organiser.links[4]!);
  await page.getByTestId('wants').waitFor();
  assert.equal(await page.getByTestId('add-to-side').count(), 0);
  assert.equal(await page.getByText('Sam Lee').count(), 0);
  await context.close();
});

test('whom the side added enters by that link, is let in, and named with the agency', async () => {
  await sam.join(ridge);
  await harbour.page.getByRole('article', { name: 'Sam Lee, Ridge, Quay Agency' }).waitFor();
  await sam.seesAndHears(harbour);
});

test('the head drops out, and the secretariat names another', async () => {
  const line = await ownList(desk, 'Head of Ridge');
  await line.getByTestId('withdraw-person').click();
  await desk.getByTestId('heir').selectOption({ label: 'Sam Lee' });
  assert.deepEqual(await accessibilityFaults(desk), []);
  await desk.getByTestId('confirm').click();
  await ridge.page.getByRole('heading', { name: 'This link was withdrawn' }).waitFor();
  await tells(harbour.page, 'Sam Lee is now Head of delegation', 'Head of Ridge of Ridge is no longer invited');
});

test('the new head opens the meeting with the other side', async () => {
  await harbour.open('course');
  await harbour.page.getByTestId('course').getByTestId('propose-opening').first().click();
  await sam.page.locator('[data-motion="opening"]').getByTestId('agree').click();
  for (const one of [harbour, sam]) await one.page.locator('[data-testid="course-strip"][data-phase="open"]').waitFor();
});

test('who reads the log from its start comes to the same, and the organiser sees what the side did', async () => {
  await harbour.page.reload();
  await harbour.settle();
  await harbour.page.locator('[data-testid="course-strip"][data-phase="open"]').waitFor();
  const seat = organiser.seat('Sam Lee');
  await seat.waitFor();
  await seat.locator('[data-role="head"]').waitFor();
  assert.equal(await seat.getByTestId('link').count(), 0, 'the organiser does not have the link');
  assert.equal(await organiser.seat('Head of Ridge').getByTestId('link').count(), 0);
  await seat.getByTestId('change').click();
  const form = organiser.page.getByRole('dialog');
  await form.locator('input[name="title"]').fill('Quays');
  await form.getByTestId('send-person').click();
  await form.waitFor({ state: 'hidden' });
  await seat.getByText('Quays, Quay Agency').waitFor();
});
