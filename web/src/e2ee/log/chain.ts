import { concat, utf8 } from '../bytes';
import { sha256 } from '../crypto';

/** What an entry of a room's log is: the start of a group, a change of its keys, or a sealed object. */
export type EntryKind = 'founding' | 'commit' | 'object';

const KIND_BYTES: Record<EntryKind, number> = { founding: 0, commit: 1, object: 2 };

/** The hash on which a room's first entry builds. */
export function beginning(meeting: string, room: string): Promise<Uint8Array<ArrayBuffer>> {
  return sha256(utf8(`parley log\0${meeting}\0${room}`));
}

/** The hash behind an entry: of all before it, and of the entry as the server gave it. */
export function linked(
  previous: Uint8Array,
  kind: EntryKind,
  seat: string,
  bytes: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  return sha256(concat(previous, Uint8Array.of(KIND_BYTES[kind]), utf8(seat), Uint8Array.of(0), bytes));
}
