import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { WebSocket } from 'ws';
import { LinkSeed, OrganiserSecret } from '../../web/src/e2ee/invitation/secrets.ts';
import { launch } from '../src/browser.ts';
import { decode, packetsIn, readings, sealOf, videoFrames, type Heard, type HeldPacket } from '../src/eavesdropper.ts';
import { eventually } from '../src/eventually.ts';
import { Link } from '../src/link.ts';
import { MarkSearch, findIn, marked, textMark, type Mark } from '../src/marks.ts';
import { Organiser, type Form } from '../src/organiser.ts';
import type { Made } from '../src/page/decoding.ts';
import { toneHz } from '../src/page/code.ts';
import { Person, allSeeAndHearAll, assertSees, meet } from '../src/people.ts';
import { feedMemory } from '../src/process-memory.ts';
import { Recording } from '../src/recording.ts';
import { ParleyServer } from '../src/server.ts';
import {
  acceptWording,
  addParagraph,
  agreeOnCriteria,
  board,
  fillIn,
  openText,
  sendPaper,
  tableAlternative,
  takeHome,
  takePosition,
} from '../src/work.ts';

/**
 * Whether the server is blind. A meeting with marks in all that its people say, show, write and are called runs on it, over a line that
 * records everything. Then whatever the server has or had is searched for the marks: what came to it by the line, its database with
 * journal and shared memory, what it printed, a dump of its heap with what is dead in it, and where the system lets a parent read it
 * all of the process's memory.
 *
 * Texts and secrets are searched for as bytes, in many forms. That shows that they are not there in these forms; an encryption that is
 * weak would not be noticed, which is for the tests of the encryption itself, by the vectors of the RFCs.
 *
 * Sound and pictures have no bytes of their own to search for. So the test does what a curious server would: it takes the packets that
 * the server had in its memory without the cipher of the media plane, puts frames together, and has a browser's decoders make what they
 * can of them, also with whatever stands before the codec's bytes taken off. No code of anybody's picture may be read and no tone heard.
 * That shows that frames are not as the codecs made them. Each also has a key id of its sender's and a count of its own, so that none
 * was sealed with the nonce of another.
 *
 * Each search is shown to find what is there: ids that the server knows, marks that are sent in the clear on purpose, and the picture and
 * tone of one whose page does not encrypt.
 */
let browser: Browser;
let server: ParleyServer;
let link: Link;
let folder: string;
const recording = new Recording();

const side = (name: string): Form['sides'][number] => ({
  name: marked(name),
  people: ['Head', 'Adviser'].map((role) => ({
    name: marked(role),
    title: marked('Function'),
    agency: marked('Agency'),
  })),
});
const FORM: Form = { title: marked('Title'), sides: [side('Harbour'), side('Ridge')] };
const SAID = {
  table: marked('SaidAtTable'),
  harbour: marked('SaidInHarbour'),
  ridge: marked('SaidInRidge'),
  venue: marked('VenueOffered'),
  agenda: marked('AgendaItem'),
};
/** What is laid on the table. */
const LAID = {
  criterion: marked('Criterion'),
  plan: marked('Plan'),
  planText: marked('PlanInWords'),
  condition: marked('Condition'),
  redLine: marked('RedLine'),
  textTitle: marked('JointText'),
  paragraph: marked('Paragraph'),
  wording: marked('WordingWritten'),
  draft: marked('DraftOfOneSide'),
  paperName: marked('PaperName'),
  paperText: marked('PaperText'),
};
/** Sent in the clear on purpose: in an address, and in a message on a socket. */
const SENT = { address: `address${randomUUID()}`, message: `message${randomUUID()}` };

const marks: Mark[] = [];
const controls = Object.values(SENT).map(textMark);
/** What the server has to know. */
const ids: Mark[] = [];
let people: Person[] = [];
/** The server's heap in the midst of a meeting. */
let sealed: Dump;

before(async () => {
  [browser, server] = await Promise.all([launch(), ParleyServer.startWithHeap(128)]);
  link = await Link.open(server.httpPort, server.mediaPorts, { tap: recording });
  folder = mkdtempSync(join(tmpdir(), 'parley-blindness-'));
});

after(async () => {
  link?.close();
  await browser?.close();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const origin = (): string => `http://localhost:${link.httpPort}`;

/** Half of the people have TCP alone: their packets, sound among them, are objects of their own in the server's memory. */
const isTcpOnly = (number: number): boolean => number % 2 === 0;

function arrive(links: readonly string[]): Promise<Person[]> {
  return Promise.all(
    links.map((each, at) => Person.arrive(browser, at + 1, each, { via: link, tcpOnly: isTcpOnly(at + 1) })),
  );
}

/** Everything from which keys are made, as the organiser's and the others' links have it. */
async function secretsOf(organiser: Organiser, sides: readonly string[]): Promise<Mark[]> {
  const own = (await organiser.ownLink()).split('#')[1] ?? '';
  const secret = OrganiserSecret.parse(own);
  assert.ok(secret, 'the organiser has a secret');
  const found: Mark[] = [
    { name: 'organiser secret', bytes: Buffer.from(own, 'base64url') },
    { name: 'meeting secret', bytes: Buffer.from(await secret.meetingSecret()) },
    { name: 'roster key', bytes: Buffer.from(await secret.rosterKey()) },
    { name: 'signing key', bytes: Buffer.from((await secret.signatureKeys()).privateKey) },
  ];
  for (const id of sides) {
    const keeper = await secret.keeper(id);
    found.push({ name: 'keeper secret', bytes: Buffer.from(keeper.reveal()) });
    found.push({ name: 'keeper key', bytes: Buffer.from((await keeper.signatureKeys()).privateKey) });
    found.push({ name: 'side secret', bytes: Buffer.from(await keeper.sideSecret()) });
    found.push({ name: 'dossier key', bytes: Buffer.from(await keeper.dossierKey()) });
  }
  for (const each of organiser.links) {
    const text = each.split('#')[1] ?? '';
    const seed = LinkSeed.parse(text);
    assert.ok(seed, 'a link has a seed');
    found.push({ name: 'seed of a link', bytes: Buffer.from(text, 'base64url') });
    found.push({ name: 'card key', bytes: Buffer.from(await seed.cardKey()) });
    found.push({ name: 'invitation key', bytes: Buffer.from((await seed.invitationKeys()).privateKey) });
  }
  return found;
}

/** Proposes to meet at a place, on the page before the meeting. */
async function proposeIn({ page }: Person, venue: string): Promise<void> {
  await page.getByTestId('prepare').click();
  await page.getByTestId('propose-meeting').click();
  await page.locator('#offer-format').selectOption('inPerson');
  await page.locator('#offer-venue').fill(venue);
  await page.locator('#offer-start-0').fill('2031-03-03T10:00');
  await page.getByTestId('send-offer').click();
  await page.getByTestId('meeting').getByText(venue).first().waitFor();
  await page.getByTestId('schedule-back').click();
}

async function proposeAgenda(one: Person, text: string): Promise<void> {
  await one.open('course');
  await one.page.getByTestId('edit-agenda').click();
  await one.page.locator('#item-0').fill(text);
  await one.page.getByTestId('propose-agenda').click();
  await one.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await one.closePanels();
}

/** Alternatives, scores, a joint text that is written live, a draft, a paper, and the record taken home. */
async function layOnTheTable(a1: Person, a2: Person, b1: Person): Promise<void> {
  await agreeOnCriteria(a1, b1, [LAID.criterion]);
  await tableAlternative(a1, 'plan', LAID.plan, LAID.planText);
  await takePosition(b1, LAID.plan, 'couldAccept', LAID.condition);
  await fillIn(board(a1).getByTestId('redLine'), LAID.redLine);
  await a2.showOnTable('alternatives');
  await eventually('the own side reads it', async () =>
    assert.equal(await board(a2).getByTestId('redLine').inputValue(), LAID.redLine),
  );
  await openText(a1, LAID.textTitle, 'en');
  await addParagraph(a1, { en: LAID.paragraph });
  await b1.showOnTable('texts');
  await b1.page.getByTestId('text').click();
  await b1.page.getByTestId('write').click();
  await b1.page.getByTestId('our-wording').pressSequentially(LAID.wording);
  await a1.page.getByTestId('passage').getByText(LAID.wording).waitFor();
  await acceptWording(a1, LAID.wording);
  await a1.page.getByTestId('clean').waitFor();
  await a1.page.getByTestId('all-texts').click();
  await a1.page.getByTestId('new-draft').click();
  await a1.page.getByTestId('draft').fill(LAID.draft);
  await a2.showOnTable('texts');
  await eventually('the own side reads the draft', async () =>
    assert.equal(await a2.page.getByTestId('draft').first().inputValue(), LAID.draft),
  );
  const file = { name: `${LAID.paperName}.txt`, mimeType: 'text/plain', buffer: Buffer.from(LAID.paperText) };
  await (await sendPaper(a1, file, 'all')).waitFor({ state: 'hidden' });
  await b1.showOnTable('papers');
  await b1.page.getByTestId('open-paper').click();
  await b1.page.getByTestId('paper-text').getByText(LAID.paperText).waitFor();
  await b1.page.getByTestId('close-paper').click();
  const code = await takeHome(b1, join(folder, 'record.parley'));
  marks.push(textMark(code), ...Object.values(LAID).map(textMark));
  for (const one of [a1, a2, b1]) await one.closePanels();
}

/** Sends one mark in an address and one in a message, which the browsers' socket frames mask and this one's do as well. */
async function sendInTheClear(): Promise<void> {
  await fetch(`${origin()}/${SENT.address}`);
  const socket = new WebSocket(`${origin().replace('http', 'ws')}/api/signal`, { origin: origin() });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.send(JSON.stringify({ type: 'enter', protocol: 3, meeting: SENT.message, secret: 'A'.repeat(43) }));
  await new Promise((resolve) => socket.once('message', resolve));
  socket.close();
}

test('a meeting with marks in it runs over a line that records everything', async () => {
  const organiser = await Organiser.create(browser, origin(), FORM);
  people = await arrive(organiser.links);
  const [a1, a2, b1, b2] = people as [Person, Person, Person, Person];
  await proposeIn(a1, SAID.venue);
  await meet([a1, a2], [b1, b2]);
  await allSeeAndHearAll(...people);
  await proposeAgenda(a1, SAID.agenda);
  await b1.page.getByTestId('motion').waitFor();
  await a1.write(SAID.table);
  await b2.reads(SAID.table);
  await layOnTheTable(a1, a2, b1);
  await b1.page.getByTestId('share').click();
  await eventually('the screen is seen', async () => assertSees(a1, b1, await a1.tiles(), 'screen'));
  for (const [pair, text] of [
    [[a1, a2], SAID.harbour],
    [[b1, b2], SAID.ridge],
  ] as const) {
    await Promise.all(pair.map((one) => one.toCaucus()));
    await pair[0].write(text);
    await pair[1].reads(text);
    await allSeeAndHearAll(...pair);
  }
  // Of both rooms there is something in the server's memory.
  await sendInTheClear();

  const entered = people.flatMap((one) => one.sockets.receivedSince(0).filter(({ type }) => type === 'entered'));
  const sides = [...new Set(entered.flatMap((message) => (message.type === 'entered' ? [message.side] : [])))];
  assert.equal(sides.length, 2);
  marks.push(...(await secretsOf(organiser, sides)));
  marks.push(...[FORM.title, ...Object.values(SAID)].map(textMark));
  for (const { name, people: named } of FORM.sides)
    for (const one of [{ name, title: undefined, agency: undefined }, ...named])
      if (typeof one !== 'string')
        marks.push(...[one.name, one.title, one.agency].filter((text) => text !== undefined).map(textMark));
  assert.equal(marks.length, 12 + 4 + 2 * 4 + 4 * 3 + 6 + 2 + 4 * 3);
  ids.push(...people.map((one) => textMark(one.seat)));
});

test('nothing of it is in what the server was sent, or sent', () => {
  const search = new MarkSearch([...marks, ...controls, ...ids]);
  for (const stretch of recording.stretches()) search.feed(stretch, true);
  const [megabytes, messages] = [recording.sizeBytes / 1e6, [...recording.webSocketMessages('up')].length];
  console.log(`looked through ${megabytes.toFixed(1)} MB, with ${messages} messages to the server`);
  assertOnly(search, [...controls, ...ids]);
  // By messages alone: the frames on the line are masked.
  const unmasked = findIn(Buffer.concat([...recording.webSocketMessages('up')]), controls);
  assert.deepEqual(unmasked, [`${SENT.message}: plain, 1 times`]);
});

test('nothing of it is in the server’s heap, nor elsewhere in its memory', async () => {
  sealed = await dumpWithFrames('sealed', people);
  const heap = new MarkSearch([...marks, ...ids]);
  await heap.file(sealed.path);
  assertOnly(heap, ids);
  const memory = new MarkSearch([...marks, ...ids]);
  const bytes = feedMemory(server.pid, memory);
  console.log(`looked through ${(bytes / 1e6).toFixed(0)} MB of memory`);
  if (bytes > 0) assertOnly(memory, ids);
});

test('no frame that the server had can be seen or heard, and none has another one’s nonce', async () => {
  const kids = new Map(await Promise.all(people.map(async (one) => [one, await keyIdsOf(one)] as const)));
  const nonces = new Set<string>();
  const { video, audio, counts } = await triesOf(people, sealed.packets, (sender, frame, kind) => {
    const seal = sealOf(frame, kind);
    const what = `a ${kind} frame of ${sender.number}: ${frame.toString('hex', 0, 32)}`;
    assert.ok(seal !== null && kids.get(sender)!.has(seal.kid), what);
    // Rooms of different sides have the same key ids for different keys.
    const nonce = `${sender.number} ${seal.kid} ${seal.counter}`;
    assert.ok(!nonces.has(nonce), what);
    nonces.add(nonce);
  });
  console.log(`frames in the heap, by person: ${JSON.stringify(counts)}`);
  for (const one of people) {
    assert.ok(isEnough(counts[one.number]!, one), JSON.stringify(counts));
  }
  const made = await decode(browser, video, audio);
  console.log(`decoders made of them: ${JSON.stringify(made)}`);
  assert.deepEqual(made.people, []);
  assert.deepEqual(heardIn(made, audio), []);
  assert.deepEqual(bareKeyFrames(sealed.path), [], 'nor are there key frames as codecs make them');
});

test('the same search sees and hears one whose page does not encrypt, though nobody at the table does', async () => {
  const organiser = await Organiser.create(browser, origin(), {
    title: 'Another',
    sides: ['Harbour', 'Ridge'].map((name) => ({ name, people: [`Head of ${name}`] })),
  });
  const options = { via: link, tcpOnly: true, unguarded: true };
  const [bare, other] = await Promise.all([
    Person.arrive(browser, 8, organiser.links[0]!, options),
    Person.arrive(browser, 7, organiser.links[1]!, { via: link }),
  ]);
  await meet([bare], [other]);
  await other.page.getByTestId('unopened').waitFor();
  await bare.seesAndHears(other);
  const tile = await other.tile(bare);
  assert.ok(tile && tile.frames === 0 && tile.toneDb < -80, JSON.stringify(tile));

  const dump = await dumpWithFrames('bare', [bare]);
  const { video, audio, counts } = await triesOf([bare], dump.packets, () => undefined);
  console.log(`of the one that does not encrypt: ${JSON.stringify(counts)}`);
  const made = await decode(browser, video, audio);
  console.log(`decoders made of them: ${JSON.stringify(made)}`);
  assert.deepEqual(made.people, [8]);
  assert.deepEqual(heardIn(made, audio), [toneHz(8)]);
  assert.notDeepEqual(bareKeyFrames(dump.path), []);
  await Promise.all([bare, other].map((one) => one.close()));
});

test('nothing of it is in the database, nor in what the server printed', async () => {
  const files = (): string[] => readdirSync(server.data, { recursive: true, encoding: 'utf8' });
  assert.ok(
    files().some((name) => name.endsWith('-wal')),
    files().join(),
  );
  for (const state of ['running', 'killed', 'stopped']) {
    if (state === 'killed') await server.stop('SIGKILL');
    if (state === 'stopped') {
      await server.start();
      await server.stop();
    }
    const search = new MarkSearch([...marks, ...ids]);
    for (const name of files()) search.feed(readable(join(server.data, name)), true);
    assertOnly(search, ids, state);
  }
  assert.deepEqual(findIn(server.log, marks), []);
});

/** Of all marks those alone are found that have to be, each of them. */
function assertOnly(search: MarkSearch, expected: readonly Mark[], where = ''): void {
  const names = expected.map((mark) => mark.name);
  const others = search.lines.filter((line) => !names.some((name) => line.startsWith(name)));
  assert.deepEqual(others, [], where);
  for (const name of names) assert.ok(search.found.has(name), `${name} is not found ${where}`);
}

function readable(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

type Counts = Record<number, { video: number; keyFrames: number; audio: number }>;

/** What people sent, in each reading that a decoder may be tried with: key frames, and for each source the frames of its sound. */
interface Tries {
  video: Buffer[];
  audio: Heard[];
  counts: Counts;
}

interface Dump {
  path: string;
  packets: HeldPacket[];
}

/** The server's heap at a moment at which it holds frames enough of those people: what was sent is garbage, and collected now and then. */
async function dumpWithFrames(name: string, senders: readonly Person[]): Promise<Dump> {
  for (let tries = 0; ; tries++) {
    const path = join(folder, `${name}-${tries}.hprof`);
    server.dumpHeap(path);
    const packets = packetsIn(path, recording.rtpSent());
    const { counts } = await triesOf(senders, packets, () => undefined);
    if (tries === MOST_DUMPS || senders.every((one) => isEnough(counts[one.number]!, one))) return { path, packets };
    rmSync(path);
  }
}

/** Sound is looked for of those who have TCP alone, who are an object of its own a packet. */
function isEnough({ video, keyFrames, audio }: Counts[number], of: Person): boolean {
  return video > 5 && keyFrames > 0 && (audio > 12 || !isTcpOnly(of.number));
}

/** @param check called with each frame that lay without the media plane's cipher */
async function triesOf(
  senders: readonly Person[],
  packets: readonly HeldPacket[],
  check: (sender: Person, frame: Buffer, kind: 'audio' | 'video') => void,
): Promise<Tries> {
  const tries: Tries = { video: [], audio: [], counts: {} };
  for (const sender of senders) {
    const counts = (tries.counts[sender.number] = { video: 0, keyFrames: 0, audio: 0 });
    for (const { ssrc, kind } of (await sender.connection()).streams) {
      for (const isClear of [true, false]) {
        const own = packets.filter((packet) => packet.ssrc === ssrc && packet.isClear === isClear);
        const frames = kind === 'video' ? videoFrames(own) : own.map((packet) => packet.payload);
        if (isClear) for (const frame of frames) check(sender, frame, kind);
        if (isClear) counts[kind] += frames.length;
        if (kind === 'video') counts.keyFrames += addPictures(frames, tries);
        else addSounds(frames, toneHz(sender.number), tries);
      }
    }
  }
  return tries;
}

function addPictures(frames: readonly Buffer[], { video }: Tries): number {
  const keyFrames = frames.filter((frame) => (frame[0]! & 1) === 0);
  video.push(...keyFrames.flatMap((frame) => readings(frame, 'video')));
  return keyFrames.length;
}

function addSounds(frames: readonly Buffer[], ownHz: number, { audio }: Tries): void {
  const each = frames.slice(-MOST_SOUND_FRAMES).map((frame) => readings(frame, 'audio'));
  for (const at of [0, 1]) {
    const sound = each.flatMap((reading) => reading.slice(at, at + 1));
    if (sound.length > 0) audio.push({ frames: sound, toneHz: ownHz });
  }
}

/** The tones that were heard as their senders made them. In a piece or two of noise one may be by chance. */
function heardIn({ sounds }: Made, audio: readonly Heard[]): number[] {
  const isHeard = ({ pieces, withTone }: Made['sounds'][number]): boolean => withTone > Math.max(4, pieces / 2);
  return [...new Set(audio.filter((_, at) => isHeard(sounds[at]!)).map((sound) => sound.toneHz))];
}

// Of 20 ms each.
const MOST_SOUND_FRAMES = 50;

const MOST_DUMPS = 5;

/** All key ids that a page may have sent under (RFC 9605, section 5.2): room, leaf and the end of the epoch. */
async function keyIdsOf(sender: Person): Promise<Set<number>> {
  const epochs = await sender.page.evaluate(() => window.instruments.epochs);
  return new Set(
    epochs
      .filter(({ epoch }) => epoch >= 0)
      .map(({ context, leaf, epoch }) => ((context * 1024 + leaf) << 8) | (epoch & 255)),
  );
}

/** Beginnings of VP8 key frames of our pictures' sizes, but for those that the client makes up (RFC 6386, section 9.1). */
function bareKeyFrames(path: string): string[] {
  const bytes = readFileSync(path);
  const found: string[] = [];
  const start = Buffer.from([0x9d, 0x01, 0x2a]);
  for (let at = bytes.indexOf(start); at >= 0; at = bytes.indexOf(start, at + 1)) {
    const [width, height] = [bytes.readUInt16LE(at + 3) & 0x3fff, bytes.readUInt16LE(at + 5) & 0x3fff];
    if (at < 3 || width * 9 !== height * 16 || width === 0) continue;
    const tag = bytes.subarray(at - 3, at);
    if (!tag.equals(Buffer.from([0x10, 0, 0]))) found.push(`${tag.toString('hex')} ${width}×${height}`);
  }
  return found;
}
