import { decodeBase64Url, encodeBase64Url, utf8 } from '../bytes';
import { randomBytes, sha256 } from '../crypto';
import { admits, roleOf, sideOf, type Charter } from '../invitation/charter';
import type { Payload } from '../log/payload';
import type { Read } from '../room/around';
import { doubtful, isDoubt, raised, settledBy, type Doubt, type Doubtful } from './doubts';
import { commitmentOf, comparisonOf, type Comparison } from './words';

/** How far the meeting's keys are verified by voice. */
export interface Verification {
  holds: Assurance;
  /** The newest comparison, while it is under way, or where it broke off. */
  round: Progress | null;
  /** What was in doubt until all those sides confirmed words in a later comparison. */
  settled: Doubtful;
}

/** Before anything was compared. */
export const UNVERIFIED: Verification = {
  holds: { state: 'never' },
  round: null,
  settled: { otherWords: [], falseNumber: [] },
};

/** What came of the comparisons so far. */
export type Assurance =
  | { state: 'never' }
  | { state: 'verified'; by: readonly string[] }
  /** Somebody is there now who was not when the words were compared, or on another device. */
  | { state: 'changed'; by: readonly string[]; since: readonly string[] }
  /** Something speaks against the keys, whatever has been begun since. */
  | ({ state: 'mismatch' } & Doubtful);

/** How a comparison stands that is not over. `begin` is its place in the log. */
export type Progress =
  /** Numbers are awaited, of these heads; null where one was not there when it was begun. Of nobody: no other side has a head there. */
  | { state: 'asked'; begin: number; by: string; awaited: readonly string[] | null }
  /** The words are there. `comparison` is null for whoever put in no number; the `awaited` are of sides that have not answered. */
  | {
      state: 'shown';
      begin: number;
      comparison: Comparison | null;
      same: readonly string[];
      awaited: readonly string[];
    }
  /** The keys changed before all numbers were told: it has to be begun anew. */
  | { state: 'broken'; begin: number; by: string };

/** Who is in the group, as the room knows it at a place of its log. */
export interface Circle {
  members: readonly { seat: string; deviceKey: Uint8Array }[];
  authenticator: Uint8Array | null;
  /** How many changes of keys the log has up to there: the same for all who read it, whenever they do. */
  changes: number;
  /** The signed text of names. */
  names: string;
}

interface Round {
  begin: number;
  by: string;
  changes: number;
  authenticator: Uint8Array | null;
  /** Who has to put in a number: all heads and deputies in the group; null where one was not there. */
  wanted: readonly string[] | null;
  /** Whom the words vouch for: who was there at the beginning. */
  circle: readonly string[];
  /** Of their numbers: the hashes, by seat. Fixed once the first number is told. */
  commitments: Map<string, string>;
  numbers: Map<string, Uint8Array>;
  revealed: boolean;
  comparison: Comparison | null;
  /** Those who heard the same words, and whom that vouches for. */
  same: Map<string, readonly string[]>;
  outcome: 'confirmed' | 'failed' | null;
}

const RANDOM_BYTES = 32;
// Of a device's key, enough that nobody finds another with the same: 96 bits.
const KEY_CHARS = 16;
// More know the sides of what is said of longer ago; fewer are less to remember.
const MAX_ROUNDS = 8;

/**
 * The comparison of verification words between the heads, all in the plenary's log, so that everyone follows it in the same order. First
 * each gives the hash of a number; only when all are there do they tell the numbers. So whoever sits between the sides, in however many
 * heads' places, has to fix all its numbers before it knows one of anybody else; and who is shown words has put in a number.
 */
export class Ceremony {
  readonly #seat: string;
  readonly #post: (payload: Payload) => void;
  #charter: Charter;
  /** The newest last. */
  #rounds: readonly Round[] = [];
  #confirmed: Round | null = null;
  #doubts: readonly Doubt[] = [];
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

  /** Begins to compare. */
  async begin(): Promise<void> {
    this.#post({ type: 'words.begin', hash: await this.#newNumber() });
  }

  /** Tells whether the words that one heard are the ones that one saw in the comparison that was begun there. */
  answer(begin: number, match: boolean): void {
    const round = this.#roundAt(begin);
    if (round === undefined || round.comparison === null) return;
    // Another may have taken its place just now. That words differed counts all the same; that they did not says nothing of the new ones.
    if (match && round !== this.#newest) return;
    this.#post({ type: 'words.result', begin, match, circle: round.circle });
  }

  /** The log is read from its start again. What is in doubt stays so, whatever is read this time. */
  restarted(): void {
    this.#rounds = [];
    this.#confirmed = null;
  }

  /** Takes the next object of the plenary's log. */
  async written(object: Read, circle: Circle): Promise<void> {
    const { seq, seat, payload } = object;
    if (payload === null || !this.#isHead(seat)) return;
    switch (payload.type) {
      case 'words.begin':
        await this.#begun(object, payload.hash, circle);
        return;
      case 'words.answer':
        this.#answered(seat, payload.begin, payload.hash, circle);
        return;
      case 'words.reveal':
        await this.#revealed(object, payload.begin, payload.random, circle);
        return;
      case 'words.result':
        if (payload.match) this.#heardTheSame(seat, payload.begin, payload.circle);
        // Whatever has been begun since: nobody's mismatch is to be overlooked for it.
        else this.#doubt('otherWords', seat, seq, this.#roundAt(payload.begin));
        return;
      case 'roster':
      case 'roster.part':
      case 'roles':
      case 'hello':
      case 'chat':
      case 'course':
      case 'schedule':
      case 'text':
      case 'wording':
      case 'draft':
      case 'remark':
      case 'mute':
      case 'board':
      case 'action':
      case 'score':
      case 'letterbox':
      case 'letter':
      case 'paper':
      case 'paper.withdrawn':
        return;
      default:
        return payload satisfies never;
    }
  }

  /** The state now, for those who are in the group now. */
  async verification(circle: Circle): Promise<Verification> {
    return {
      holds: await this.#assurance(circle),
      round: this.#progress(circle),
      settled: doubtful(this.#doubts, true),
    };
  }

  get #newest(): Round | undefined {
    return this.#rounds.at(-1);
  }

  #roundAt(begin: number): Round | undefined {
    return this.#rounds.find((round) => round.begin === begin);
  }

  async #assurance(circle: Circle): Promise<Assurance> {
    const open = doubtful(this.#doubts, false);
    if (isDoubt(open)) return { state: 'mismatch', ...open };
    if (this.#confirmed === null) return { state: 'never' };
    const { same } = this.#confirmed;
    const by = [...same.keys()];
    const lists = [...same.values()];
    const now = await circleOf(circle);
    const since = now.filter((one) => !lists.every((list) => list.includes(one)));
    return since.length === 0
      ? { state: 'verified', by }
      : { state: 'changed', by, since: since.map((one) => one.split(':')[0] ?? '') };
  }

  #progress({ changes }: Circle): Progress | null {
    const round = this.#newest;
    if (round === undefined || round.outcome !== null) return null;
    const { begin, by, commitments, comparison } = round;
    if (!round.revealed)
      return changes === round.changes
        ? { state: 'asked', begin, by, awaited: this.#unready(round) }
        : { state: 'broken', begin, by };
    const same = [...round.same.keys()];
    const answered = this.#sidesOf(same);
    const awaited = [...commitments.keys()].filter((seat) => !answered.has(this.#sideOf(seat)));
    return { state: 'shown', begin, comparison, same, awaited };
  }

  /** Who has not promised a number yet, or once all have, not told it. */
  #unready(round: Round): string[] | null {
    const { wanted, commitments, numbers } = round;
    if (wanted === null) return null;
    if (!this.#isComplete(round)) return wanted.filter((seat) => !commitments.has(seat));
    return [...commitments.keys()].filter((seat) => !numbers.has(seat));
  }

  async #begun({ seq, seat, fresh }: Read, hash: string, circle: Circle): Promise<void> {
    const heads = circle.members.map((member) => member.seat).filter((one) => this.#isHead(one));
    const round: Round = {
      begin: seq,
      by: seat,
      changes: circle.changes,
      authenticator: fresh ? circle.authenticator : null,
      wanted: fresh ? heads : null,
      circle: await circleOf(circle),
      commitments: new Map([[seat, hash]]),
      numbers: new Map(),
      revealed: false,
      comparison: null,
      same: new Map(),
      outcome: null,
    };
    this.#rounds = [...this.#rounds, round].slice(-MAX_ROUNDS);
    if (fresh && seat !== this.#seat && heads.includes(this.#seat))
      this.#post({ type: 'words.answer', begin: seq, hash: await this.#newNumber() });
  }

  #answered(seat: string, begin: number, hash: string, { changes }: Circle): void {
    const round = this.#newest;
    if (round?.begin !== begin || round.outcome !== null || changes !== round.changes) return;
    if (round.numbers.size > 0 || round.commitments.has(seat)) return;
    round.commitments.set(seat, hash);
    const own = this.#own.get(round.commitments.get(this.#seat) ?? '');
    if (own !== undefined && this.#isComplete(round))
      this.#post({ type: 'words.reveal', begin, random: encodeBase64Url(own) });
  }

  /** Whether all have fixed their numbers, those of more sides than one. */
  #isComplete({ wanted, commitments }: Round): boolean {
    const sides = this.#sidesOf(commitments.keys());
    return sides.size > 1 && (wanted ?? []).every((seat) => commitments.has(seat));
  }

  async #revealed({ seq, seat }: Read, begin: number, random: string, circle: Circle): Promise<void> {
    const round = this.#newest;
    const number = decodeBase64Url(random);
    const commitment = round?.commitments.get(seat);
    if (round?.begin !== begin || number === null || commitment === undefined) return;
    // However early or late it comes: nobody's page gets its own number wrong.
    if (encodeBase64Url(await commitmentOf(number)) !== commitment) {
      this.#doubt('falseNumber', seat, seq, round);
      return;
    }
    if (round.outcome !== null || circle.changes !== round.changes) return;
    // What is told too early is told to nobody's use but the others'.
    if (!this.#isComplete(round) || round.revealed) return;
    round.numbers.set(seat, number);
    if (round.numbers.size < round.commitments.size) return;
    round.revealed = true;
    if (round.authenticator === null || !round.numbers.has(this.#seat)) return;
    const seats = [...round.numbers.keys()].sort();
    const numbers = seats.map((one) => round.numbers.get(one) ?? new Uint8Array(0));
    const fingerprint = await sha256(utf8(round.circle.join('\n')));
    round.comparison = await comparisonOf(round.authenticator, fingerprint, numbers);
  }

  /** A number of one's own, which is remembered by the hash that is given. */
  async #newNumber(): Promise<string> {
    const number = randomBytes(RANDOM_BYTES);
    const hash = encodeBase64Url(await commitmentOf(number));
    this.#own.set(hash, number);
    return hash;
  }

  #heardTheSame(seat: string, begin: number, circle: readonly string[]): void {
    const round = this.#newest;
    if (round?.begin !== begin || !round.revealed || round.outcome === 'failed') return;
    if (!round.commitments.has(seat)) return;
    round.same.set(seat, circle);
    const answered = this.#sidesOf(round.same.keys());
    const wanted = this.#sidesOf(round.commitments.keys());
    if (![...wanted].every((side) => answered.has(side))) return;
    round.outcome = 'confirmed';
    this.#confirmed = round;
    this.#doubts = settledBy(this.#doubts, begin, wanted);
  }

  /** The round is over with it, and only a later one of all its sides settles it. */
  #doubt(what: Doubt['what'], seat: string, at: number, round: Round | undefined): void {
    const sides = this.#sidesOf([seat, ...(round?.commitments.keys() ?? [])]);
    this.#doubts = raised(this.#doubts, { what, seat, at, sides });
    if (round !== undefined) round.outcome = 'failed';
  }

  #sideOf(seat: string): string {
    return sideOf(this.#charter, seat) ?? '';
  }

  #sidesOf(seats: Iterable<string>): Set<string> {
    return new Set([...seats].map((seat) => this.#sideOf(seat)));
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
