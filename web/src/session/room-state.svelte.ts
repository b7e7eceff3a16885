import type { Alarm, Standing, Written } from '../e2ee/room/around';
import type { Waiting } from '../e2ee/room/doorway';
import type { KeyedRoom } from '../e2ee/room/keyed-room';
import type { Place } from './surroundings';

/** A line of a room's chat. */
export interface ChatLine {
  seq: number;
  seat: string;
  text: string;
  /** The author's clock. */
  atMs: number;
  /** Whether it came while this device was there, and was not read again. */
  fresh: boolean;
}

/** Somebody in a room's group. */
export interface KeyHolder {
  seat: string;
  leaf: number;
  deviceKey: Uint8Array;
}

/** What a page shows of a keyed room; follows it. */
export class RoomState {
  standing = $state<Standing>('outside');
  members = $state.raw<readonly KeyHolder[]>([]);
  /** Who waits for one's own yes. */
  waiting = $state.raw<readonly Waiting[]>([]);
  chat = $state.raw<readonly ChatLine[]>([]);
  alarms = $state.raw<readonly Alarm[]>([]);
  epoch = $state(-1);
  /** How often the group was founded; more than once after nobody was left, or after its keys could not be followed. */
  generation = $state(0);
  /** Objects of a time whose keys one was not given. */
  unreadable = $state(0);

  written({ seq, seat, fresh, payload }: Written): void {
    if (payload?.type !== 'chat') return;
    this.chat = [...this.chat, { seq, seat, text: payload.text, atMs: payload.atMs, fresh }];
  }

  show(room: KeyedRoom): void {
    this.standing = room.standing;
    this.members = room.members();
    this.waiting = room.waiting();
    this.alarms = [...room.alarms];
    this.epoch = room.epoch;
    this.generation = room.generation;
    this.unreadable = room.unreadable;
  }
}

/** Of the room at a place. */
export function stateOf(
  sealed: Record<'plenary' | 'side', RoomState> & { sidebar: { state: RoomState } },
  place: Place,
): RoomState {
  return place === 'sidebar' ? sealed.sidebar.state : sealed[place];
}
