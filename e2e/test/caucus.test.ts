import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Participant, ServerMessage } from '../../web/src/signalling/messages';
import { launch } from '../src/browser.ts';
import { eventually, throughout } from '../src/eventually.ts';
import type { ConnectionReading, TrackReading } from '../src/instruments.ts';
import { findIn, marked, textMark } from '../src/marks.ts';
import { Organiser, TWO_A_SIDE } from '../src/organiser.ts';
import { Person, allSeeAndHearAll, meet } from '../src/people.ts';
import { ParleyServer } from '../src/server.ts';

/** One meeting, two a side: who withdraws, who is put out, who comes late and who goes; and what each of the others gets of them. */
let browser: Browser;
let server: ParleyServer;
let organiser: Organiser;
let a1: Person;
let a2: Person;
let b1: Person;
let b2: Person;
/** As the page and the server call Harbour's room. */
let harbour = '';

// What was on its way at a move has come by then.
const SETTLE_MS = 1500;
const WATCH_MS = 3000;

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.start()]);
  organiser = await Organiser.create(browser, server.origin, TWO_A_SIDE);
});

after(async () => {
  if (process.env['E2E_LOG']) console.log(server?.log);
  await browser?.close();
  await server?.dispose();
});

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What came for tracks that no tile of these people shows. */
async function ofNobodyElse(viewer: Person, ...seen: Person[]): Promise<{ connection: ConnectionReading; rest: Rest }> {
  const [tiles, connection] = await Promise.all([viewer.tiles(), viewer.connection()]);
  const shown = tiles.filter((tile) => seen.some((one) => one.seat === tile.seat)).flatMap((tile) => tile.tracks);
  const others = connection.received.filter((one) => !shown.includes(one.track));
  return { connection, rest: sum(others) };
}

type Rest = Omit<TrackReading, 'track'>;

function sum(tracks: readonly TrackReading[]): Rest {
  const total = { bytes: 0, packets: 0, framesDecoded: 0, energy: 0 };
  for (const one of tracks) {
    total.bytes += one.bytes;
    total.packets += one.packets;
    total.framesDecoded += one.framesDecoded;
    total.energy += one.energy;
  }
  return total;
}

/** For a while each viewer gets something of those whom they see, and not a byte of anybody else. */
async function getOnly(...views: [viewer: Person, ...seen: Person[]][]): Promise<void> {
  await sleep(SETTLE_MS);
  const before = await Promise.all(views.map(([viewer, ...seen]) => ofNobodyElse(viewer, ...seen)));
  await sleep(WATCH_MS);
  const after = await Promise.all(views.map(([viewer, ...seen]) => ofNobodyElse(viewer, ...seen)));
  for (const [at, [viewer]] of views.entries()) {
    const [was, is] = [before[at]!, after[at]!];
    assert.deepEqual(is.rest, was.rest, `${viewer.number} gets something of people who are elsewhere`);
    const all = sum(is.connection.received).bytes - sum(was.connection.received).bytes;
    assert.ok(all > 1000, `${viewer.number} gets only ${all} bytes of those who are here`);
  }
}

/** How long after a deed each of some people had new keys; told for the record. */
async function keysAfter(what: string, place: 'plenary' | 'side', sinceMs: number, ...people: Person[]): Promise<void> {
  const times = await Promise.all(people.map((one) => one.newKeysMs(place, sinceMs)));
  const each = people.map((one, at) => `${one.number}: ${times[at]! - sinceMs} ms`);
  console.log(`new keys after ${what}, by person: ${each.join(', ')}`);
}

/** Connections and sockets, of which there are more only after a new start. */
async function starts(people: readonly Person[]): Promise<string[]> {
  return Promise.all(
    people.map(async (one) => `${one.number}: ${(await one.connection()).made} ${one.sockets.opened}`),
  );
}

async function placeOf(one: Person): Promise<Record<string, string>> {
  const { page } = one;
  return {
    place: (await page.getByTestId('room').getAttribute('data-place')) ?? '',
    window: await page.title(),
    banner: await page.getByTestId('place').innerText(),
    microphone: (await page.getByTestId('mute').innerText()).replace(/\s+/g, ' '),
  };
}

function participantsIn(message: ServerMessage): readonly Participant[] {
  if (message.type === 'changed') return [message.participant];
  return 'participants' in message ? message.participants : [];
}

const AT_THE_TABLE = {
  place: 'plenary',
  window: 'At the table · Harbour access',
  banner: 'At the table: all sides hear you',
  microphone: 'Microphone On · heard by all sides',
};

const IN_CAUCUS = {
  place: 'side',
  window: 'Caucus of Harbour · Harbour access',
  banner: 'Caucus of Harbour: only Harbour hears you',
  microphone: 'Microphone On · heard by Harbour only',
};

test('who comes late gets keys from those who are there, and they new ones', async () => {
  [a1, a2, b1, b2] = (await Promise.all(organiser.links.map((link, at) => Person.arrive(browser, at + 1, link)))) as [
    Person,
    Person,
    Person,
    Person,
  ];
  await meet([a1, a2], [b1]);
  await allSeeAndHearAll(a1, a2, b1);
  await b2.enter();
  const admittedMs = Date.now();
  await b1.admit(b2);
  await keysAfter('letting one in', 'plenary', admittedMs, a1, a2, b1, b2);
  const movedMs = Date.now();
  await b2.toTable();
  await allSeeAndHearAll(a1, a2, b1, b2);
  const firsts = (await b2.tiles()).filter((tile) => !tile.own).map((tile) => tile.firstAtMs - movedMs);
  console.log(`first pictures after the click on the way to the table: ${firsts.join(', ')} ms`);
  const [entered] = a1.sockets.receivedSince(0).filter((message) => message.type === 'entered');
  harbour = entered?.side ?? '';
  assert.notEqual(harbour, '');
  for (const one of [a1, a2]) assert.deepEqual(await placeOf(one), AT_THE_TABLE);
  await assert.rejects(getOnly([b1, b2]), /gets something of people who are elsewhere/, 'at the table all is told');
});

test('by one click a side withdraws: its people have each other, and the other side not a byte of them', async () => {
  const people = [a1, a2, b1, b2];
  const before = await starts(people);
  await Promise.all([a1.toCaucus(), a2.toCaucus()]);
  await Promise.all([allSeeAndHearAll(a1, a2), allSeeAndHearAll(b1, b2)]);
  for (const one of [a1, a2]) {
    assert.deepEqual(await placeOf(one), IN_CAUCUS);
    for (const other of [b1, b2]) assert.equal(await one.tile(other), undefined);
  }
  for (const one of [b1, b2]) {
    assert.deepEqual(await placeOf(one), AT_THE_TABLE);
    for (const other of [a1, a2]) {
      assert.equal(await one.tile(other), undefined);
      const seat = one.page.locator(`[data-empty="${other.seat}"]`);
      assert.equal(await seat.getAttribute('data-whereabouts'), 'away');
    }
  }
  await getOnly([a1, a2], [a2, a1], [b1, b2], [b2, b1]);
  assert.deepEqual(await starts(people), before, 'nobody connected anew');
});

test('the server forwards nothing but what each gets of the own side', async () => {
  const people = [a1, a2, b1, b2];
  const received = async (): Promise<number> =>
    (await Promise.all(people.map(async (one) => sum((await one.connection()).received).packets))).reduce(
      (total, one) => total + one,
    );
  const [forwardedBefore, receivedBefore] = await Promise.all([
    server.metric('parley_forwarded_packets_total'),
    received(),
  ]);
  await sleep(WATCH_MS);
  const [forwardedAfter, receivedAfter] = await Promise.all([
    server.metric('parley_forwarded_packets_total'),
    received(),
  ]);
  const [forwarded, got] = [forwardedAfter - forwardedBefore, receivedAfter - receivedBefore];
  // The counts are not of one moment.
  assert.ok(forwarded > 100 && forwarded < got * 1.2 + 50, `${forwarded} packets forwarded, ${got} received`);
});

test('what is written in a caucus stays there, and what is written at the table waits for those who are away', async () => {
  const [secret, open] = [marked('Caucus'), marked('Table')];
  const counts = [b1, b2].map((one) => one.sockets.received.length);
  await a1.write(secret);
  await a2.reads(secret);
  await b1.write(open);
  await b2.reads(open);
  assert.deepEqual(await a2.chat(), [secret]);
  assert.deepEqual(await b2.chat(), [open]);
  for (const [at, one] of [b1, b2].entries()) {
    const messages = one.sockets.receivedSince(counts[at]!);
    assert.ok(
      messages.some((message) => message.type === 'appended' || message.type === 'accepted'),
      messages.map((message) => message.type).join(),
    );
    const rooms = one.sockets.receivedSince(0).flatMap((message) => ('room' in message ? [message.room] : []));
    assert.ok(rooms.includes('plenary'), rooms.join());
    assert.ok(!rooms.includes(harbour), 'nothing of the room of the other side is told');
    const away = one.sockets
      .receivedSince(0)
      .flatMap(participantsIn)
      .filter(({ room }) => room === harbour);
    assert.ok(away.length > 0, 'told of nobody');
    for (const { microphone, camera, screen } of away) assert.ok(!microphone && !camera && !screen, 'but who is in it');
  }
  for (const one of [a1, a2, b1, b2]) {
    const all = [...one.sockets.received, ...one.sockets.sent].join('\n');
    assert.deepEqual(findIn(all, [secret, open].map(textMark)), [], 'nor anything that can be read');
  }
  await Promise.all([a1.toTable(), a2.toTable()]);
  for (const one of [a1, a2, b1, b2]) assert.deepEqual(await one.chat(), [open]);
  for (const one of [a1, a2, b1, b2]) await one.closePanels();
});

test('by one click they are back, and all see and hear all', async () => {
  const people = [a1, a2, b1, b2];
  const before = await starts(people);
  await allSeeAndHearAll(...people);
  for (const one of [a1, a2]) assert.deepEqual(await placeOf(one), AT_THE_TABLE);
  await a2.toCaucus();
  // One alone: nobody has anything of them, nor they of anybody.
  await allSeeAndHearAll(a1, b1, b2);
  await getOnly([a1, b1, b2], [b1, a1, b2], [b2, a1, b1]);
  const alone = await ofNobodyElse(a2);
  await sleep(WATCH_MS);
  assert.deepEqual((await ofNobodyElse(a2)).rest, alone.rest);
  await a2.toTable();
  await allSeeAndHearAll(...people);
  assert.deepEqual(await starts(people), before, 'nobody connected anew');
});

test('who is put out gets nothing more, and comes back only by being let in again', async () => {
  await a1.open('people');
  await a1.page.locator(`[data-testid="put-out"][data-seat="${a2.seat}"]`).click();
  const clickedMs = Date.now();
  await a1.page.getByTestId('confirm').click();
  await a2.page.getByRole('heading', { name: 'You were put out by the head of your delegation' }).waitFor();
  console.log(`put out, and told so, after ${Date.now() - clickedMs} ms`);
  await keysAfter('putting one out', 'plenary', clickedMs, a1, b1, b2);
  await keysAfter('putting one out', 'side', clickedMs, a1);
  assert.deepEqual(await a2.tiles(), []);
  assert.equal((await a2.connection()).state, 'closed');
  const told = a2.sockets.received.length;
  await a1.closePanels();
  await allSeeAndHearAll(a1, b1, b2);
  for (const one of [a1, b1, b2]) assert.equal(await one.tile(a2), undefined);
  assert.equal(a2.sockets.received.length, told, 'nothing more is told');

  await a2.page.getByTestId('ask-again').click();
  await a2.enter();
  await a1.page.locator('[data-testid="waiting"] li[data-device="putOut"]').waitFor();
  await a1.toCaucus();
  await throughout('who waits sees and hears nobody', WATCH_MS, async () => {
    assert.notEqual(await a2.page.getByTestId('to-table').getAttribute('aria-disabled'), null);
    const { framesDecoded, energy } = sum((await a2.connection()).received);
    assert.deepEqual({ framesDecoded, energy: Math.round(energy * 1e6) }, { framesDecoded: 0, energy: 0 });
  });
  assert.match((await placeOf(a2))['banner'] ?? '', /nobody hears you/);
  await a1.admit(a2);
  await allSeeAndHearAll(a1, a2);
  await Promise.all([a1.toTable(), a2.toTable()]);
  await allSeeAndHearAll(a1, a2, b1, b2);
});

test('after one has left the others have new keys', async () => {
  const clickedMs = Date.now();
  await b2.leave();
  await keysAfter('leaving', 'plenary', clickedMs, a1, a2, b1);
  await keysAfter('leaving', 'side', clickedMs, b1);
  await eventually('the tile is gone', async () => assert.equal(await a1.tile(b2), undefined));
  await allSeeAndHearAll(a1, a2, b1);
  await b1.page.getByTestId('security').click();
  await b1.page.getByRole('dialog').locator('[data-room="plenary"]').getByText('3 people').waitFor();
  assert.equal(await b1.page.getByTestId('alarm-listed').count(), 0);
});
