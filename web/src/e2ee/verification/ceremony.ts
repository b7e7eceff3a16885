import { decodeBase64Url, encodeBase64Url } from '../../links/base64url';
import { equal, utf8 } from '../bytes';
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
  commitment: string;
  epoch: number;
  authenticator: Uint8Array | null;
  circle: readonly string[];
  fingerprint: Uint8Array;
  /** By side. */
  answers: Map<string, Uint8Array>;
  comparison: Comparison | null;
  revealed: boolean;
  results: Map<string, { match: boolean; circle: readonly string[] }>;
}

const RANDOM_BYTES = 32;
// Of a device's key, enough that nobody finds another with the same: 96 bits.
const KEY_CHARS = 16;

/**
 * The comparison of verification words between the heads: commit, answer, reveal, all in the plenary's log, so that everyone follows
 * it in the same order. Whoever sits between the sides would have to fix one side's number before knowing the other's.
 */
export class Ceremony {
  readonly #seat: string;
  readonly #post: (payload: Payload) => void;
  #charter: Charter;
  #round: Round | null = null;
  #finished: Round | null = null;
  /** One's own number, where one began. */
  #own: Uint8Array | null = null;

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
    this.#own = randomBytes(RANDOM_BYTES);
    this.#post({ type: 'words.begin', hash: encodeBase64Url(await commitmentOf(this.#own)) });
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
        await this.#answered(seat, payload.begin, payload.random, circle);
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
    this.#round = {
      begin: seq,
      by: seat,
      commitment: hash,
      epoch: circle.epoch,
      authenticator: fresh ? circle.authenticator : null,
      circle: circle.members.map((member) => member.seat),
      fingerprint: await fingerprintOf(circle),
      answers: new Map(),
      comparison: null,
      revealed: false,
      results: new Map(),
    };
    const other = sideOf(this.#charter, seat) !== sideOf(this.#charter, this.#seat);
    if (fresh && other && this.mayTakePart) {
      const random = encodeBase64Url(randomBytes(RANDOM_BYTES));
      this.#post({ type: 'words.answer', begin: seq, random });
    }
  }

  async #answered(seat: string, begin: number, random: string, circle: Circle): Promise<void> {
    const round = this.#round;
    const side = sideOf(this.#charter, seat);
    const number = decodeBase64Url(random);
    if (round?.begin !== begin || round.revealed || side === null || number === null) return;
    if (side === sideOf(this.#charter, round.by) || round.answers.has(side)) return;
    round.answers.set(side, number);
    if (round.by !== this.#seat || this.#own === null || !this.#isComplete(round, circle)) return;
    // Not twice, however many answers come.
    const own = this.#own;
    this.#own = null;
    if (equal(await commitmentOf(own), decodeBase64Url(round.commitment) ?? new Uint8Array(0)))
      this.#post({ type: 'words.reveal', begin, random: encodeBase64Url(own) });
  }

  /** Whether each other side with a head in the group has answered. */
  #isComplete(round: Round, circle: Circle): boolean {
    return circle.members
      .filter((member) => this.#isHead(member.seat))
      .map((member) => sideOf(this.#charter, member.seat))
      .every((side) => side === null || side === sideOf(this.#charter, round.by) || round.answers.has(side));
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
    if (round?.begin !== begin || round.by !== seat || round.revealed || number === null) return;
    const kept = encodeBase64Url(await commitmentOf(number)) === round.commitment;
    if (!kept || round.answers.size === 0 || (fresh && circle.epoch !== round.epoch)) {
      // Another number than was promised, or other keys than at the beginning: it has to be begun anew.
      this.#round = this.#finished;
      return;
    }
    round.revealed = true;
    if (round.authenticator === null) return;
    const sides = [...round.answers.keys()].sort();
    const randoms = [number, ...sides.map((side) => round.answers.get(side) ?? new Uint8Array(0))];
    round.comparison = await comparisonOf(round.authenticator, round.fingerprint, randoms);
  }

  #result(seat: string, begin: number, match: boolean, circle: readonly string[]): void {
    const round = this.#round;
    if (round?.begin !== begin || !round.revealed) return;
    round.results.set(seat, { match, circle });
    const sides = new Set([...round.results.keys()].map((head) => sideOf(this.#charter, head)));
    const wanted = new Set([sideOf(this.#charter, round.by), ...round.answers.keys()]);
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
