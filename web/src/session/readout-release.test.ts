import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LineProposal, Meeting, PublicLine } from '../course/built/rules.js';
import { keyPairFromSeed } from '../e2ee/crypto';
import type { Charter } from '../e2ee/invitation/charter';
import { charterOf, seatIn, sideIn } from '../e2ee/invitation/charter.testing';
import { LinkSeed } from '../e2ee/invitation/secrets';
import { lineId, lineText, signLine } from '../e2ee/public-line';
import type { ClientMessage, LineRefusal } from '../signalling/messages';
import { Publicity } from './publicity.svelte';
import { ReadoutRelease, type Known } from './readout-release';

const PROCESS = 'AAAAAAAAAAAAAAAAAAAAAA';
const NOW_MS = Date.UTC(2027, 2, 9, 12);
const MINUTE_MS = 60_000;
const PLACE = 9;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.setSystemTime(NOW_MS);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A process of which all sides have agreed on a readout; its server, and one client of it. */
class Bench {
  /** By how much the server's clock is behind. */
  behindMs = 0;
  /** What the server says to the next that is published; published where it is null. */
  refusal: LineRefusal | null = null;
  isReachable = true;
  mayRelease = true;
  readonly sent: Extract<ClientMessage, { type: 'publishLine' }>[] = [];
  readonly publicity: Publicity;
  readonly release: ReadoutRelease;
  readings = 0;
  #shown: object[] = [];

  private constructor(
    readonly known: Known,
    readonly line: PublicLine,
  ) {
    vi.stubGlobal('fetch', () => this.#answer());
    this.publicity = new Publicity(PROCESS, new LinkSeed(new Uint8Array(32)), (message) => {
      if (message.type === 'publishLine') void this.#take(message);
    });
    this.release = new ReadoutRelease(PROCESS, this.publicity, () => this.mayRelease);
    this.publicity.connected();
  }

  static async of(
    notBeforeMs: number,
    changes: Partial<Meeting['readout']> = {},
    signed = notBeforeMs,
  ): Promise<Bench> {
    const columns = [{ language: 'en', text: 'The pier is open.' }];
    const line: PublicLine = { type: 'readout', notBeforeMs, columns };
    const sides = await Promise.all(
      ['harbour', 'ridge'].map(async (side, at) => ({
        side,
        pair: await keyPairFromSeed(new Uint8Array(32).fill(at + 1)),
      })),
    );
    const charter: Charter = charterOf(
      PROCESS,
      sides.map(({ side, pair }) => sideIn(side, [seatIn(`${side}-head`, 'head', { key: pair.publicKey })])),
    );
    const placed = { process: PROCESS, meeting: 3, place: PLACE, line: { ...line, notBeforeMs: signed } };
    const keys: LineProposal['keys'] = await Promise.all(
      sides.map(async ({ side, pair }, at) => ({
        side,
        by: `${side}-head`,
        seq: 10 + at,
        atMs: 0,
        signature: await signLine(placed, pair.privateKey),
      })),
    );
    const inForce: LineProposal = { seq: PLACE, side: 'harbour', by: 'harbour-head', atMs: 0, line, keys };
    const act = { seat: 'harbour-head', atMs: 0, seq: PLACE };
    const meeting: Meeting = {
      id: 3,
      follows: -1,
      state: 'agreed',
      agreed: null,
      offer: null,
      sequence: 1,
      history: [{ side: 'harbour', event: { type: 'lineProposed', act, meeting: 3, instead: -1, line } }],
      publicity: { proposed: null, inForce: null, isOutdated: false },
      readout: { proposed: null, inForce, isOutdated: false, ...changes },
    };
    return new Bench({ meetings: [meeting], charter }, line);
  }

  async #answer(): Promise<Response> {
    this.readings++;
    if (!this.isReachable) throw new TypeError('not reached');
    const date = new Date(Date.now() - this.behindMs).toUTCString();
    return Promise.resolve(new Response(JSON.stringify({ lines: this.#shown }), { headers: { date } }));
  }

  async #take(message: Extract<ClientMessage, { type: 'publishLine' }>): Promise<void> {
    const { meeting, place } = message;
    this.sent.push(message);
    const why = this.refusal;
    this.refusal = null;
    if (why === null) await this.shows();
    this.publicity.receive(
      why === null ? { type: 'linePublished', meeting, place } : { type: 'lineRefused', meeting, place, why },
    );
  }

  /** Somebody has published it. */
  async shows(): Promise<void> {
    const id = await lineId({ process: PROCESS, meeting: 3, place: PLACE, line: this.line });
    this.#shown = [
      {
        id,
        meeting: 1,
        bothSides: true,
        releasedMs: NOW_MS,
        line: JSON.parse(lineText(this.line)) as unknown,
      },
    ];
  }

  async pass(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
    await settled();
  }
}

// Signatures are made and checked beside the clock that is held here.
const waiting = setTimeout;
const SETTLED_MS = 100;

function settled(): Promise<void> {
  return new Promise((done) => waiting(done, SETTLED_MS));
}

async function looking(bench: Bench): Promise<void> {
  bench.release.look(bench.known);
  await bench.pass(0);
}

it('hands nothing over before the time, and all of it then, once', async () => {
  const bench = await Bench.of(NOW_MS + 10 * MINUTE_MS);
  await looking(bench);
  await bench.pass(10 * MINUTE_MS - 1);
  expect(bench.sent).toEqual([]);
  await bench.pass(1);
  expect(bench.sent.map(({ line }) => line)).toEqual([lineText(bench.line)]);
  expect(bench.sent[0]?.keys.map(({ seat }) => seat)).toEqual(['harbour-head', 'ridge-head']);
  await bench.pass(60 * MINUTE_MS);
  await looking(bench);
  expect(bench.sent).toHaveLength(1);
});

it('goes by the server’s clock', async () => {
  const bench = await Bench.of(NOW_MS + MINUTE_MS);
  bench.behindMs = 5 * MINUTE_MS;
  await looking(bench);
  await bench.pass(5 * MINUTE_MS);
  expect(bench.sent).toEqual([]);
  await bench.pass(MINUTE_MS + 1000);
  expect(bench.sent).toHaveLength(1);
});

it('believes no server that is far ahead', async () => {
  const bench = await Bench.of(NOW_MS + 10 * MINUTE_MS);
  bench.behindMs = -60 * MINUTE_MS;
  await looking(bench);
  await bench.pass(7 * MINUTE_MS);
  expect(bench.sent).toEqual([]);
  await bench.pass(MINUTE_MS);
  expect(bench.sent).toHaveLength(1);
});

it('is done at once where the time is over, and not where it is public already', async () => {
  const bench = await Bench.of(NOW_MS - MINUTE_MS);
  await looking(bench);
  expect(bench.sent).toHaveLength(1);
  const other = await Bench.of(NOW_MS - MINUTE_MS);
  await other.shows();
  await looking(other);
  await other.pass(10 * MINUTE_MS);
  expect(other.sent).toEqual([]);
});

it('tries again where it may be of use, and not where it is not', async () => {
  const bench = await Bench.of(NOW_MS);
  bench.refusal = 'tooEarly';
  await looking(bench);
  expect(bench.sent).toHaveLength(1);
  await bench.pass(6000);
  expect(bench.sent).toHaveLength(2);
  const other = await Bench.of(NOW_MS);
  other.refusal = 'stale';
  await looking(other);
  await other.pass(10 * MINUTE_MS);
  expect(other.sent).toHaveLength(1);
});

it('waits for a server that is not reached, and goes on when it is', async () => {
  const bench = await Bench.of(NOW_MS);
  bench.isReachable = false;
  await looking(bench);
  expect(bench.sent).toEqual([]);
  bench.isReachable = true;
  await bench.pass(6000);
  expect(bench.sent).toHaveLength(1);
});

it('is not done without a good key of each side, by others, nor of a meeting that is not held', async () => {
  const altered = await Bench.of(NOW_MS, {}, NOW_MS + 1);
  const outdated = await Bench.of(NOW_MS, { isOutdated: true });
  const none = await Bench.of(NOW_MS, { inForce: null });
  const member = await Bench.of(NOW_MS);
  member.mayRelease = false;
  for (const bench of [altered, outdated, none, member]) {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"lines":[]}')));
    await looking(bench);
    await bench.pass(MINUTE_MS);
    expect(bench.sent).toEqual([]);
  }
});

it('asks nothing of the server where nothing waits, and nothing once the line is gone', async () => {
  const bench = await Bench.of(NOW_MS, { inForce: null });
  await looking(bench);
  expect(bench.readings).toBe(0);
  const other = await Bench.of(NOW_MS + MINUTE_MS);
  await looking(other);
  expect(other.readings).toBe(1);
  other.publicity.disconnected();
  other.release.look(null);
  await other.pass(10 * MINUTE_MS);
  expect(other.sent).toEqual([]);
  expect(other.readings).toBe(1);
});
