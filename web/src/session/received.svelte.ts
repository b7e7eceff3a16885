import { contextOf, type DropReason, type Due, type FramesReport } from '../e2ee/sframe/protocol';
import type { SealedMeeting } from './sealed-meeting.svelte';
import type { Session } from './session.svelte';
import { stateOf } from './room-state.svelte';
import { CHAMBERS } from './surroundings';

/** Frames of somebody's that could not be opened, and were not shown. */
export interface Unopened {
  /** Since the page was opened. */
  frames: number;
  /** Whether there are such just now, and none that open. */
  now: boolean;
  /** Of the newest. */
  reason: DropReason;
}

interface Expecting {
  expect: (slot: number, due: Due | null) => void;
  onreport: (report: FramesReport) => void;
  onfailed: () => void;
}

interface SlotCount {
  opened: number;
  dropped: number;
}

// Keys change in moments: a frame or two that comes too early or too late is nobody's fault.
const HALF_SECONDS_BEFORE_SHOWN = 3;

/** Tells the decryption whose frames are due where, and people whose frames did not open. */
export class Received {
  /** By seat. */
  unopened = $state.raw<ReadonlyMap<string, Unopened>>(new Map());
  /** Whether there is no encryption of sound and picture any more, and so neither of them. */
  failed = $state(false);

  readonly #frames: Expecting;
  readonly #session: Session;
  readonly #sealed: SealedMeeting;
  readonly #told = new Map<number, string>();
  readonly #counts = new Map<number, SlotCount>();
  readonly #failing = new Map<number, number>();

  constructor(frames: Expecting, session: Session, sealed: SealedMeeting) {
    this.#frames = frames;
    this.#session = session;
    this.#sealed = sealed;
    frames.onreport = (report) => {
      this.#report(report);
    };
    frames.onfailed = () => {
      this.failed = true;
    };
  }

  /** To be called when it changes who sits where, or who is in the groups: an effect sees to it. */
  expect(): void {
    const { seating, streams, place } = this.#session;
    const { members } = stateOf(this.#sealed, place);
    const slots = Math.max(streams.length, ...seating.map((one) => one.slot + 1), 0);
    for (let slot = 0; slot < slots; slot++) {
      const occupant = seating.find((one) => one.slot === slot);
      const leaf = members.find((member) => member.seat === occupant?.seat)?.leaf;
      const due: Due | null =
        occupant === undefined || leaf === undefined
          ? null
          : {
              context: contextOf(CHAMBERS[place]),
              leaf,
              kinds:
                occupant.showing === 'screen'
                  ? { audio: null, video: 'screen' }
                  : { audio: 'microphone', video: 'camera' },
            };
      const text = JSON.stringify(due);
      if (this.#told.get(slot) === text) continue;
      this.#told.set(slot, text);
      this.#frames.expect(slot, due);
    }
  }

  #report(report: FramesReport): void {
    const unopened = new Map(this.unopened);
    for (const { slot, opened, dropped } of report.slots) {
      // A frame that came before is no loss: browsers send some twice, to find out how much a line bears.
      const all = Object.values({ ...dropped, replayed: 0 }).reduce((sum, count) => sum + count, 0);
      const before = this.#counts.get(slot) ?? { opened: 0, dropped: 0 };
      this.#counts.set(slot, { opened, dropped: all });
      const more = all - before.dropped;
      const failing = more > 0 && opened === before.opened ? (this.#failing.get(slot) ?? 0) + 1 : 0;
      this.#failing.set(slot, failing);
      const seat = this.#session.seating.find((one) => one.slot === slot)?.seat;
      if (seat === undefined) continue;
      const known = unopened.get(seat);
      if (more === 0 && known?.now !== true) continue;
      unopened.set(seat, {
        frames: (known?.frames ?? 0) + more,
        now: failing >= HALF_SECONDS_BEFORE_SHOWN,
        reason: more > 0 ? likeliest(dropped) : (known?.reason ?? 'noKey'),
      });
    }
    this.unopened = unopened;
  }
}

function likeliest(dropped: Record<DropReason, number>): DropReason {
  const counts = Object.entries({ ...dropped, replayed: 0 }) as [DropReason, number][];
  const [first] = counts.sort((one, other) => other[1] - one[1]);
  return first?.[0] ?? 'noKey';
}
