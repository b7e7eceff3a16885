import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch } from '../../src/browser.ts';
import { eventually, throughout } from '../../src/eventually.ts';
import { Organiser, TWO_A_SIDE } from '../../src/organiser.ts';
import { type Person, meetAllButOne } from '../../src/people.ts';
import { motion, press } from '../../src/proceedings.ts';
import { ParleyServer } from '../../src/server.ts';

/** The course of one meeting at the table, from its opening by both heads to its closing. */
let browser: Browser;
let server: ParleyServer;
let organiser: Organiser;
/** Head and member of the one side. */
let a1: Person;
let a2: Person;
/** Head of the other. */
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

async function allSee(phase: string): Promise<void> {
  for (const one of [a1, a2, b1])
    await one.page.locator(`[data-testid="course-strip"][data-phase="${phase}"]`).waitFor();
}

const button = (one: Person, matter: string, act: string) => motion(one, matter).getByTestId(act);

/** Of the page's own sounds: a knock, and the first note of what begins. The microphones' tones have other frequencies. */
const KNOCK_HZ = 587;
const BEGINS_HZ = 392;

type Listened = typeof globalThis & { startedHz: number[] };

/** From now on notes what oscillators a page starts. */
const listenTo = (one: Person): Promise<void> =>
  one.page.evaluate(() => {
    const page = globalThis as Listened;
    page.startedHz = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      start.call(this, when);
      page.startedHz.push(this.frequency.value);
    };
  });

const heard = (one: Person): Promise<number[]> => one.page.evaluate(() => (globalThis as Listened).startedHz);

async function hears(one: Person, hz: number): Promise<void> {
  await eventually(`${hz} Hz sound`, async () => {
    const started = await heard(one);
    assert.ok(started.includes(hz), started.join());
  });
}

test('the meeting opens by a key of each side, and a key can be taken back', async () => {
  await allSee('notOpen');
  await a1.page.getByTestId('settings').click();
  await a1.page.locator('input[name="sounds"]').uncheck();
  await a1.page.keyboard.press('Escape');
  for (const one of [a1, a2, b1]) await listenTo(one);
  await press(a1, 'propose-opening');
  await button(b1, 'opening', 'agree').waitFor();
  await hears(b1, KNOCK_HZ);
  assert.equal(await button(a2, 'opening', 'agree').count(), 0, 'a member has no key');
  await button(a1, 'opening', 'withdraw').click();
  await motion(b1, 'opening').waitFor({ state: 'detached' });
  await press(b1, 'propose-opening');
  await button(a1, 'opening', 'agree').click();
  await allSee('open');
  await hears(b1, BEGINS_HZ);
  await hears(a2, BEGINS_HZ);
  assert.ok(!(await heard(a2)).includes(KNOCK_HZ), 'a member is asked for no key');
  assert.deepEqual(await heard(a1), [], 'who turned the sounds off hears none');
});

test('an agenda counts once both sides agree, and so does its next item', async () => {
  await press(a1, 'edit-agenda');
  const dialog = a1.page.getByRole('dialog');
  await dialog.locator('input[id="item-0"]').fill('Dues at either quay');
  await dialog.locator('input[id="minutes-0"]').fill('20');
  await dialog.locator('select[id="label-0"]').selectOption('offRecord');
  await dialog.getByTestId('add-item').click();
  await dialog.locator('input[id="item-1"]').fill('Hours of the ferry');
  await dialog.getByTestId('propose-agenda').click();
  await dialog.waitFor({ state: 'hidden' });
  await b1.open('course');
  assert.equal(await b1.page.getByTestId('agenda').locator('ol > li').count(), 0, 'proposed is not agreed');
  await button(b1, 'newAgenda', 'agree').click();
  await a2.open('course');
  await a2.page.getByTestId('agenda').getByText('Hours of the ferry').waitFor();
  assert.equal(await a2.page.getByTestId('take-up').count(), 0, 'a member takes up nothing');
  await press(b1, 'take-up');
  await button(a1, 'nextItem', 'agree').click();
  for (const one of [a1, a2, b1]) await one.page.getByTestId('current-item').getByText('Dues at either quay').waitFor();
});

test('who raised a hand has the floor in turn, and the clock says how long each side spoke', async () => {
  await a2.page.keyboard.press('h');
  await b1.page.getByTestId('hand').click();
  await eventually('both hands are in line', async () => {
    await a1.open('course');
    const seats = await a1.page
      .getByTestId('speakers')
      .locator('li')
      .evaluateAll((lines) => lines.map((line) => line.getAttribute('data-seat')));
    assert.deepEqual([...seats].sort(), [a2.seat, b1.seat].sort());
  });
  const first = await a1.page.getByTestId('speakers').locator('li').first().getAttribute('data-seat');
  await press(a1, 'next');
  for (const one of [a1, a2, b1]) await one.page.locator(`[data-testid="speech"][data-seat="${first}"]`).waitFor();
  await eventually('the clock runs', async () => {
    const text = await b1.page.getByTestId('speech').innerText();
    assert.match(text, /00:0[2-9]/, text);
  });
  const speaker = first === a2.seat ? a2 : b1;
  const other = speaker === a2 ? b1 : a2;
  await press(speaker, 'yield');
  await a1.page.locator(`[data-testid="speech"][data-seat="${other.seat}"]`).waitFor();
  const balance = a1.page.getByTestId('balance');
  await eventually('both sides have spoken', async () => {
    const clocks = await balance.locator('.clock').allInnerTexts();
    assert.equal(clocks.length, 2, clocks.join());
    assert.ok(!clocks.includes('00:00'), clocks.join());
  });
});

test('a recess: the sides confer, see from there that the table waits, and go on', async () => {
  await press(b1, 'propose-recess');
  await button(a1, 'recess', 'agree').click();
  await allSee('recess');
  await a1.closePanels();
  await a1.toCaucus();
  await press(b1, 'propose-resumption');
  await button(a1, 'resumption', 'agree').click();
  await allSee('open');
  await a1.toTable();
});

/** Writes to one person alone. */
async function whisper(one: Person, to: Person, text: string): Promise<void> {
  await one.open('chat');
  await one.page.getByTestId('chat-to').selectOption(to.seat);
  await one.page.getByTestId('chat-input').fill(text);
  await one.page.getByTestId('chat-send').click();
  await one.page.getByTestId('letter').getByText(text, { exact: true }).waitFor();
}

test('one writes to one’s own head alone, and to one of the other side', async () => {
  await whisper(a2, a1, 'ask for the lower dues');
  await a1.open('chat');
  await a1.page.getByTestId('letter').getByText('ask for the lower dues', { exact: true }).waitFor();
  await whisper(a1, b1, 'shall we two talk');
  await b1.open('chat');
  await b1.page.getByTestId('letter').getByText('shall we two talk', { exact: true }).waitFor();
  assert.equal(await b1.page.getByTestId('letter').count(), 1, 'nothing of what was whispered at the other side');
  assert.equal(await a2.page.getByTestId('letter').count(), 1, 'nor of what is between the heads');
  await a1.page.getByTestId('chat-to').selectOption('');
  await Promise.all([a1, a2, b1].map((one) => one.closePanels()));
});

test('each says who is in the room with them, and again when a head asks', async () => {
  await a2.page.getByTestId('declare-call').click();
  await a2.page.getByTestId('presence-others').fill('Sam, stenographer');
  await press(a2, 'declare');
  const declared = b1.page.getByTestId('presence').locator(`li[data-seat="${a2.seat}"]`);
  await b1.open('course');
  await declared.getByText('Sam, stenographer').waitFor();
  assert.equal(await declared.getAttribute('data-old'), 'false');
  assert.equal(await a2.page.getByTestId('ask-declarations').count(), 0, 'a member asks nobody');
  await press(b1, 'ask-declarations');
  await eventually('what was said is older than the asking', async () =>
    assert.equal(await declared.getAttribute('data-old'), 'true'),
  );
  await a2.closePanels();
  await a2.page.getByTestId('declare-call').waitFor();
  await b1.closePanels();
});

test('whoever reloads finds everything as it is', async () => {
  await a2.page.reload();
  await a2.isAt('plenary');
  await a2.page.locator('[data-testid="course-strip"][data-phase="open"]').waitFor();
  await a2.page.getByTestId('current-item').getByText('Dues at either quay').waitFor();
});

test('a meeting that was closed stays closed', async () => {
  await press(a1, 'propose-closing');
  await button(b1, 'closing', 'agree').click();
  await b1.page.getByTestId('confirm').click();
  await allSee('closed');
  await throughout('nothing opens it', 1000, async () => {
    assert.equal(await a1.page.getByTestId('propose-opening').count(), 0, 'nothing opens it');
  });
});
