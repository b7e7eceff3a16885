import { PLENARY } from '../../e2ee/room/rules';
import { sidebarOf, type SidebarName } from '../../e2ee/room/sidebar';
import { t } from '../../i18n/language.svelte';
import type { Attendance } from '../../session/attendance.svelte';
import { stateOf, type RoomState } from '../../session/room-state.svelte';
import type { Place } from '../../session/surroundings';
import type { Occupant } from '../../signalling/messages';
import type { Named } from './announcer.svelte';
import { centred, hereOf, sidesOf, type TableSeat, type TableSide } from './table';

/** What a slot carries, as a tile shows it. */
export interface Sitting {
  slot: number;
  stream: MediaStream | null;
}

/** A shared screen. */
export interface SharedScreen {
  seat: TableSeat;
  side: TableSide;
  sitting: Sitting | null;
}

export type Status = 'connected' | 'connecting' | 'recovering';

/** The meeting as it is seen from one's seat, at the table, in the room of one's side or in a sidebar. */
export class Room {
  /** Of the screen that is shown large; another one where that is gone. */
  chosenScreen = $state<string | null>(null);
  /** Whether the browser holds back sound until a person does something. */
  soundBlocked = $state(false);

  readonly #attendance: Attendance;
  #flowed = $state(false);

  constructor(attendance: Attendance) {
    this.#attendance = attendance;
    $effect(() => {
      if (attendance.session.media === 'flowing') this.#flowed = true;
    });
  }

  get attendance(): Attendance {
    return this.#attendance;
  }

  get place(): Place {
    return this.#attendance.session.place;
  }

  /** As participants are told to be in it. */
  get id(): string {
    const { sideId, sidebarName } = this.#attendance.sealed;
    return { plenary: PLENARY, side: sideId, sidebar: sidebarName }[this.place];
  }

  /** What is known of the room's keys and of what is written in it. */
  get state(): RoomState {
    return stateOf(this.#attendance.sealed, this.place);
  }

  get ownSideName(): string {
    return this.#attendance.sealed.who.card?.side.name ?? '';
  }

  /** Of the meeting; empty for whoever was not let in to the table yet. */
  get title(): string {
    return this.#attendance.sealed.who.roster?.title ?? '';
  }

  /** The circle that one is aside with; null where one is not. */
  get circle(): SidebarName | null {
    return this.place === 'sidebar' ? this.#attendance.sealed.sidebar.name : null;
  }

  /** Of one of the three texts that which suits the place. */
  #suiting(table: string, side: string, sidebar: 'heard' | 'sees' | 'microphone'): string {
    const { circle } = this;
    if (circle !== null) return t(`sidebar.${sidebar}.${circle}`);
    return this.place === 'plenary' ? table : side;
  }

  /** In words: the table, a sidebar, or whose anteroom or caucus. */
  get placeName(): string {
    if (this.circle !== null) return t(`sidebar.${this.circle}`);
    return this.place === 'plenary' ? t('place.table') : this.sideRoomName;
  }

  /** Of the window: what is known of the meeting, and the place. */
  get pageTitle(): string {
    const { title, placeName } = this;
    return title === '' ? placeName : t('place.page', { place: placeName, title });
  }

  get sideRoomName(): string {
    const key = this.#attendance.sealed.isAdmitted ? 'place.caucus' : 'place.anteroom';
    return t(key, { side: this.ownSideName });
  }

  /** Whether anything leaves this page: it takes keys, and what encrypts under them. */
  get #isHeard(): boolean {
    return this.state.standing === 'inside' && !this.#attendance.received.failed;
  }

  /** In words: who hears what one says. */
  get heardBy(): string {
    if (this.#attendance.session.moving) return t('place.moving');
    if (!this.#isHeard) return t('place.nobody');
    return this.#suiting(t('place.table.heard'), t('place.side.heard', { side: this.ownSideName }), 'heard');
  }

  /** As `heardBy`, of a shared screen. */
  get seenBy(): string {
    if (this.#attendance.session.moving || !this.#isHeard) return t('place.nobody.sees');
    return this.#suiting(t('place.table.sees'), t('place.side.sees', { side: this.ownSideName }), 'sees');
  }

  /** As `heardBy`, of the microphone. */
  get microphoneHeardBy(): string {
    if (this.#attendance.session.moving) return t('control.heard.moving');
    if (!this.#isHeard) return t('control.heard.nobody');
    return this.#suiting(
      t('control.heard.table'),
      t('control.heard.side', { side: this.ownSideName }),
      'microphone',
    );
  }

  /** All of whom one knows, wherever they are. */
  readonly everyone: TableSide[] = $derived.by(() => {
    const { session, sealed } = this.#attendance;
    return sidesOf({
      sides: sealed.who.sides,
      participants: session.participants,
      you: session.you,
      ownSide: sealed.sideId,
      room: this.id,
      indexOf: (side) => sealed.who.sideIndex(side),
      emblemOf: (side) =>
        sealed.schedule.state.view?.descriptions.find((one) => one.side === side)?.description.emblem ?? '',
      sideOf: (seat) => sealed.who.sideOf(seat),
      order: sealed.table.course.view?.order ?? 'charter',
      turn: sealed.table.course.view?.turn ?? 0,
      unnamed: t('meeting.unnamed'),
      unnamedSide: (number) => t('meeting.side.unnamed', { number }),
    });
  });

  /** Whether somebody may come to the room that one is in. */
  #hasSeat(seat: string): boolean {
    const role = this.#attendance.sealed.who.roleOf(seat);
    return this.circle === null || (role !== null && sidebarOf(role) === this.circle);
  }

  /** Those who have their seats in this room, as they sit. */
  readonly table: TableSide[] = $derived(
    this.everyone
      .filter((side) => this.place !== 'side' || side.yours)
      .map((side) => ({ ...side, seats: side.seats.filter(({ id }) => this.#hasSeat(id)) }))
      .filter((side) => this.circle === null || side.seats.length > 0)
      .map((side) => ({
        ...side,
        seats: centred(side.seats, (seat) => this.#attendance.sealed.who.roleOf(seat)),
      })),
  );

  readonly screens: SharedScreen[] = $derived.by(() =>
    this.table.flatMap((side) =>
      hereOf(side)
        .filter((seat) => !seat.you && seat.participant?.screen === true)
        .map((seat) => ({ seat, side, sitting: this.sittingOf(seat.id, 'screen') })),
    ),
  );

  get shownScreen(): SharedScreen | undefined {
    return this.screens.find((screen) => screen.seat.id === this.chosenScreen) ?? this.screens[0];
  }

  /** How many are in the room. */
  get presentCount(): number {
    return this.#attendance.session.participants.filter((one) => one.room === this.id).length;
  }

  get status(): Status {
    const { linked, media } = this.#attendance.session;
    if (!linked || media === 'silent') return 'recovering';
    if (media === 'flowing') return 'connected';
    return this.#flowed ? 'recovering' : 'connecting';
  }

  sittingOf(seat: string, showing: Occupant['showing']): Sitting | null {
    const { seating, streams } = this.#attendance.session;
    const occupant = seating.find((one) => one.seat === seat && one.showing === showing);
    return occupant === undefined ? null : { slot: occupant.slot, stream: streams[occupant.slot] ?? null };
  }

  isSpeaking(seat: TableSeat): boolean {
    if (seat.you && !this.#attendance.sources.publishing.microphone) return false;
    return seat.participant?.microphone === true && this.#attendance.session.speaking.includes(seat.id);
  }

  /** Of anybody; in the place of a name that one does not know, words that say so. */
  nameOf(seat: string): Named {
    const { sealed, session } = this.#attendance;
    const { card } = sealed.who;
    if (card !== null && seat === session.you) return { name: card.seat.name, side: card.side.name };
    const known = sealed.who.nameOf(seat);
    if (known !== null) return { name: known.name, side: known.sideName };
    const side = sealed.who.sideOf(seat);
    const index = side === null ? 0 : sealed.who.sideIndex(side);
    return { name: t('meeting.unnamed'), side: t('meeting.side.unnamed', { number: index + 1 }) };
  }

  namesOf(seats: readonly string[]): string {
    return seats.map((seat) => this.nameOf(seat).name).join(t('meeting.separator'));
  }
}
