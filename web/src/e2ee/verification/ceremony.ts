import { decodeBase64Url, encodeBase64Url, utf8 } from '../bytes';
import { randomBytes, sha256 } from '../crypto';
import { admits, roleOf, sideOf, type Charter } from '../invitation/charter';
import type { Payload } from '../log/payload';
import type { Written } from '../room/around';
import { commitmentOf, comparisonOf, type Comparison } from './words';

/** How far the meeting's keys are verified by voice. */
export type Verification =
  | { state: 'never' }
  /** Under way: other sides' numbers are awaited. */
  | { state: 'asked'; by: string }
  /** The words are there. `comparison` is null for whoever is no head. */
  | { state: 'shown'; comparison: Comparison | null; answered: ReadonlyMap<string, boolean> }
  | { state: 'verified'; by: readonly string[] }
  /** Somebody is there now who was not when the words were compared, or on another device. */
  | { state: 'changed'; by: readonly string[]; since: readonly string[] }
  /** A head heard other words. */
  | { state: 'mismatch'; by: readonly string[] };

/** Who is in the group, as the room knows it at a place of its log. */
export interface Circle {
  members: readonly { seat: string; deviceKey: Uint8Array }[];
  authenticator: Uint8Array | null;
  epoch: number;
  /** The signed text of names. */
  names: string;
}

interface Round {
  begin: number;
  by: string;
  epoch: number;
  authenticator: Uint8Array | null;
  /** Who has to put in a number: all heads and deputies in the group; null where one was not there. */
  wanted: readonly string[] | null;
  fingerprint: Uint8Array;
  /** Of their numbers: the hashes, by seat. Fixed once the first number is told. */
  commitments: Map<string, string>;
  numbers: Map<string, Uint8Array>;
  comparison: Comparison | null;
  revealed: boolean;
  results: Map<string, { match: boolean; circle: readonly string[] }>;
}

const RANDOM_BYTES = 32;
// Of a device's key, enough that nobody finds another with the same: 96 bits.
const KEY_CHARS = 16;

/**
 * The comparison of verification words between the heads, all in the plenary's log, so that everyone follows it in the same order. First
 * each gives the hash of a number; only when all are there do they tell the numbers. So whoever sits between the sides, in however many
 * heads' places, has to fix all its numbers before it knows one of anybody else; and who is shown words has put in a number.
 */
export class Ceremony {
  readonly #seat: string;
  readonly #post: (payload: Payload) => void;
  #charter: Charter;
  #round: Round | null = null;
  #finished: Round | null = null;
  /** One's own numbers, by their hashes. */
  readonly #own = new Map<string, Uint8Array>();

  constructor(seat: string, charter: Charter, post: (payload: Payload) => void) {
    this.#seat = seat;
    this.#charter = charter;
    this.#post = post;
  }

  setCharter(charter: Charter): void {
    this.#charter = charter;
  }

  get mayTakePart(): boolean {
    return this.#isHead(this.#seat);
  }

  /** Begins to compare. */
  async begin(): Promise<void> {
    this.#post({ type: 'words.begin', hash: await this.#newNumber() });
  }

  /** Tells whether the words that one heard are the ones that one sees. */
  async answer(match: boolean, circle: Circle): Promise<void> {
    const round = this.#round;
    if (round?.revealed !== true) return;
    this.#post({ type: 'words.result', begin: round.begin, match, circle: await circleOf(circle) });
  }

  /** The log is read from its start again. */
  restarted(): void {
    this.#round = null;
    this.#finished = null;
  }

  /** Takes the next object of the plenary's log. */
  async written({ seq, seat, payload, fresh }: Written, circle: Circle): Promise<void> {
    if (payload === null || !this.#isHead(seat)) return;
    switch (payload.type) {
      case 'words.begin':
        await this.#begun(seq, seat, payload.hash, circle, fresh);
        return;
      case 'words.answer':
        this.#answered(seat, payload.begin, payload.hash);
        return;
      case 'words.reveal':
        await this.#revealed(seat, payload.begin, payload.random, circle, fresh);
        return;
      case 'words.result':
        this.#result(seat, payload.begin, payload.match, payload.circle);
        return;
      case 'roster':
      case 'hello':
      case 'chat':
        return;
      default:
        return payload satisfies never;
    }
  }

  /** The state now, for those who are in the group now. */
  async verification(circle: Circle): Promise<Verification> {
    const round = this.#round;
    if (round !== null && !round.revealed) return { state: 'asked', by: round.by };
    const done = this.#finished;
    if (round !== null && round !== done) {
      const answered = new Map([...round.results].map(([seat, { match }]) => [seat, match] as const));
      return { state: 'shown', comparison: this.mayTakePart ? round.comparison : null, answered };
    }
    if (done === null) return { state: 'never' };
    const by = [...done.results.keys()];
    const wrong = [...done.results].filter(([, { match }]) => !match).map(([seat]) => seat);
    if (wrong.length > 0) return { state: 'mismatch', by: wrong };
    const now = await circleOf(circle);
    const lists = [...done.results.values()].map((result) => result.circle);
    const since = now.filter((one) => !lists.every((list) => list.includes(one)));
    return since.length === 0
      ? { state: 'verified', by }
      : { state: 'changed', by, since: since.map((one) => one.split(':')[0] ?? '') };
  }

  async #begun(seq: number, seat: string, hash: string, circle: Circle, fresh: boolean): Promise<void> {
    const heads = circle.members.map((member) => member.seat).filter((one) => this.#isHead(one));
    this.#round = {
      begin: seq,
      by: seat,
      epoch: circle.epoch,
      authenticator: fresh ? circle.authenticator : null,
      wanted: fresh ? heads : null,
      fingerprint: await fingerprintOf(circle),
      commitments: new Map([[seat, hash]]),
      numbers: new Map(),
      comparison: null,
      revealed: false,
      results: new Map(),
    };
    if (fresh && seat !== this.#seat && heads.includes(this.#seat))
      this.#post({ type: 'words.answer', begin: seq, hash: await this.#newNumber() });
  }

  #answered(seat: string, begin: number, hash: string): void {
    const round = this.#round;
    if (round?.begin !== begin || round.numbers.size > 0 || round.commitments.has(seat)) return;
    round.commitments.set(seat, hash);
    const own = this.#own.get(round.commitments.get(this.#seat) ?? '');
    if (own !== undefined && this.#isComplete(round))
      this.#post({ type: 'words.reveal', begin, random: encodeBase64Url(own) });
  }

  /** Whether all have fixed their numbers, those of more sides than one. */
  #isComplete({ wanted, commitments }: Round): boolean {
    const sides = new Set([...commitments.keys()].map((seat) => sideOf(this.#charter, seat)));
    return sides.size > 1 && (wanted ?? []).every((seat) => commitments.has(seat));
  }

  async #revealed(
    seat: string,
    begin: number,
    random: string,
    circle: Circle,
    fresh: boolean,
  ): Promise<void> {
    const round = this.#round;
    const number = decodeBase64Url(random);
    // What is told too early is told to nobody's use but the others'.
    if (round?.begin !== begin || number === null || !this.#isComplete(round)) return;
    const commitment = round.commitments.get(seat);
    if (commitment === undefined || round.numbers.has(seat)) return;
    const kept = encodeBase64Url(await commitmentOf(number)) === commitment;
    if (!kept || (fresh && circle.epoch !== round.epoch)) {
      // Another number than was promised, or other keys than at the beginning: it has to be begun anew.
      this.#round = this.#finished;
      return;
    }
    round.numbers.set(seat, number);
    if (round.numbers.size < round.commitments.size) return;
    round.revealed = true;
    if (round.authenticator === null || !round.numbers.has(this.#seat)) return;
    const seats = [...round.numbers.keys()].sort();
    const numbers = seats.map((one) => round.numbers.get(one) ?? new Uint8Array(0));
    round.comparison = await comparisonOf(round.authenticator, round.fingerprint, numbers);
  }

  /** A number of one's own, which is remembered by the hash that is given. */
  async #newNumber(): Promise<string> {
    const number = randomBytes(RANDOM_BYTES);
    const hash = encodeBase64Url(await commitmentOf(number));
    this.#own.set(hash, number);
    return hash;
  }

  #result(seat: string, begin: number, match: boolean, circle: readonly string[]): void {
    const round = this.#round;
    if (round?.begin !== begin || !round.revealed) return;
    round.results.set(seat, { match, circle });
    const sides = new Set([...round.results.keys()].map((head) => sideOf(this.#charter, head)));
    const wanted = new Set([...round.commitments.keys()].map((head) => sideOf(this.#charter, head)));
    if (!match || [...wanted].every((side) => sides.has(side))) this.#finished = round;
  }

  #isHead(seat: string): boolean {
    const role = roleOf(this.#charter, seat);
    return role !== null && admits(role);
  }
}

/** Each member with its device, and the names: what a comparison vouches for. */
async function circleOf({ members, names }: Circle): Promise<string[]> {
  const each = members.map(
    async ({ seat, deviceKey }) => `${seat}:${encodeBase64Url(await sha256(deviceKey)).slice(0, KEY_CHARS)}`,
  );
  const named = `names:${encodeBase64Url(await sha256(utf8(names))).slice(0, KEY_CHARS)}`;
  return [...(await Promise.all(each)).sort(), named];
}

async function fingerprintOf(circle: Circle): Promise<Uint8Array> {
  return sha256(utf8((await circleOf(circle)).join('\n')));
}
