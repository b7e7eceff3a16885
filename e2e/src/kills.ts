import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { createMeeting, HeadlessMember, type HeadlessMeeting } from './headless.ts';
import type { ParleyServer } from './server.ts';

/** What a run of kills found. */
export interface KillReport {
  kills: number;
  /** Texts that the server acknowledged. */
  acknowledged: number;
  /** Entries of the plenary's log, commits among them. */
  entries: number;
  /** Of the slowest return of everybody after a kill, in milliseconds. */
  slowestReturnMs: number;
}

// Longer lets more be written between two kills; shorter kills more.
const LONGEST_LIFE_MS = 1500;
const SETTLE_MS = 400;

/** Talks without a pause; what was acknowledged is noted. */
class Talker {
  readonly acknowledged: string[] = [];
  #count = 0;
  #stopped = false;
  #done: Promise<void> = Promise.resolve();

  constructor(
    readonly name: string,
    readonly member: HeadlessMember,
  ) {}

  start(): void {
    this.#done = this.#talk();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#done;
  }

  async #talk(): Promise<void> {
    while (!this.#stopped) {
      const text = `${this.name} ${this.#count++}`;
      if (await this.member.say(text)) this.acknowledged.push(text);
      // Below what a seat may write, or it would have to wait for the server.
      await sleep(220);
    }
  }
}

/**
 * Kills the server at random moments while people write and come and go, and starts it again each time. In the end everybody has read the
 * same, with every acknowledged text in it once.
 */
export async function killOften(server: ParleyServer, kills: number, random: () => number): Promise<KillReport> {
  const meeting = await createMeeting(server.origin, { Harbour: ['head', 'member'], Ridge: ['head', 'member'] });
  const [headA, comer, headB, late] = meeting.seats;
  assert.ok(headA && comer && headB && late, 'four seats');
  const a = await HeadlessMember.enter(server.origin, meeting, headA);
  const b = await HeadlessMember.enter(server.origin, meeting, headB);
  await eventually('the heads are in', () => assert.equal(a.plenary.members().length + b.plenary.members().length, 4));
  const talkers = [new Talker('a', a), new Talker('b', b)];
  for (const talker of talkers) talker.start();
  const coming = new ComeAndGo(server, meeting, comer, a);
  coming.start();
  let slowestReturnMs = 0;
  for (let kill = 0; kill < kills; kill++) {
    await sleep(random() * LONGEST_LIFE_MS);
    await server.stop('SIGKILL');
    await server.start();
    const started = performance.now();
    const before = talkers.map((talker) => talker.acknowledged.length);
    await eventually('everybody writes again', () => {
      for (const [at, talker] of talkers.entries())
        assert.ok(
          talker.acknowledged.length > before[at]!,
          `${talker.name} does not: ${talker.member.alarms.join('; ')}`,
        );
    });
    slowestReturnMs = Math.max(slowestReturnMs, performance.now() - started);
  }
  await coming.stop();
  for (const talker of talkers) await talker.stop();
  return check(server, meeting, talkers, { kills, slowestReturnMs });
}

async function check(
  server: ParleyServer,
  meeting: HeadlessMeeting,
  talkers: readonly Talker[],
  report: Pick<KillReport, 'kills' | 'slowestReturnMs'>,
): Promise<KillReport> {
  const [a, b] = talkers.map((talker) => talker.member);
  const late = await HeadlessMember.enter(server.origin, meeting, meeting.seats[3]!);
  await eventually('the late one waits', () =>
    assert.ok(
      b!.plenary.waiting().some((one) => one.seat === late.seat.id),
      'knocks',
    ),
  );
  b!.plenary.admit(late.seat.id);
  await eventually('all have read the same', () => {
    assert.ok(late.chat.length > 0, 'read nothing');
    assert.deepEqual(late.chat, a!.chat);
    assert.deepEqual(b!.chat, a!.chat);
  });
  await sleep(SETTLE_MS);
  const all = talkers.flatMap((talker) => talker.acknowledged);
  for (const member of [a!, b!, late]) {
    assert.deepEqual(member.alarms, []);
    const times = new Map<string, number>();
    for (const text of member.chat) times.set(text, (times.get(text) ?? 0) + 1);
    assert.deepEqual(
      [...times].filter(([, count]) => count > 1),
      [],
      'nothing is doubled',
    );
    assert.deepEqual(
      all.filter((text) => !times.has(text)),
      [],
      'nothing acknowledged is lost',
    );
  }
  const entries = late.plenary.read.at;
  for (const member of [a!, b!, late]) member.close();
  return { ...report, acknowledged: all.length, entries };
}

/** One who enters and leaves again and again, so that keys change all the time. */
class ComeAndGo {
  #stopped = false;
  #done: Promise<void> = Promise.resolve();

  constructor(
    readonly server: ParleyServer,
    readonly meeting: HeadlessMeeting,
    readonly seat: HeadlessMeeting['seats'][number],
    readonly head: HeadlessMember,
  ) {}

  start(): void {
    this.#done = this.#go();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#done;
  }

  async #go(): Promise<void> {
    while (!this.#stopped) {
      const member = await HeadlessMember.enter(this.server.origin, this.meeting, this.seat).catch(() => null);
      if (member === null) {
        await sleep(100);
        continue;
      }
      for (let tries = 0; tries < 40 && member.plenary?.standing !== 'inside' && !this.#stopped; tries++) {
        // A new device each time, so the head is asked each time.
        this.head.plenary.admit(this.seat.id);
        await sleep(50);
      }
      await sleep(100);
      member.leave();
      await sleep(100);
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
