import {
  open,
  openSchedule,
  type Act,
  type Arranged,
  type Command,
  type Done,
  type Event,
  type Reason,
  type Refused,
  type ScheduleCommand,
  type ScheduleEvent,
  type ScheduleView,
  type View,
} from '../course/built/rules.js';
import { utf8 } from '../e2ee/bytes';
import type { Charter } from '../e2ee/invitation/charter';
import type { Payload } from '../e2ee/log/payload';
import { MAX_PAYLOAD_BYTES } from '../e2ee/log/sealed';
import type { Written } from '../e2ee/room/around';

/** A command that stands in the log and has no effect for anybody. */
interface Refusal {
  seq: number;
  seat: string;
  reason: Reason;
}

/** As `Answer` and `ScheduleAnswer`, of whichever rules. */
type Answer<E> = { type: (Done | Arranged)['type']; events: readonly E[] } | Refused;

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

/** What the compiled rules give to be followed. */
interface Followed {
  apply: (seat: string, seq: number, atMs: number, command: string) => string;
  check: (seat: string, atMs: number, command: string) => string;
  view: () => string;
}

/** Which rules, and under which type their commands stand in a log. */
interface Rules {
  type: 'course' | 'schedule';
  open: (delegations: string) => Followed | null;
}

type Post = (payload: Payload) => Promise<boolean>;

/** What happens at the table, by the plenary's log. */
export type CourseState = RulesState<View, Command, Event>;
/** How the sides agree on dates, by the log of all who were invited. */
export type ScheduleState = RulesState<ScheduleView, ScheduleCommand, ScheduleEvent>;

export function courseState(post: Post, nowMs: () => number): CourseState {
  return new RulesState({ type: 'course', open }, post, nowMs);
}

export function scheduleState(post: Post, nowMs: () => number): ScheduleState {
  return new RulesState({ type: 'schedule', open: openSchedule }, post, nowMs);
}

/**
 * What everybody's rules make from a log. It depends on the log and the newest charter alone: a charter may reach one client before an
 * entry and another after it, so when it changes, all is folded again. Charters add seats and take none away, so nothing that was done
 * is undone by that.
 */
class RulesState<V, C, E extends { act: Act }> {
  /** Null before the charter is known. */
  readonly view: V | null = $derived.by(() =>
    this.#taken >= 0 && this.#followed !== null ? (JSON.parse(this.#followed.view()) as V) : null,
  );
  refusals = $state.raw<readonly Refusal[]>([]);
  /** What happened while this device was there, the newest last. */
  happened = $state.raw<readonly E[]>([]);

  readonly #rules: Rules;
  readonly #post: Post;
  readonly #nowMs: () => number;
  #delegations = '';
  /** Of the log, which has a limit. */
  #entries: Entry[] = [];
  #followed = $state.raw<Followed | null>(null);
  /** Counts what the rules took, which they do not tell by themselves. */
  #taken = $state(0);

  constructor(rules: Rules, post: Post, nowMs: () => number) {
    this.#rules = rules;
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

  /** Takes the next object of the log, whether it is new or read again. */
  written({ seq, seat, fresh, payload }: Written): void {
    if (payload?.type !== this.#rules.type) return;
    const entry = { seq, seat, atMs: payload.atMs, command: payload.command, fresh };
    this.#entries.push(entry);
    this.#take(entry);
  }

  /** Why the rules would not take it now; null where they would. */
  refusal(seat: string, command: C): Reason | null {
    // What they answer changes with what they took.
    const answer =
      this.#taken < 0 || this.#followed === null
        ? null
        : (JSON.parse(this.#followed.check(seat, this.#nowMs(), JSON.stringify(command))) as Answer<E>);
    if (answer === null) return 'notSeated';
    return answer.type === 'refused' ? answer.reason : null;
  }

  /** Asks the rules, and writes what they allow into the log. Somebody may be faster, and the rules then refuse it for all. */
  async send(seat: string, command: C): Promise<Sent> {
    const text = JSON.stringify(command);
    const atMs = this.#nowMs();
    const answer =
      this.#followed === null ? null : (JSON.parse(this.#followed.check(seat, atMs, text)) as Answer<E>);
    if (answer === null) return 'notSeated';
    if (answer.type === 'refused') return answer.reason;
    const payload: Payload = { type: this.#rules.type, command: text, atMs };
    // Texts of quotation marks alone grow on their way into an object.
    if (utf8(JSON.stringify(payload)).length > MAX_PAYLOAD_BYTES) return 'tooLong';
    return (await this.#post(payload)) ? 'written' : 'unwritten';
  }

  #fold(): void {
    this.#followed = this.#delegations === '' ? null : this.#rules.open(this.#delegations);
    this.refusals = [];
    for (const entry of this.#entries) this.#take({ ...entry, fresh: false });
  }

  #take({ seq, seat, atMs, command, fresh }: Entry): void {
    if (this.#followed === null) return;
    const answer = JSON.parse(this.#followed.apply(seat, seq, atMs, command)) as Answer<E>;
    if (answer.type !== 'refused') {
      this.#taken++;
      if (fresh) this.happened = [...this.happened, ...answer.events].slice(-MAX_HAPPENED);
    } else this.refusals = [...this.refusals, { seq, seat, reason: answer.reason }].slice(-MAX_REFUSALS);
  }
}
