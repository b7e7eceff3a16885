import type {
  Command,
  Declaration,
  Event,
  Line,
  Matter,
  Motion,
  Phase,
  View,
} from '../../../course/built/rules.js';
import { t } from '../../../i18n/language.svelte';
import type { CourseState, Sent } from '../../../session/rules-state.svelte';
import type { Announcer } from '../announcer.svelte';
import type { Room } from '../room.svelte';
import type { TableSide } from '../table';
import { NONE, nextOf } from '../../schedule/timetable.svelte';
import { matterInWords } from './words';

const TICK_MS = 1000;

/** How a motion looks from one's own side. */
interface Pending {
  motion: Motion;
  /** Whose keys are there, by name. */
  given: readonly string[];
  awaited: readonly string[];
  /** Whether one may give one's side's key, and so may say no. */
  mayAgree: boolean;
  mayWithdraw: boolean;
}

/** Somebody who wishes to speak. */
export interface InLine {
  seat: string;
  name: string;
  side: TableSide | undefined;
  mayBeGiven: boolean;
}

/** For how long a side has spoken, and which part that is of all. */
interface Share {
  side: TableSide;
  ms: number;
  part: number;
}

/** What somebody at the table said of who is with them. */
interface Declared {
  seat: string;
  name: string;
  side: TableSide | undefined;
  declaration: Declaration | null;
  /** Whether all were asked anew since. */
  isOld: boolean;
}

/** Where one's own hand is. */
type Hand = { state: 'none' | 'down' | 'speaking' } | { state: 'up'; place: number };

/** The course of the meeting as it is seen from one's seat: what is so, and what one may do. */
export class Proceedings {
  /** Why the last act came to nothing; null where it did not. */
  failure = $state<Exclude<Sent, 'written'> | null>(null);
  busy = $state(false);

  readonly #room: Room;
  #nowMs = $state(Date.now());
  #toldTo = -1;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Lets the clocks run, where one does, until the answer is called. */
  run(): (() => void) | undefined {
    const { view } = this;
    if (view === null || (view.speech?.running !== true && view.agenda.current === NONE)) return undefined;
    this.#nowMs = Date.now();
    const timer = setInterval(() => (this.#nowMs = Date.now()), TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }

  get #course(): CourseState {
    return this.#room.attendance.sealed.table.course;
  }

  get #you(): string {
    return this.#room.attendance.session.you;
  }

  /** Null for whoever was not let in to the table. */
  get view(): View | null {
    return this.#room.attendance.sealed.isAdmitted ? this.#course.view : null;
  }

  get phase(): Phase {
    return this.view?.phase ?? 'notOpen';
  }

  get canWrite(): boolean {
    return this.#room.attendance.sealed.plenary.standing === 'inside';
  }

  readonly motions: readonly Pending[] = $derived.by(() =>
    (this.view?.motions ?? []).map((motion) => {
      const has = (side: TableSide): boolean => motion.keys.some((key) => key.side === side.id);
      const sides = this.#room.everyone;
      return {
        motion,
        given: sides.filter(has).map((side) => side.name),
        awaited: sides.filter((side) => !has(side)).map((side) => side.name),
        mayAgree: this.may({ type: 'agree', motion: motion.seq }),
        mayWithdraw: this.may({ type: 'withdraw', motion: motion.seq }),
      };
    }),
  );

  readonly line: readonly InLine[] = $derived.by(() =>
    (this.view?.line ?? []).map(({ seat, side }) => ({
      seat,
      name: this.#room.nameOf(seat).name,
      side: this.sideOf(side),
      mayBeGiven: this.may({ type: 'giveFloor', seat }),
    })),
  );

  /** One's own. */
  get declaration(): Declaration | null {
    return this.view?.declarations.find((one) => one.seat === this.#you) ?? null;
  }

  /** Whether one has not said yet who else is in one's room, or was asked anew. */
  get mustDeclare(): boolean {
    return this.view !== null && this.canWrite && this.#isOld(this.declaration);
  }

  /** Of all who are at the table, or were and said so. */
  get declared(): readonly Declared[] {
    const declarations = this.view?.declarations ?? [];
    const here = this.#room.everyone.flatMap((side) =>
      side.seats.filter((seat) => seat.participant !== null),
    );
    const seats = new Set([...here.map((seat) => seat.id), ...declarations.map((one) => one.seat)]);
    return [...seats].map((seat) => {
      const declaration = declarations.find((one) => one.seat === seat) ?? null;
      const side = this.#room.everyone.find((one) => one.seats.some(({ id }) => id === seat));
      return { seat, name: this.#room.nameOf(seat).name, side, declaration, isOld: this.#isOld(declaration) };
    });
  }

  #isOld(declaration: Declaration | null): boolean {
    return declaration === null || declaration.act.seq < (this.view?.asked?.seq ?? -1);
  }

  /** Says who else is in one's room; nobody where that is empty. */
  declare(others: string, line: Line): Promise<boolean> {
    return this.send({ type: 'declare', others: others.trim().replace(/\s+/g, ' '), line });
  }

  readonly hand: Hand = $derived.by(() => {
    const { view } = this;
    if (view?.speech?.seat === this.#you) return { state: 'speaking' };
    const place = view?.line.findIndex((one) => one.seat === this.#you) ?? -1;
    if (place >= 0) return { state: 'up', place: place + 1 };
    return { state: this.may({ type: 'raiseHand' }) ? 'down' : 'none' };
  });

  /** Of whoever speaks. */
  get speechMs(): number {
    const { speech } = this.view ?? {};
    if (speech === null || speech === undefined) return 0;
    return speech.spentMs + (speech.running ? Math.max(0, this.#nowMs - speech.sinceMs) : 0);
  }

  /** Since when the item that is dealt with is so. */
  get itemMs(): number {
    const { agenda } = this.view ?? {};
    return agenda === undefined || agenda.current === -1 ? 0 : Math.max(0, this.#nowMs - agenda.takenUpMs);
  }

  get shares(): readonly Share[] {
    const { view } = this;
    const runningMs = view?.speech?.running === true ? Math.max(0, this.#nowMs - view.speech.sinceMs) : 0;
    const spent = (view?.balances ?? []).flatMap(({ side, spentMs }) => {
      const known = this.sideOf(side);
      const ms = spentMs + (view?.speech?.side === side ? runningMs : 0);
      return known === undefined ? [] : [{ side: known, ms }];
    });
    const all = spent.reduce((sum, one) => sum + one.ms, 0);
    return spent.map((one) => ({ ...one, part: all === 0 ? 0 : one.ms / all }));
  }

  /** The meeting that would be opened: of those on the schedule the next that was not held; none where the first is opened without a date. */
  get opening(): Extract<Matter, { type: 'opening' }> | null {
    const { view } = this;
    const { meetings } = this.#room.attendance.sealed.schedule.state.view ?? { meetings: [] };
    const next = nextOf(meetings, ({ id }) => view?.held.includes(id) !== true);
    if (next === null && view?.phase === 'closed') return null;
    return { type: 'opening', meeting: next?.id ?? NONE };
  }

  sideOf(id: string): TableSide | undefined {
    return this.#room.everyone.find((side) => side.id === id);
  }

  may(command: Command): boolean {
    return this.canWrite && this.#course.refusal(this.#you, command) === null;
  }

  mayPropose(matter: Matter): boolean {
    return this.may({ type: 'propose', matter });
  }

  /** True where it is in the log. */
  async send(command: Command): Promise<boolean> {
    this.busy = true;
    const sent = await this.#course.send(this.#you, command);
    this.busy = false;
    this.failure = sent === 'written' ? null : sent;
    return sent === 'written';
  }

  /** Up if it is down, and down if it is up; nothing where one may do neither. */
  async turnHand(): Promise<void> {
    const { state } = this.hand;
    if (state === 'down') await this.send({ type: 'raiseHand' });
    else if (state === 'up') await this.send({ type: 'lowerHand' });
  }

  propose(matter: Matter): Promise<boolean> {
    return this.send({ type: 'propose', matter });
  }

  /** Has what others did read aloud. */
  tell(announcer: Pick<Announcer, 'tell'>): void {
    const news = this.#course.happened.filter((event) => event.act.seq > this.#toldTo);
    for (const event of news) {
      const text = event.act.seat === this.#you && event.type !== 'carried' ? '' : this.#inWords(event);
      if (text !== '') announcer.tell(text);
    }
    this.#toldTo = Math.max(this.#toldTo, ...news.map((event) => event.act.seq));
  }

  /** Empty for what is not worth an interruption. */
  #inWords(event: Event): string {
    const name = this.#room.nameOf(event.act.seat).name;
    switch (event.type) {
      case 'proposed':
        return t('course.say.proposed', { name, matter: matterInWords(event.matter) });
      case 'carried':
        return t('course.say.carried', { matter: matterInWords(event.motion.matter) });
      case 'declined':
        return t('course.say.declined', { name });
      case 'withdrawn':
        return t('course.say.withdrawn', { name });
      case 'floorGiven':
        return event.seat === this.#you
          ? t('course.say.floor.you')
          : t('course.say.floor', { name: this.#room.nameOf(event.seat).name });
      case 'handRaised':
        return t('course.say.hand', { name });
      case 'declarationsAsked':
        return t('presence.say.asked', { name });
      case 'sidebarEnded':
        return t(`sidebar.say.ended.${event.circle}`, { name });
      case 'signed':
        return t('record.say.signed', { name });
      case 'admitted':
      case 'departed':
      case 'declared':
      case 'agreed':
      case 'lapsed':
      case 'handLowered':
      case 'speechEnded':
        return '';
      default:
        return event satisfies never;
    }
  }
}
