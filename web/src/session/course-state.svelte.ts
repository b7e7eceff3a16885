import {
  open,
  type Answer,
  type Command,
  type Event,
  type Reason,
  type Table,
  type View,
} from '../course/built/rules.js';
import { utf8 } from '../e2ee/bytes';
import type { Charter } from '../e2ee/invitation/charter';
import type { Payload } from '../e2ee/log/payload';
import { MAX_PAYLOAD_BYTES } from '../e2ee/log/sealed';
import type { Written } from '../e2ee/room/around';

/** A command that stands in the log and has no effect for anybody. */
export interface Refusal {
  seq: number;
  seat: string;
  reason: Reason;
}

/** What became of a wish: `unwritten` where the rules allow it and the log did not take it. */
export type Sent = 'written' | 'unwritten' | Reason;

interface Entry {
  seq: number;
  seat: string;
  atMs: number;
  command: string;
  fresh: boolean;
}

// The last are shown; more keep longer what somebody tried in vain.
const MAX_REFUSALS = 100;
// What is told of is told at once; more would be told after longer pauses of the page.
const MAX_HAPPENED = 100;

/**
 * The course of the meeting, as everybody's rules make it from the plenary's log. It depends on the log and the newest charter alone: a
 * charter may reach one client before an entry and another after it, so when it changes, all is folded again. Charters add seats and
 * take none away, so nothing that was done is undone by that.
 */
export class CourseState {
  /** Null before the charter is known. */
  readonly view: View | null = $derived.by(() =>
    this.#taken >= 0 && this.#table !== null ? (JSON.parse(this.#table.view()) as View) : null,
  );
  refusals = $state.raw<readonly Refusal[]>([]);
  /** What happened while this device was there, the newest last. */
  happened = $state.raw<readonly Event[]>([]);

  readonly #post: (payload: Payload) => Promise<boolean>;
  readonly #nowMs: () => number;
  #delegations = '';
  /** Of the log, which has a limit. */
  #entries: Entry[] = [];
  #table = $state.raw<Table | null>(null);
  /** Counts what the table took, which it does not tell by itself. */
  #taken = $state(0);

  constructor(post: (payload: Payload) => Promise<boolean>, nowMs: () => number) {
    this.#post = post;
    this.#nowMs = nowMs;
  }

  setCharter({ sides }: Charter): void {
    const delegations = JSON.stringify(
      sides.map(({ id, seats }) => ({ id, seats: seats.map((seat) => ({ id: seat.id, role: seat.role })) })),
    );
    if (delegations === this.#delegations) return;
    this.#delegations = delegations;
    this.#fold();
  }

  /** The log is read from its start again. */
  restarted(): void {
    this.#entries = [];
    this.#fold();
  }

  /** Takes the next object of the plenary's log, whether it is new or read again. */
  written({ seq, seat, fresh, payload }: Written): void {
    if (payload?.type !== 'course') return;
    const entry = { seq, seat, atMs: payload.atMs, command: payload.command, fresh };
    this.#entries.push(entry);
    this.#take(entry);
  }

  /** Why the rules would not take it now; null where they would. */
  refusal(seat: string, command: Command): Reason | null {
    // What they answer changes with what they took.
    const answer =
      this.#taken < 0 || this.#table === null
        ? null
        : (JSON.parse(this.#table.check(seat, this.#nowMs(), JSON.stringify(command))) as Answer);
    if (answer === null) return 'notSeated';
    return answer.type === 'done' ? null : answer.reason;
  }

  /** Asks the rules, and writes what they allow into the log. Somebody may be faster, and the rules then refuse it for all. */
  async send(seat: string, command: Command): Promise<Sent> {
    const text = JSON.stringify(command);
    const atMs = this.#nowMs();
    const answer = this.#table === null ? null : (JSON.parse(this.#table.check(seat, atMs, text)) as Answer);
    if (answer?.type !== 'done') return answer?.reason ?? 'notSeated';
    const payload: Payload = { type: 'course', command: text, atMs };
    // Texts of quotation marks alone grow on their way into an object.
    if (utf8(JSON.stringify(payload)).length > MAX_PAYLOAD_BYTES) return 'tooLong';
    return (await this.#post(payload)) ? 'written' : 'unwritten';
  }

  #fold(): void {
    this.#table = this.#delegations === '' ? null : open(this.#delegations);
    this.refusals = [];
    for (const entry of this.#entries) this.#take({ ...entry, fresh: false });
  }

  #take({ seq, seat, atMs, command, fresh }: Entry): void {
    if (this.#table === null) return;
    const answer = JSON.parse(this.#table.apply(seat, seq, atMs, command)) as Answer;
    if (answer.type === 'done') {
      this.#taken++;
      if (fresh) this.happened = [...this.happened, ...answer.events].slice(-MAX_HAPPENED);
    } else this.refusals = [...this.refusals, { seq, seat, reason: answer.reason }].slice(-MAX_REFUSALS);
  }
}
