import {
  open,
  openActions,
  openBoard,
  openSchedule,
  type Act,
  type ActionCommand,
  type ActionEvent,
  type ActionsView,
  type Arranged,
  type BoardCommand,
  type BoardEvent,
  type BoardView,
  type Command,
  type Docket,
  type Done,
  type Drafted,
  type Easel,
  type Event,
  type Listed,
  type Noted,
  type Reason,
  type Refused,
  type ScheduleCommand,
  type ScheduleEvent,
  type ScheduleView,
  type TextCommand,
  type TextEvent,
  type TextsView,
  type View,
} from '../course/built/rules.js';
import { utf8 } from '../e2ee/bytes';
import { stampsOf, type Charter } from '../e2ee/invitation/charter';
import type { Payload, Said } from '../e2ee/log/payload';
import { MAX_PAYLOAD_BYTES } from '../e2ee/log/sealed';
import type { Written } from '../e2ee/room/around';
import { delegationsOf, newestOf, type Entry, type LogFold } from './log-fold';
import { isRecorded } from './recorded';
import { DossierOfLog } from './texts/dossier';

/** A command that stands in the log and has no effect for anybody. */
export interface Refusal {
  seq: number;
  seat: string;
  /** `unrecorded`: it is to be in the record, and does not fit into it. */
  reason: Reason | 'unrecorded';
}

/** As `Answer`, `ScheduleAnswer` and so on, of whichever rules. */
type Answer<E> =
  | { type: (Done | Arranged | Drafted | Noted | Listed)['type']; events: readonly E[]; recorded?: boolean }
  | Refused;

/** What became of a wish: `unwritten` where the rules allow it and the log did not take it. */
export type Sent = 'written' | 'unwritten' | Reason;

// What makes an object an entry of the record.
const LINK_BYTES = 400;
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
  /** Of those whose view leaves something out. */
  detail?: (id: number) => string;
}

/** Which rules, and under which type their commands stand in a log. */
interface Rules<F extends Followed> {
  type: 'course' | 'schedule' | 'text' | 'board' | 'action';
  open: (delegations: string) => F | null;
  /** Takes what stands there under another type; null where none does. */
  wording: ((followed: F, seat: string, seq: number, said: WordingSaid) => string) | null;
}

type WordingSaid = Extract<Payload, { type: 'wording' }>;

type Post = (payload: Payload) => Promise<boolean>;

/** What happens at the table, by the plenary's log. */
export type CourseState = RulesState<View, Command, Event>;
/** What the sides' joint texts say, by the plenary's log as well. */
export type TextsState = RulesState<TextsView, TextCommand, TextEvent, DossierOfLog>;
/** What the sides weigh, likewise. */
export type BoardState = RulesState<BoardView, BoardCommand, BoardEvent, Easel>;
/** What is to be done, likewise. */
export type ActionsState = RulesState<ActionsView, ActionCommand, ActionEvent, Docket>;
/** How the sides agree on dates, by the log of all who were invited. */
export type ScheduleState = RulesState<ScheduleView, ScheduleCommand, ScheduleEvent>;

export function courseState(post: Post, nowMs: () => number, log: LogFold): CourseState {
  const course: CourseState = new RulesState({ type: 'course', open, wording: null }, post, nowMs, log);
  log.isOnRecord = () => course.view?.onRecord ?? true;
  log.isUnattributed = () => course.view?.unattributed ?? false;
  return course;
}

export function scheduleState(post: Post, nowMs: () => number, log: LogFold): ScheduleState {
  return new RulesState({ type: 'schedule', open: openSchedule, wording: null }, post, nowMs, log);
}

export function boardState(post: Post, nowMs: () => number, log: LogFold): BoardState {
  return new RulesState({ type: 'board', open: openBoard, wording: null }, post, nowMs, log);
}

export function actionsState(post: Post, nowMs: () => number, log: LogFold): ActionsState {
  return new RulesState({ type: 'action', open: openActions, wording: null }, post, nowMs, log);
}

export function textsState(post: Post, nowMs: () => number, log: LogFold): TextsState {
  const rules: Rules<DossierOfLog> = {
    type: 'text',
    open: (delegations) => DossierOfLog.open(delegations),
    wording: (dossier, seat, seq, said) => dossier.wording(seat, seq, said),
  };
  return new RulesState(rules, post, nowMs, log);
}

/** What everybody's rules make from a log. */
class RulesState<V, C extends { type: string }, E extends { act: Act }, F extends Followed = Followed> {
  /** Null before the charter is known. */
  readonly view: V | null = $derived.by(() =>
    this.#taken >= 0 && this.#followed !== null ? (JSON.parse(this.#followed.view()) as V) : null,
  );
  refusals = $state.raw<readonly Refusal[]>([]);
  /** What happened while this device was there, the newest last. */
  happened = $state.raw<readonly E[]>([]);

  readonly #rules: Rules<F>;
  readonly #post: Post;
  readonly #nowMs: () => number;
  readonly #log: LogFold;
  #charter: Charter | null = null;
  /** With all changes of roles. */
  #newest = '';
  /** With those that the log has stated so far. */
  #seated = '';
  #stated = new Set<string>();
  /** All that the charter has. */
  #known = new Set<string>();
  #followed = $state.raw<F | null>(null);
  /** Counts what the rules took, which they do not tell by themselves. */
  #taken = $state(0);

  constructor(rules: Rules<F>, post: Post, nowMs: () => number, log: LogFold) {
    this.#rules = rules;
    this.#post = post;
    this.#nowMs = nowMs;
    this.#log = log;
    log.add({
      takes: (type) => type === rules.type || (type === 'wording' && rules.wording !== null),
      begin: (charter) => {
        this.#begin(charter);
      },
      take: (entry) => {
        this.#take(entry);
      },
    });
  }

  /** Of the log, for whatever rules it is. */
  setCharter(charter: Charter): void {
    this.#log.setCharter(charter);
  }

  restarted(): void {
    this.#log.restarted();
  }

  written(object: Written): void {
    this.#log.written(object);
  }

  /** What was made of the log so far, to be asked more; null before the charter is known. */
  get followed(): F | null {
    return this.#taken >= 0 ? this.#followed : null;
  }

  /** The JSON of what the view leaves out of whatever has that id; of null where there is no such thing. */
  detail(id: number): string {
    return (this.#taken >= 0 ? this.#followed?.detail?.(id) : null) ?? 'null';
  }

  /** Those changes of roles that the log does not state yet: until it does, others may still act by what they were. */
  get unstated(): readonly string[] {
    return this.#taken < 0 ? [] : this.stamps.filter((stamp) => !this.#stated.has(stamp));
  }

  /** All changes of roles, which what one writes goes by. */
  get stamps(): readonly string[] {
    return this.#charter === null ? [] : stampsOf(this.#charter);
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
    const payload = payloadOf(this.#rules.type, text, atMs, this.stamps);
    // Texts of quotation marks alone grow on their way into an object.
    if (utf8(JSON.stringify(payload)).length > MAX_PAYLOAD_BYTES - LINK_BYTES) return 'tooLong';
    return (await this.#post(payload)) ? 'written' : 'unwritten';
  }

  /** What is about to be written, with its place in the record if it is to have one. All before it in the log was taken. */
  finished(seat: string, payload: Payload): Payload {
    const { record } = this.#log;
    if (payload.type !== this.#rules.type || !('record' in payload) || record === null) return payload;
    const answer = this.#check(seat, payload.atMs, payload.command);
    const isEntry = answer !== null && answer.type !== 'refused' && this.#isRecorded(payload, answer);
    return { ...payload, record: isEntry ? record.next() : null };
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
    // A page asks this of every button that it shows, and reading two hundred people takes longer than all the rest.
    const isBehind = this.#seated !== this.#newest;
    if (isBehind) followed.seat(this.#newest);
    const answer = JSON.parse(followed.check(seat, atMs, command)) as Answer<E>;
    if (isBehind) followed.seat(this.#seated);
    return answer;
  }

  #begin(charter: Charter | null): void {
    this.#charter = charter;
    this.#newest = charter === null ? '' : newestOf(charter);
    this.#known = new Set(charter?.sides.flatMap((side) => side.changes.map((change) => change.stamp)));
    this.#stated = new Set();
    this.#seated = charter === null ? '' : delegationsOf(charter, this.#stated);
    this.#followed = this.#seated === '' ? null : this.#rules.open(this.#seated);
    this.refusals = [];
    this.#taken++;
  }

  #take({ seq, seat, said, stamps, link, seal, fresh }: Entry): void {
    if (this.#followed === null || this.#charter === null) return;
    // One that is not in the charter yet counts when all is folded with the one that has it.
    const first = stamps.filter((stamp) => this.#known.has(stamp) && !this.#stated.has(stamp));
    if (first.length > 0) {
      for (const stamp of first) this.#stated.add(stamp);
      this.#seated = delegationsOf(this.#charter, this.#stated);
      this.#followed.seat(this.#seated);
      this.#taken++;
    }
    if (said === null) return;
    const { record } = this.#log;
    if (record !== null && !record.fits(link) && this.#wouldBeRecorded(this.#followed, seat, said)) {
      // Or two clients would have two records.
      this.#refused({ seq, seat, reason: 'unrecorded' });
      return;
    }
    // By what is dealt with when it is said, not by what it takes up.
    const unattributed = record?.fits(link) === true && this.#log.isUnattributed();
    const told =
      said.type === 'wording'
        ? this.#rules.wording?.(this.#followed, seat, seq, said)
        : this.#followed.apply(seat, seq, said.atMs, said.command);
    if (told === undefined) return;
    const answer = JSON.parse(told) as Answer<E>;
    if (answer.type === 'refused') {
      this.#refused({ seq, seat, reason: answer.reason });
      return;
    }
    // Before the rules' next state is looked at: what takes up an item that is off the record is on it.
    if (record?.fits(link) === true && this.#isRecorded(said, answer))
      record.add({ seat, seq, seal, unattributed });
    this.#taken++;
    if (fresh) this.happened = [...this.happened, ...answer.events].slice(-MAX_HAPPENED);
  }

  #refused(refusal: Refusal): void {
    this.refusals = [...this.refusals, refusal].slice(-MAX_REFUSALS);
  }

  #wouldBeRecorded(followed: F, seat: string, said: Said): boolean {
    if (said.type === 'wording') return false;
    const answer = JSON.parse(followed.check(seat, said.atMs, said.command)) as Answer<E>;
    return answer.type !== 'refused' && this.#isRecorded(said, answer);
  }

  #isRecorded(said: Said, answer: { recorded?: boolean }): boolean {
    return isRecorded(said, answer.recorded === true, this.#log.isOnRecord);
  }
}

function payloadOf(
  type: Rules<Followed>['type'],
  command: string,
  atMs: number,
  stamps: readonly string[],
): Payload {
  return type === 'schedule'
    ? { type, command, atMs, stamps }
    : { type, command, atMs, stamps, record: null };
}
