import type {
  Description,
  Ground,
  Meeting,
  Objection,
  Reason,
  ScheduleCommand,
  ScheduleView,
  Span,
  View,
} from '../../course/built/rules.js';
import { openSideNote, sealSideNote } from '../../e2ee/letters/side-note';
import { isZone } from '../../i18n/zones';
import { t } from '../../i18n/language.svelte';
import type { Attendance } from '../../session/attendance.svelte';
import { isInvented } from '../../session/invented';
import type { Mailing } from '../../session/mailing.svelte';
import type { ScheduleState, Sent } from '../../session/rules-state.svelte';

/** A side, with what it told of itself. */
export interface SideOfProcess {
  id: string;
  index: number;
  name: string;
  yours: boolean;
  /** Null before it told. */
  description: Description | null;
}

/** One of the dates offered, with who has said that it suits them. */
export interface Choice {
  index: number;
  span: Span;
  /** Names of the sides that chose it, the offering one apart. */
  chosen: readonly string[];
}

/** Instead of a meeting or an offer. */
export const NONE = -1;

const MINUTE_MS = 60_000;

/** The first to begin of those that are agreed and for which something holds. */
export function nextOf(meetings: readonly Meeting[], holds: (meeting: Meeting) => boolean): Meeting | null {
  const agreed = meetings.filter((meeting) => meeting.state === 'agreed' && holds(meeting));
  return agreed.sort((a, b) => startOf(a) - startOf(b))[0] ?? null;
}

function startOf({ agreed }: Meeting): number {
  return agreed?.span.startMs ?? 0;
}

function endOf(meeting: Meeting): number {
  return startOf(meeting) + (meeting.agreed?.span.minutes ?? 0) * MINUTE_MS;
}

/**
 * How far a meeting is: what was agreed on its date or, once it was opened, how it goes at the table.
 *
 * @param table null for whoever does not know what goes on there
 */
export function stageOf(
  { id, state }: Meeting,
  table: Pick<View, 'meeting' | 'held' | 'phase'> | null,
): Meeting['state'] | 'open' | 'recess' | 'closed' {
  if (table?.held.includes(id) !== true) return state;
  return table.meeting === id && table.phase !== 'notOpen' ? table.phase : 'closed';
}

/** The process's meetings as they are seen from one's seat: what is agreed or offered, and what one may do. */
export class Timetable {
  /** Why the last act came to nothing; null where it did not. */
  failure = $state<Exclude<Sent, 'written'> | null>(null);
  busy = $state(false);

  readonly #attendance: Attendance;

  constructor(attendance: Attendance) {
    this.#attendance = attendance;
  }

  get attendance(): Attendance {
    return this.#attendance;
  }

  get #schedule(): ScheduleState {
    return this.#attendance.sealed.schedule.state;
  }

  get you(): string {
    return this.#attendance.session.you;
  }

  get mailing(): Mailing {
    return this.#attendance.session.mailing;
  }

  get view(): ScheduleView | null {
    return this.#schedule.view;
  }

  /** Whether all is read that the others wrote. */
  get isRead(): boolean {
    return this.#attendance.sealed.schedule.isRead;
  }

  /** What is wrong with what the server gives, if anything is. */
  get isDoubtful(): boolean {
    return this.#attendance.sealed.schedule.alarms.length > 0;
  }

  /** The seats whose pages wrote what they have no right to write. */
  readonly inventors: readonly string[] = $derived.by(() => [
    ...new Set(this.#schedule.refusals.filter(isInvented).map(({ seat }) => seat)),
  ]);

  readonly sides: readonly SideOfProcess[] = $derived.by(() => {
    const { sealed } = this.#attendance;
    return sealed.who.sideIds.map((id, index) => ({
      id,
      index,
      name: sealed.who.sideName(id) ?? t('meeting.side.unnamed', { number: index + 1 }),
      yours: id === sealed.sideId,
      description: this.view?.descriptions.find((one) => one.side === id)?.description ?? null,
    }));
  });

  get own(): SideOfProcess | undefined {
    return this.sides.find((side) => side.yours);
  }

  /** In whose hours one thinks: of one's side, else of this device. */
  get zone(): string {
    const told = this.own?.description?.zone ?? '';
    return told !== '' && isZone(told) ? told : Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  /** Those that are held, to come or to be agreed, the newest first; then those that are over or will not be. */
  readonly meetings: readonly Meeting[] = $derived(
    [...(this.view?.meetings ?? [])].sort(
      (a, b) => Number(this.#isOver(a)) - Number(this.#isOver(b)) || b.id - a.id,
    ),
  );

  /** The one that is next: agreed, and not over. */
  get next(): Meeting | null {
    return nextOf(this.meetings, (meeting) => !this.#isOver(meeting) && endOf(meeting) > Date.now());
  }

  /** How far a meeting is, as far as one may know it. */
  stageOf(meeting: Meeting): ReturnType<typeof stageOf> {
    const { isAdmitted, table } = this.#attendance.sealed;
    return stageOf(meeting, isAdmitted ? table.course.view : null);
  }

  #isOver(meeting: Meeting): boolean {
    const stage = this.stageOf(meeting);
    return stage === 'closed' || stage === 'cancelled';
  }

  sideNamed(id: string): string {
    return this.sides.find((side) => side.id === id)?.name ?? '';
  }

  personNamed(seat: string): string {
    const { card } = this.#attendance.sealed.who;
    if (card !== null && seat === this.you) return card.seat.name;
    return this.#attendance.sealed.who.nameOf(seat)?.name ?? t('meeting.unnamed');
  }

  choicesOf({ offer }: Meeting): readonly Choice[] {
    if (offer?.proposal.type !== 'dates') return [];
    return offer.proposal.spans.map((span, index) => ({
      index,
      span,
      chosen: offer.keys
        .filter((key) => key.side !== offer.side && key.span === index)
        .map((key) => this.sideNamed(key.side)),
    }));
  }

  /** A reason as it is written into the log that all sides read: one for one's own side is sealed for it. */
  async groundOf(audience: Ground['audience'], text: string): Promise<Ground> {
    const { who, meeting } = this.#attendance.sealed;
    if (audience !== 'private' || text === '') return { audience, text };
    if (who.card === null) throw new Error('the card is not open');
    return { audience, text: await sealSideNote(text, who.card.sideSecret, meeting) };
  }

  /** What a side gave as its reason; null where there is none, or it keeps it to itself. */
  async reasonOf(side: string, { audience, text }: Ground): Promise<string | null> {
    const { who, meeting, sideId } = this.#attendance.sealed;
    if (text === '') return null;
    if (audience !== 'private') return text;
    return who.card === null || side !== sideId ? null : openSideNote(text, who.card.sideSecret, meeting);
  }

  /** Who does not wish somebody to take part, by side. */
  objectionsTo(seat: string): readonly Objection[] {
    return this.view?.objections.filter((objection) => objection.seat === seat) ?? [];
  }

  may(command: ScheduleCommand): boolean {
    return this.isRead && this.refusal(command) === null;
  }

  refusal(command: ScheduleCommand): Reason | null {
    return this.#schedule.refusal(this.you, command);
  }

  /** True where it is in the log. */
  async send(command: ScheduleCommand): Promise<boolean> {
    this.busy = true;
    const sent = await this.#schedule.send(this.you, command);
    this.busy = false;
    this.failure = sent === 'written' ? null : sent;
    return sent === 'written';
  }
}
