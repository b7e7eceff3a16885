import type { Attendance } from '../../session/attendance.svelte';
import type { Occupant } from '../../signalling/messages';
import type { Named } from './announcer.svelte';
import { tableOf, type TableSeat, type TableSide } from './table';

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

/** The meeting as it is seen from one's seat. */
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

  readonly table: TableSide[] = $derived.by(() => {
    const { meeting, participants, you } = this.#attendance.session;
    return meeting === null ? [] : tableOf(meeting, participants, you);
  });

  readonly screens: SharedScreen[] = $derived.by(() =>
    this.table.flatMap((side) =>
      side.seats
        .filter((seat) => !seat.you && seat.participant?.screen === true)
        .map((seat) => ({ seat, side, sitting: this.sittingOf(seat.id, 'screen') })),
    ),
  );

  get shownScreen(): SharedScreen | undefined {
    return this.screens.find((screen) => screen.seat.id === this.chosenScreen) ?? this.screens[0];
  }

  get presentCount(): number {
    return this.#attendance.session.participants.length;
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

  nameOf(id: string): Named | null {
    for (const side of this.table) {
      const seat = side.seats.find((one) => one.id === id);
      if (seat !== undefined) return { name: seat.name, side: side.name };
    }
    return null;
  }
}
