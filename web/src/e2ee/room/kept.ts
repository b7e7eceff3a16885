import { Reader, Writer } from '../bytes';
import { Group, type Checks } from '../mls/group';
import type { Devices } from './devices';
import { decodeKnowledge, encodeKnowledge, type Knowledge } from './state';

/** A commit of one's own that was sent, or is about to be. */
export interface KeptCommit {
  seq: number;
  epoch: number;
  bytes: Uint8Array;
  added: readonly string[];
  removed: readonly string[];
  next: Group;
  devices: Devices;
  /** The version of the charter that it goes by. */
  charter: number;
}

/** A room's state as it is kept on a device. */
export interface Kept {
  knowledge: Knowledge;
  group: Group | null;
  /** Else a commit that arrived while the page went away could not be followed: nobody can process one's own. */
  pending: KeptCommit | null;
}

const VERSION = 1;

export function encodeKept({ knowledge, group, pending }: Kept): Uint8Array<ArrayBuffer> {
  const writer = new Writer().u8(VERSION);
  part(writer, encodeKnowledge(knowledge));
  part(writer, group === null ? new Uint8Array(0) : group.encode());
  if (pending === null) return writer.u8(0).bytes();
  writer.u8(1).u32(pending.seq).u64(BigInt(pending.epoch)).u32(pending.charter);
  part(writer, pending.bytes);
  part(writer, pending.next.encode());
  part(writer, encodeKnowledge({ ...knowledge, devices: pending.devices }));
  seats(writer, pending.added);
  seats(writer, pending.removed);
  return writer.bytes();
}

/** Null where it is of another version, or damaged. */
export function decodeKept(bytes: Uint8Array, checks: Checks): Kept | null {
  const reader = new Reader(bytes);
  if (reader.u8() !== VERSION) return null;
  const knowledge = decodeKnowledge(takePart(reader));
  if (knowledge === null) return null;
  const encoded = takePart(reader);
  const group = encoded.length === 0 ? null : Group.decode(encoded, checks);
  if (encoded.length > 0 && group === null) return null;
  return { knowledge, group, pending: reader.u8() === 1 ? pendingOf(reader, checks) : null };
}

function pendingOf(reader: Reader, checks: Checks): KeptCommit | null {
  const seq = reader.u32();
  const epoch = reader.u64();
  const charter = reader.u32();
  const bytes = takePart(reader);
  const next = Group.decode(takePart(reader), checks);
  const devices = decodeKnowledge(takePart(reader))?.devices;
  if (seq === null || epoch === null || charter === null || next === null || devices === undefined)
    return null;
  const added = takeSeats(reader);
  const removed = takeSeats(reader);
  return { seq, epoch: Number(epoch), charter, bytes, added, removed, next, devices };
}

function part(writer: Writer, bytes: Uint8Array): void {
  writer.u32(bytes.length).put(bytes);
}

function takePart(reader: Reader): Uint8Array {
  return reader.take(reader.u32() ?? 0) ?? new Uint8Array(0);
}

function seats(writer: Writer, list: readonly string[]): void {
  part(writer, new TextEncoder().encode(list.join(' ')));
}

function takeSeats(reader: Reader): string[] {
  return new TextDecoder().decode(takePart(reader)).split(' ').filter(Boolean);
}
