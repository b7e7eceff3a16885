import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch } from '../../src/browser.ts';
import { eventually, throughout } from '../../src/eventually.ts';
import { Organiser, TWO_A_SIDE } from '../../src/organiser.ts';
import { Person, meetAllButOne } from '../../src/people.ts';
import { ParleyServer } from '../../src/server.ts';

/** Words that the heads compare by voice, in one meeting, from the first comparison to one that does not match. */
let browser: Browser;
let server: ParleyServer;
let organiser: Organiser;
let a1: Person;
let a2: Person;
let b1: Person;

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
  [a1, a2, b1] = await meetAllButOne(browser, organiser);
});

after(async () => {
  await browser?.close();
  await server?.dispose();
});

const dialogOf = (one: Person) => one.page.getByRole('dialog');
const wordsOf = (one: Person) => one.page.getByTestId('verification-words');

/** All see that state, on the page itself. */
async function allSee(state: string, ...people: Person[]): Promise<void> {
  for (const one of people) await one.page.locator(`[data-testid="verification"][data-state="${state}"]`).waitFor();
}

/** One head asks; gives the words that each head's page shows, as it tells them by itself. */
async function compare(asking: Person, asked: Person): Promise<string[][]> {
  await asking.page.getByTestId('verification').click();
  await asking.page.getByTestId('compare-words').click();
  await asked.page.getByTestId('words-call').getByRole('button').click();
  const words: string[][] = [];
  for (const one of [asking, asked]) {
    await wordsOf(one).waitFor();
    words.push(await wordsOf(one).locator('li').allInnerTexts());
  }
  return words;
}

async function close(...people: Person[]): Promise<void> {
  for (const one of people) {
    await one.page.keyboard.press('Escape');
    await dialogOf(one).waitFor({ state: 'hidden' });
  }
}

test('both heads are shown the same four words, and nobody else is shown any', async () => {
  await allSee('never', a1, a2, b1);
  const [here, there] = await compare(a1, b1);
  assert.equal(here?.length, 4);
  assert.deepEqual(here, there);
  for (const word of here) assert.match(word, /^[a-z]{3,8}$/);
  const digits = await Promise.all([a1, b1].map((one) => one.page.getByTestId('verification-digits').textContent()));
  assert.match(digits[0] ?? '', /^(\d{5} ){5}\d{5}$/);
  assert.equal(digits[0], digits[1]);
  await allSee('shown', a2);
  await a2.page.getByTestId('verification').click();
  await dialogOf(a2).waitFor();
  await throughout('a member sees the state alone', 1000, async () => {
    assert.equal(await wordsOf(a2).count(), 0);
    assert.equal(await a2.page.getByTestId('words-match').count(), 0);
    assert.equal(await a2.page.getByTestId('compare-words').count(), 0);
    // Common words all: as a row of four they are the meeting's.
    assert.ok(
      !(await a2.page.locator('body').innerText()).replace(/\s+/g, ' ').includes(here.join(' ')),
      'the words are shown',
    );
  });
  await close(a2);
});

test('when both say that they are the same, all see that the meeting is verified', async () => {
  await a1.page.getByTestId('words-match').click();
  await throughout('one yes is not enough', 1000, () => allSee('shown', a1, a2, b1));
  await b1.page.getByTestId('words-match').click();
  await allSee('verified', a1, a2, b1);
  await close(a1, b1);
});

test('new keys for the same people leave it verified', async () => {
  const reloadedMs = Date.now();
  await a2.page.reload();
  await a2.isAt('plenary');
  await Promise.all([a1, a2, b1].map((one) => one.newKeysMs('plenary', reloadedMs)));
  await allSee('verified', a1, a2, b1);
});

test('a newcomer changes that, and is named', async () => {
  const b2 = await Person.arrive(browser, 4, organiser.links[3]!);
  await b2.join(b1);
  await allSee('changed', a1, a2, b1, b2);
  for (const one of [a1, a2, b1]) {
    const label = (await one.page.getByTestId('verification').getAttribute('aria-label')) ?? '';
    assert.match(label, /Adviser of Ridge/);
  }
  await b2.leave();
  await b2.close();
  await eventually('who had been there are again those who were vouched for', () => allSee('verified', a1, a2, b1));
});

test('other words come from another comparison, and all are told when a head heard others', async () => {
  const before = await compare(b1, a1);
  assert.deepEqual(before[0], before[1]);
  for (const one of [a1, b1]) await one.page.getByTestId('words-match').click();
  await allSee('verified', a1, a2, b1);
  await close(a1, b1);
  const [here, there] = await compare(a1, b1);
  assert.deepEqual(here, there);
  assert.notDeepEqual(here, before[0]);
  await a1.page.getByTestId('words-match').click();
  await b1.page.getByTestId('words-differ').click();
  await allSee('mismatch', a1, a2, b1);
  await close(a1, b1);
  for (const one of [a1, a2, b1]) {
    const notice = one.page.getByTestId('mismatch');
    await notice.waitFor();
    assert.match(await notice.innerText(), /Head of Ridge/);
    assert.equal(await notice.getAttribute('role'), 'alert');
  }
});

test('who comes later is told as well', async () => {
  const b2 = await Person.arrive(browser, 4, organiser.links[3]!);
  // Another device than before, so that the head is asked again.
  await b2.join(b1);
  await allSee('mismatch', b2);
  const leavingMs = Date.now();
  await b2.leave();
  await b2.close();
  // A change of keys would break the next comparison off.
  await Promise.all([a1, a2, b1].map((one) => one.newKeysMs('plenary', leavingMs)));
});

test('a new comparison does not hide it, and settles it once all have confirmed the words', async () => {
  const [here, there] = await compare(a1, b1);
  assert.deepEqual(here, there);
  await allSee('mismatch', a1, a2, b1);
  await a1.page.getByTestId('words-match').click();
  await throughout('one yes is not enough', 1000, () => allSee('mismatch', a1, a2, b1));
  await b1.page.getByTestId('words-match').click();
  await allSee('verified', a1, a2, b1);
  assert.match(await dialogOf(a1).innerText(), /Head of Ridge put it in doubt before/);
});
