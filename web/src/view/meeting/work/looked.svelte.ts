import { untrack } from 'svelte';
import { keep, recall } from '../../../kept';

/** Something that one looks at. */
export interface Thing {
  id: number | string;
  /** Rises with each change that one would want to see. */
  version: number;
}

/** What there was of a tab's things when one looked, on this device. */
type Seen = ReadonlyMap<string, number>;

// As many as the rules, and the server, take of any of them. Older ones are new again.
const MAX_SEEN = 1_000;

/** How far one has looked at what a tab shows. */
export class Looked {
  readonly #key: string;
  #seen = $state.raw<Seen>(new Map());
  /** When this look began: what is marked stays so until the next. Null where it is the first of all. */
  #before = $state.raw<Seen | null>(null);
  #hasLooked: boolean;

  /** @param of the tab, the meeting and the seat, by which the device keeps it */
  constructor(...of: readonly string[]) {
    this.#key = ['parley.looked', ...of].join('.');
    const kept = seenOf(recall(this.#key));
    this.#seen = kept ?? new Map();
    this.#before = kept;
    this.#hasLooked = kept !== null;
  }

  /** Whether nobody has looked here yet. */
  get isFirst(): boolean {
    return this.#before === null;
  }

  /** How many of them are not as one has seen them. */
  unseen(things: readonly Thing[]): number {
    return things.filter((thing) => isNewer(this.#seen, thing)).length;
  }

  /** Whether it was not so before this look. */
  isNew(thing: Thing): boolean {
    return this.#before === null || isNewer(this.#before, thing);
  }

  /** Up to which version one had seen it before this look; null for what was not there. */
  before(id: Thing['id']): number | null {
    return this.#before?.get(String(id)) ?? null;
  }

  /** Another look begins. */
  begin(): void {
    if (this.#hasLooked) this.#before = untrack(() => this.#seen);
  }

  /** They are seen as they are now. */
  look(things: readonly Thing[]): void {
    const known = untrack(() => this.#seen);
    const news = things.filter((thing) => isNewer(known, thing));
    if (news.length === 0 && this.#hasLooked) return;
    this.#hasLooked = true;
    const seen = new Map(known);
    for (const { id, version } of news) {
      seen.delete(String(id));
      seen.set(String(id), version);
    }
    this.#seen = new Map([...seen].slice(-MAX_SEEN));
    keep(this.#key, JSON.stringify([...this.#seen]));
  }
}

function isNewer(seen: Seen, { id, version }: Thing): boolean {
  return version > (seen.get(String(id)) ?? -1);
}

/** Null where nothing was kept, or what is no such thing. */
function seenOf(kept: string): Seen | null {
  try {
    const read = kept === '' ? null : (JSON.parse(kept) as unknown);
    if (!Array.isArray(read)) return null;
    const pairs = read.filter(
      (one): one is [string, number] =>
        Array.isArray(one) && typeof one[0] === 'string' && typeof one[1] === 'number',
    );
    return new Map(pairs);
  } catch {
    return null;
  }
}
