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
import { rolesBy, stampsOf, type Charter } from '../e2ee/invitation/charter';
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
  /** Null where it states changes of roles alone. */
  command: string | null;
  /** The changes of roles that its author goes by. */
  stamps: readonly string[];
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
  seat: (delegations: string) => boolean;
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
 * entry and another after it, so when it changes, all is folded again. Charters add seats and take none away, and a change of somebody's
 * role counts from where the log first states it, so nothing that was done is undone by that.
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
  #charter: Charter | null = null;
  /** With all changes of roles. */
  #newest = '';
  /** With those that the log has stated so far. */
  #seated = '';
  #stated = new Set<string>();
  /** All that the charter has. */
  #known = new Set<string>();
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

  setCharter(charter: Charter): void {
    const changes = charter.sides.map((side) => side.changes);
    if (this.#charter !== null && this.#newest === newestOf(charter)) {
      const known = this.#charter.sides.map((side) => side.changes);
      if (JSON.stringify(changes) === JSON.stringify(known)) return;
    }
    this.#charter = charter;
    this.#newest = newestOf(charter);
    this.#known = new Set(changes.flat().map((change) => change.stamp));
    this.#fold();
  }

  /** Those changes of roles that the log does not state yet: until it does, others may still act by what they were. */
  get unstated(): readonly string[] {
    return this.#taken < 0 || this.#charter === null
      ? []
      : stampsOf(this.#charter).filter((stamp) => !this.#stated.has(stamp));
  }

  /** The log is read from its start again. */
  restarted(): void {
    this.#entries = [];
    this.#fold();
  }

  /** Takes the next object of the log, whether it is new or read again. */
  written({ seq, seat, fresh, payload }: Written): void {
    if (payload?.type !== this.#rules.type && payload?.type !== 'roles') return;
    const { stamps } = payload;
    const said = payload.type === 'roles' ? { atMs: 0, command: null } : payload;
    const entry = { seq, seat, atMs: said.atMs, command: said.command, stamps, fresh };
    this.#entries.push(entry);
    this.#take(entry);
  }

  /** Why the rules would not take it now; null where they would. */
  refusal(seat: string, command: C): Reason | null {
    // What they answer changes with what they took.
    const answer = this.#taken < 0 ? null : this.#check(seat, this.#nowMs(), JSON.stringify(command));
    if (answer === null) return 'notSeated';
    return answer.type === 'refused' ? answer.reason : null;
  }

  /** Asks the rules, and writes what they allow into the log. Somebody may be faster, and the rules then refuse it for all. */
  async send(seat: string, command: C): Promise<Sent> {
    const text = JSON.stringify(command);
    const atMs = this.#nowMs();
    const answer = this.#check(seat, atMs, text);
    if (answer === null) return 'notSeated';
    if (answer.type === 'refused') return answer.reason;
    const stamps = this.#charter === null ? [] : stampsOf(this.#charter);
    const payload: Payload = { type: this.#rules.type, command: text, atMs, stamps };
    // Texts of quotation marks alone grow on their way into an object.
    if (utf8(JSON.stringify(payload)).length > MAX_PAYLOAD_BYTES) return 'tooLong';
    return (await this.#post(payload)) ? 'written' : 'unwritten';
  }

  /** States the changes of roles that the log does not state yet. */
  async state(): Promise<void> {
    const { unstated } = this;
    if (unstated.length > 0) await this.#post({ type: 'roles', stamps: unstated });
  }

  /** As after a statement of all changes of roles, which a command is written with. Nobody comes or goes by that, so the way back loses nothing. */
  #check(seat: string, atMs: number, command: string): Answer<E> | null {
    const followed = this.#followed;
    if (followed === null) return null;
    followed.seat(this.#newest);
    const answer = JSON.parse(followed.check(seat, atMs, command)) as Answer<E>;
    followed.seat(this.#seated);
    return answer;
  }

  #fold(): void {
    this.#stated = new Set();
    this.#seated = this.#charter === null ? '' : delegationsOf(this.#charter, this.#stated);
    this.#followed = this.#seated === '' ? null : this.#rules.open(this.#seated);
    this.refusals = [];
    for (const entry of this.#entries) this.#take({ ...entry, fresh: false });
  }

  #take({ seq, seat, atMs, command, stamps, fresh }: Entry): void {
    if (this.#followed === null || this.#charter === null) return;
    // One that is not in the charter yet counts when all is folded with the one that has it.
    const first = stamps.filter((stamp) => this.#known.has(stamp) && !this.#stated.has(stamp));
    if (first.length > 0) {
      for (const stamp of first) this.#stated.add(stamp);
      this.#seated = delegationsOf(this.#charter, this.#stated);
      this.#followed.seat(this.#seated);
      this.#taken++;
    }
    if (command === null) return;
    const answer = JSON.parse(this.#followed.apply(seat, seq, atMs, command)) as Answer<E>;
    if (answer.type !== 'refused') {
      this.#taken++;
      if (fresh) this.happened = [...this.happened, ...answer.events].slice(-MAX_HAPPENED);
    } else this.refusals = [...this.refusals, { seq, seat, reason: answer.reason }].slice(-MAX_REFUSALS);
  }
}

function newestOf(charter: Charter): string {
  return delegationsOf(charter, new Set(stampsOf(charter)));
}

function delegationsOf(charter: Charter, stamps: ReadonlySet<string>): string {
  return JSON.stringify(rolesBy(charter, stamps));
}
