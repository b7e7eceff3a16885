import type { openKeep } from '../e2ee/device/keep';
import type { Chamber, Context } from '../e2ee/sframe/protocol';
import type {
  Chartered,
  ClientMessage,
  End,
  Entered,
  Kept,
  NotKept,
  Offer,
  Reason,
} from '../signalling/messages';
import type { OpenChannel } from '../signalling/socket';
import type { RoomMessage } from './room-messages';

/** Where a person stands with the meeting. */
export type Phase =
  | { name: 'entering' }
  | { name: 'ready' }
  | { name: 'joining' }
  | { name: 'inside' }
  | { name: 'refused'; reason: Reason | 'cardInvalid' | 'nothingKept' | 'outdated' | 'notTaken' }
  | { name: 'ended'; reason: Exclude<End, 'serverStopping'> | 'left' }
  /** The server holds nothing of it any more, as its sides wished: since when, by its clock. */
  | { name: 'purged'; atMs: number; bothSides: boolean };

/** Which room one is in: the plenary, that of one's side, or one's sidebar. */
export type Place = 'plenary' | 'side' | 'sidebar';

export const CHAMBERS: Record<Place, Chamber> = { plenary: 'plenary', side: 'caucus', sidebar: 'sidebar' };

/** The media connection, as far as a session needs to know it. */
export interface MediaConnection {
  /** Moves all that one sends into a chamber; done when nothing is captured for another any more. */
  enter: (chamber: Chamber) => Promise<void>;
  readonly slots: number;
  readonly streams: readonly MediaStream[];
  offer: (slots: number, restart: boolean) => Promise<Offer>;
  accept: (answer: string) => Promise<void>;
  read: () => Promise<{ received: number; failed: boolean }>;
  close: () => void;
}

/** The secrets of the meeting, as far as a session needs to know them. */
export interface Secrets {
  readonly sideId: string;
  /** Of one's sidebar; empty for who has none. */
  readonly sidebarName: string;
  readonly seatCount: number;
  open: (entered: Entered) => Promise<boolean>;
  chartered: (message: Chartered) => Promise<void>;
  kept: (answer: Kept | NotKept) => void;
  /** Null, or why not; rejects with NothingKept where the browser keeps nothing, with anything else where something failed. */
  takeSeat: () => Promise<'outdated' | null>;
  connected: () => void;
  disconnected: () => void;
  /** Takes what names a room, or is about a line for the public. */
  receive: (message: RoomMessage) => void;
  forget: () => Promise<void>;
  close: () => void;
}

/** What a session works with; a test brings its own. */
export interface Surroundings {
  open: OpenChannel;
  /** What is shown to the server, in the link's place. */
  enterSecret: () => Promise<string>;
  secrets: Secrets;
  connect: (chamber: Chamber) => MediaConnection;
  publishing: () => { microphone: boolean; camera: boolean; screen: boolean };
  nowMs: () => number;
  random: () => number;
}

/** Who somebody is, as the keeper of the side's roster signed it. */
export interface PersonName {
  name: string;
  /** The person's function; may be empty. */
  title: string;
  /** The ministry or agency that the person is of; may be empty. */
  agency: string;
  sideName: string;
}

/** Where keys for media go. */
export interface MediaVault {
  setEpoch: (
    context: Context,
    epoch: bigint,
    baseKey: Uint8Array,
    ownLeaf: number,
    gone: readonly number[],
  ) => void;
  dropContext: (context: Context) => void;
}

/** What a meeting's secrets need of the page around them. */
export interface SealedSurroundings {
  send: (message: ClientMessage) => void;
  media: MediaVault;
  /** Opens what this device keeps of the seat. */
  openKeep: typeof openKeep;
  /** Another page of this browser took the seat. */
  taken: () => void;
  nowMs: () => number;
  random: () => number;
}
