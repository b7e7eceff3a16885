/** What a look at the connection's counters shows. */
export interface Reading {
  /** Grows with every packet received, of whatever kind. */
  received: number;
  /** Whether the browser itself has given the connection up for now. */
  failed: boolean;
  /** Whether something should be coming: someone sends, or the server answers what we send. */
  expected: boolean;
}

export type Verdict = 'connecting' | 'flowing' | 'silent';

// Lower notices a changed network sooner; higher forgives a hiccup. The browser itself takes about seven seconds.
const SILENCE_MS = 1500;
// The first packet needs the checks and the handshake before it.
const FIRST_SILENCE_MS = 6000;
// A gap this long between two looks is the device's sleep, not the network's silence.
const SLEEP_MS = 5000;

/** Notices that nothing comes any more: a browser raises no event for a changed address before its own long wait is over. */
export class Watchdog {
  #received: number | null = null;
  #flowed = false;
  #grownMs: number | null = null;
  #lookedMs = 0;

  look(nowMs: number, reading: Reading): Verdict {
    const slept = nowMs - this.#lookedMs > SLEEP_MS;
    this.#lookedMs = nowMs;
    const first = this.#received === null;
    const grown = !first && reading.received !== this.#received;
    this.#received = reading.received;
    if (grown || slept || this.#grownMs === null) this.#grownMs = nowMs;
    if (grown) this.#flowed = true;
    if (reading.failed) return 'silent';
    const limitMs = this.#flowed ? SILENCE_MS : FIRST_SILENCE_MS;
    if (reading.expected && nowMs - this.#grownMs >= limitMs) return 'silent';
    if (!reading.expected) this.#grownMs = nowMs;
    return this.#flowed ? 'flowing' : 'connecting';
  }
}
