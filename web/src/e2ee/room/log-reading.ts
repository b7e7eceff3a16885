import { equal } from '../bytes';
import { beginning, linked, type EntryKind } from '../log/chain';

/**
 * How far a room's log was read on this page, entry by entry, with the hash that binds all of them. What one knew of the log before,
 * from an earlier page or from somebody's handover, is held against what the server gives.
 */
export class LogReading {
  /** The server's next place, as far as it told. */
  head = 0;
  readonly #meeting: string;
  readonly #room: string;
  #at = 0;
  #changes = 0;
  #hash = new Uint8Array(0);
  /** Behind each entry. */
  readonly #hashes: Uint8Array[] = [];
  /** What is known from before, by the number of entries behind which it stands. */
  readonly #checkpoints = new Map<number, Uint8Array>();
  #known = 0;

  constructor(meeting: string, room: string) {
    this.#meeting = meeting;
    this.#room = room;
  }

  /** How many entries were read: the place of the next one. */
  get at(): number {
    return this.#at;
  }

  /** How many entries there are at least. */
  get known(): number {
    return Math.max(this.#known, this.#at);
  }

  /** How many of them changed the group's keys, or were to. */
  get changes(): number {
    return this.#changes;
  }

  /** The hash behind the entries that were read. */
  async hash(): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#hash.length === 0) this.#hash = await beginning(this.#meeting, this.#room);
    return this.#hash;
  }

  /** The hash behind so many entries; undefined where they were not read on this page. */
  hashBehind(count: number): Uint8Array | undefined {
    return this.#hashes[count - 1];
  }

  /** The server's log must have so many entries, and this hash behind them; an empty one is not known. */
  expect(count: number, hash: Uint8Array): void {
    this.#known = Math.max(this.#known, count);
    if (hash.length > 0) this.#checkpoints.set(count, hash);
  }

  /** Reads the next entry; false where the log is not the one that was known before. */
  async read(kind: EntryKind, seat: string, bytes: Uint8Array): Promise<boolean> {
    this.#hash = await linked(await this.hash(), kind, seat, bytes);
    this.#hashes[this.#at++] = this.#hash;
    if (kind !== 'object') this.#changes++;
    this.head = Math.max(this.head, this.#at);
    const expected = this.#checkpoints.get(this.#at);
    this.#checkpoints.delete(this.#at);
    return expected === undefined || equal(expected, this.#hash);
  }

  /** Begins at the start again; what was read must come again. */
  restart(): void {
    this.expect(this.#at, this.#hash);
    this.#at = 0;
    this.#changes = 0;
    this.#hash = new Uint8Array(0);
    this.#hashes.length = 0;
  }
}
