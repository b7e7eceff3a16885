import { sha256 } from '@noble/hashes/sha2.js';
import { concat, encodeBase64Url, utf8 } from '../bytes';
import type { Link } from '../log/payload';
import { messageOf, type Seal } from '../log/sealed';
import { PLENARY } from '../room/rules';

/** An object of the plenary's log that is an entry of the record. */
export interface RecordEntry {
  seat: string;
  seq: number;
  seal: Seal;
  /** Whether a print leaves out who wrote it: an item under the Chatham House Rule was dealt with. */
  unattributed: boolean;
}

/** By what a device's entries are known as those of a seat. */
export type Credential = Pick<Link, 'device' | 'generation' | 'proof'>;

/** Behind no entry. */
export function recordBeginning(meeting: string): Uint8Array {
  return sha256(utf8(`parley record\0${meeting}`));
}

/** Behind the next one. By a hash that needs no waiting, since the rules take entries without. */
export function recordLinked(previous: Uint8Array, message: Uint8Array, signature: Uint8Array): Uint8Array {
  return sha256(concat(previous, message, signature));
}

/** The record of a meeting, entry by entry (docs/record.md). */
export class RecordChain {
  readonly #meeting: string;
  #entries: RecordEntry[] = [];
  #hash: Uint8Array;

  constructor(meeting: string) {
    this.#meeting = meeting;
    this.#hash = recordBeginning(meeting);
  }

  get entries(): readonly RecordEntry[] {
    return this.#entries;
  }

  restarted(): void {
    this.#entries = [];
    this.#hash = recordBeginning(this.#meeting);
  }

  /** What makes the next object an entry. */
  next(credential: Credential): Link {
    return { n: this.#entries.length, previous: encodeBase64Url(this.#hash), ...credential };
  }

  /** Whether an object says the place that is the next one. */
  fits(link: Link | null): boolean {
    return link !== null && link.n === this.#entries.length && link.previous === encodeBase64Url(this.#hash);
  }

  add(entry: RecordEntry): void {
    const { seat, seq, seal } = entry;
    const place = { meeting: this.#meeting, room: PLENARY, seq, previous: seal.previous };
    this.#hash = recordLinked(this.#hash, messageOf(place, seal.header, seat, seal.text), seal.signature);
    this.#entries.push(entry);
  }
}
