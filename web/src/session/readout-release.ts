import type { LineProposal, Meeting } from '../course/built/rules.js';
import type { Charter } from '../e2ee/invitation/charter';
import { slotOf, survey } from './public-page';
import { goodKeys, keyName, type Publicity } from './publicity.svelte';

/** A readout that all sides have agreed on. */
interface Agreed {
  meeting: Meeting;
  readout: LineProposal;
  notBeforeMs: number;
}

/** What is known of a process. */
export interface Known {
  meetings: readonly Meeting[];
  charter: Charter;
}

// Longer spares a server that does not answer; shorter is nearer to the time that was agreed.
const RETRY_MS = 5_000;
// A clock that is set, or a device that slept, is noticed within this.
const LONGEST_MS = 60_000;

/**
 * Releases readouts: at their time from whatever page of a head's is open then, later from the first that is opened. The server gets to know
 * what they say no earlier. Several pages may do so at once, for the very same again changes nothing.
 */
export class ReadoutRelease {
  readonly #process: string;
  readonly #publicity: Publicity;
  readonly #mayRelease: (agreed: { meeting: number; line: number }) => boolean;
  /** Those that are public, or that the server will not take with these keys. */
  readonly #settled = new Set<string>();
  #known: Known | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isLooking = false;
  /** Counts what changed, also while one looks. */
  #changes = 0;
  #hasRead = false;

  /** @param mayRelease whether it is one's own to do */
  constructor(
    process: string,
    publicity: Publicity,
    mayRelease: (agreed: { meeting: number; line: number }) => boolean,
  ) {
    this.#process = process;
    this.#publicity = publicity;
    this.#mayRelease = mayRelease;
  }

  /** @param known as it is now; null where it is not known as a whole */
  look(known: Known | null): void {
    // Under another charter other keys are good.
    if (known?.charter !== this.#known?.charter) this.#settled.clear();
    this.#known = known;
    this.#changes++;
    if (!this.#isLooking) void this.#look();
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    this.#isLooking = true;
    let seen: number;
    do {
      seen = this.#changes;
      // Not in advance: what a page of heads asks for, and when, the server sees.
      if (this.#leftMs() <= 0 || (!this.#hasRead && this.#leftMs() < Infinity))
        await this.#releaseWhatIsDue();
    } while (seen !== this.#changes);
    this.#isLooking = false;
    const leftMs = this.#leftMs();
    if (leftMs === Infinity) return;
    this.#timer = setTimeout(() => void this.#look(), leftMs > 0 ? Math.min(leftMs, LONGEST_MS) : RETRY_MS);
  }

  /** Until the next is due; infinite where none is to come. */
  #leftMs(): number {
    return Math.min(...this.#pending().map((one) => one.notBeforeMs)) - this.#publicity.serverMs;
  }

  #pending(): readonly Agreed[] {
    if (this.#known === null || !this.#publicity.isLinked) return [];
    return this.#known.meetings.flatMap((meeting) => {
      const { inForce: readout, isOutdated } = meeting.readout;
      if (readout?.line.type !== 'readout' || isOutdated || this.#settled.has(nameOf(readout))) return [];
      const isOwn = this.#mayRelease({ meeting: meeting.id, line: readout.seq });
      return isOwn ? [{ meeting, readout, notBeforeMs: readout.line.notBeforeMs }] : [];
    });
  }

  async #releaseWhatIsDue(): Promise<void> {
    // It tells the server's time as well, before which nothing is handed over.
    await this.#publicity.read();
    const { shown } = this.#publicity;
    if (shown === null) return;
    this.#hasRead = true;
    for (const { meeting, readout, notBeforeMs } of this.#pending()) {
      if (this.#publicity.serverMs < notBeforeMs || this.#known === null) continue;
      const { charter } = this.#known;
      const found = await survey(this.#process, [meeting], shown);
      const isShown = found.shown.get(slotOf(meeting.id, readout.line.type)) === readout.seq;
      const good = await goodKeys(this.#process, [meeting], charter);
      const areGood = charter.sides.every(({ id }) => good.has(keyName(readout.seq, id)));
      if (isShown || !areGood || (await this.#release(meeting, readout))) this.#settled.add(nameOf(readout));
    }
  }

  /** Whether there is no use in trying once more. */
  async #release(meeting: Meeting, readout: LineProposal): Promise<boolean> {
    switch (await this.#publicity.publish(meeting, readout)) {
      case 'done':
      case 'stale':
      case 'tooMany':
      case 'tooManyShutOut':
      case 'lineInvalid':
      case 'keysInvalid':
      case 'notEntitled':
        return true;
      case 'tooEarly':
      case 'tooFast':
      case 'notSure':
      case 'unlinked':
        return false;
    }
  }
}

/** With its keys: by others it may be taken after all. */
function nameOf({ seq, keys }: LineProposal): string {
  return [seq, ...keys.map((key) => key.signature)].join(' ');
}
