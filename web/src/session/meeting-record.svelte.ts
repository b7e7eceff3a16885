import type { Bytes } from '../e2ee/crypto';
import type { Link } from '../e2ee/log/payload';
import { RecordChain, type Credential, type RecordEntry } from '../e2ee/record/chain';
import type { RecordFile, RecordToSeal } from '../e2ee/record/file';

/** The record as this client keeps it, for whoever shows it: what the rules took, and everybody has to be able to prove later. */
export class MeetingRecord {
  /** Null before the seat was taken on this device: then nothing is written. */
  credential: Credential | null = null;
  readonly #meeting: string;
  readonly #chain: RecordChain;
  /** How many entries there are, which the chain does not tell by itself. */
  #count = $state(0);

  constructor(meeting: string) {
    this.#meeting = meeting;
    this.#chain = new RecordChain(meeting);
  }

  get entries(): readonly RecordEntry[] {
    return this.#count === 0 ? [] : this.#chain.entries;
  }

  get count(): number {
    return this.#count;
  }

  restarted(): void {
    this.#chain.restarted();
    this.#count = 0;
  }

  /** What makes the next object an entry; null where one cannot write any. */
  next(): Link | null {
    return this.credential === null ? null : this.#chain.next(this.credential);
  }

  fits(link: Link | null): boolean {
    return this.#chain.fits(link);
  }

  /** To be taken home. */
  written(organiser: Bytes, papers: Pick<RecordFile, 'charter' | 'roster' | 'texts'>): RecordToSeal {
    return { meeting: this.#meeting, organiser, ...papers, entries: this.entries };
  }

  add(entry: RecordEntry): void {
    this.#chain.add(entry);
    this.#count = this.#chain.entries.length;
  }
}
