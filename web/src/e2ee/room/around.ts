import type { ClientMessage, ServerMessage } from '../../signalling/messages';
import type { Payload } from '../log/payload';
import type { Seal } from '../log/sealed';
import type { DeviceKeys } from '../mls/group';
import type { AtTable } from './sidebar';

/** A message of the server's that names a room. */
export type RoomMessage = Extract<ServerMessage, { room: string }>;

/** What is wrong in a room, as far as it can be seen from here. */
export interface Alarm {
  what:
    | 'truncated' // The server's log is shorter than it was.
    | 'rewritten' // It has another past than it had.
    | 'refusedCommit' // A change of keys that nobody may make.
    | 'refusedFounding'
    | 'brokenObject' // An object that does not belong where it stands, or that nobody wrote.
    | 'falseKnock' // Somebody asks for entry without the proof of a link.
    | 'falseWelcome'
    | 'lateKeys' // Somebody has gone, and the keys are still the old ones.
    | 'failed'; // A fault of this client's own.
  seq: number;
  why: string;
}

/** An object of the log, in its order. `payload` is null where this version does not know its type. */
export interface Written {
  seq: number;
  seat: string;
  /** Whether it is new to this device, and not read again. */
  fresh: boolean;
  payload: Payload | null;
  seal: Seal;
}

/** As {@link Written}, for whom it is enough that its author was proven. */
export type Read = Omit<Written, 'seal'>;

/** The keys of an epoch, for media. */
export interface MediaKeys {
  epoch: bigint;
  /** RFC 9605, section 5.2. */
  baseKey: Uint8Array;
  ownLeaf: number;
  /** Leaves whose members of the epoch before are out. Others may have them now. */
  gone: readonly number[];
}

/** Oneself, in a room. */
export interface Self {
  meeting: string;
  /** `plenary`, the own side's id, or a sidebar's name. */
  room: string;
  seat: string;
  device: DeviceKeys;
  /** Of one's link, and its generation. */
  invitationKey: Uint8Array;
  generation: number;
  /** From which this room's pre-shared keys are derived: of the meeting, of the side, or of the sidebar. */
  secret: Uint8Array;
}

export interface Surroundings {
  send: (message: ClientMessage) => void;
  /** Keeps the state on this device; done when it is safe. */
  save: (state: Uint8Array) => Promise<void>;
  nowMs: () => number;
  random: () => number;
  /** For a sidebar; null in other rooms. */
  table: AtTable | null;
  /** Puts into what is about to be written what depends on its place in the log. All before it was told as written. */
  finish: (payload: Payload) => Payload;
  /** How long the first in line may take before the next takes over. */
  takeoverMs: number;
  /** After how long a change of keys that is due for who has gone is an alarm. */
  overdueMs: number;
}

export interface Listener {
  /** New keys, or none: then nothing of this room's media may be sent or shown. */
  keys: (keys: MediaKeys | null) => void;
  written: (object: Written) => void;
  changed: () => void;
  /** The whole log is about to be read from its start. */
  restarted: () => void;
}

/** Where one stands with a room's group. */
export type Standing = 'outside' | 'knocking' | 'inside';
