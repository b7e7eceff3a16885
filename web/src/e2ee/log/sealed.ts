import { concat, fromUtf8, Reader, utf8, Writer } from '../bytes';
import { openBox, sealBox, sign, verify } from '../crypto';

/** A stretch of a room's log that is sealed under one key. A new one begins with each founding and with each removal. */
export interface Era {
  generation: number;
  /** The epoch with which it began. */
  epoch: number;
  /** The first place in the log that is sealed under it. */
  begin: number;
  /** 32 bytes, AES-256; none in a {@link gapAt}. */
  key: Uint8Array;
}

const NO_EPOCH = -1;

/** Stands in a list of eras where from a place on others may have begun, which one was not given. Nothing opens there. */
export function gapAt(generation: number, begin: number): Era {
  return { generation, epoch: NO_EPOCH, begin, key: new Uint8Array(0) };
}

export function isGap(era: Era): boolean {
  return era.epoch === NO_EPOCH;
}

/** The era of a place in the log, of those that one knows. */
export function eraAt(eras: readonly Era[], seq: number): Era | undefined {
  let found: Era | undefined;
  for (const era of eras) if (era.begin <= seq && era.begin >= (found?.begin ?? 0)) found = era;
  return found;
}

/** Where in a room's log an object stands. It opens there alone: moved, doubled or behind a gap it does not. */
export interface Place {
  meeting: string;
  room: string;
  seq: number;
  /** The chain's hash before it. */
  previous: Uint8Array;
}

/** Who wrote an object: a seat's device, by its signature key pair. */
export interface Author {
  seat: string;
  privateKey: Uint8Array;
}

/** An object as its author signed it: with it anybody can be shown who wrote it, and where. */
export interface Seal {
  /** The chain's hash before it. */
  previous: Uint8Array;
  /** Of the object: version, generation and epoch. */
  header: Uint8Array;
  text: string;
  signature: Uint8Array;
  /** The public one, that the signature is by. */
  key: Uint8Array;
}

/** `unreadable`: of an era that one was not given. `broken`: not what its author wrote for this place. */
export type Opened = { seal: Seal } | 'unreadable' | 'broken';

const VERSION = 1;
// Larger hides a text's length better; smaller saves disk.
const PADDED_TO_BYTES = 256;
export const MAX_PAYLOAD_BYTES = 60 * 1024;

/**
 * Seals a payload for its place: version(1) ‖ generation(4) ‖ epoch(8) ‖ box, where the box is AES-256-GCM over
 * signature(64) ‖ length(4) ‖ payload ‖ zeros, bound to version, era and place.
 */
export async function sealObject(
  place: Place,
  era: Era,
  author: Author,
  payload: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const text = utf8(payload);
  if (text.length > MAX_PAYLOAD_BYTES) throw new Error('the payload of an object is too large');
  const header = new Writer().u8(VERSION).u32(era.generation).u64(BigInt(era.epoch)).bytes();
  const bound = binding(place, header, author.seat);
  const signature = await sign(author.privateKey, concat(bound, text));
  const inner = concat(signature, new Writer().u32(text.length).bytes(), text);
  const padded = new Uint8Array(Math.ceil(inner.length / PADDED_TO_BYTES) * PADDED_TO_BYTES);
  padded.set(inner);
  return concat(header, await sealBox(era.key, bound, padded));
}

/**
 * Opens an object in the place where it was found.
 *
 * @param seat whose it is, as the server says
 * @param eras all that one knows
 * @param deviceKeys of the seat: those that may write there
 */
export async function openObject(
  place: Place,
  seat: string,
  bytes: Uint8Array,
  eras: readonly Era[],
  deviceKeys: readonly Uint8Array[],
): Promise<Opened> {
  const reader = new Reader(bytes);
  const version = reader.u8();
  const generation = reader.u32();
  const epoch = reader.u64();
  if (version !== VERSION || generation === null || epoch === null || epoch > Number.MAX_SAFE_INTEGER)
    return 'broken';
  const era = eras.find((one) => one.generation === generation && one.epoch === Number(epoch));
  const here = eraAt(eras, place.seq);
  if (era === undefined || (here !== undefined && isGap(here))) return 'unreadable';
  // Of an era that is over those have the key, too, who were removed at its end.
  if (era !== here) return 'broken';
  const header = bytes.slice(0, bytes.length - reader.left);
  const bound = binding(place, header, seat);
  const inner = await openBox(era.key, bound, reader.rest());
  if (inner === null) return 'broken';
  const content = new Reader(inner);
  const signature = content.take(64);
  const length = content.u32();
  const written = length === null ? null : content.take(length);
  if (signature === null || written === null || content.rest().some((byte) => byte !== 0)) return 'broken';
  const signed = concat(bound, written);
  for (const key of deviceKeys) {
    if (await verify(key, signed, signature)) {
      const text = fromUtf8(written);
      return text === null ? 'broken' : { seal: { previous: place.previous, header, text, signature, key } };
    }
  }
  return 'broken';
}

/** What the author of an object signs. */
export function messageOf(
  place: Place,
  header: Uint8Array,
  seat: string,
  text: string,
): Uint8Array<ArrayBuffer> {
  return concat(binding(place, header, seat), utf8(text));
}

function binding(place: Place, header: Uint8Array, seat: string): Uint8Array<ArrayBuffer> {
  const where = utf8(`parley object\0${place.meeting}\0${place.room}\0${seat}\0`);
  return concat(where, new Writer().u64(BigInt(place.seq)).bytes(), place.previous, header);
}
