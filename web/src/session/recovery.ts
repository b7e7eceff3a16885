import type { Verdict } from '../rtc/watchdog';

const FIRST_WAIT_MS = 200;
// A server that restarts is back within seconds: lower finds it sooner, higher spares a server that all come back to at once.
const LONGEST_EARLY_WAIT_MS = 1000;
// After that it is no restart. Browsers themselves slow down a page that fails to connect many times.
const LONGEST_LATE_WAIT_MS = 4000;
const EARLY_ATTEMPTS = 20;

/**
 * How long to wait before the next try to reach the server.
 *
 * @param attempt 0 for the first
 * @param random 0 to 1: spreads the tries of many who lost the server in the same moment
 */
export function backoffMs(attempt: number, random: number): number {
  const longest = attempt < EARLY_ATTEMPTS ? LONGEST_EARLY_WAIT_MS : LONGEST_LATE_WAIT_MS;
  const wait = Math.min(longest, FIRST_WAIT_MS * 2 ** Math.min(attempt, 10));
  return wait * (0.5 + random / 2);
}

// Shorter gets past a network that swallows the attempt sooner; longer bears a server that has just started and is slow to answer.
const FIRST_PATIENCE_MS = 3000;
const LATER_PATIENCE_MS = 8000;
const QUICK_ATTEMPTS = 4;

/** How long to wait for the server to answer a try. */
export function patienceMs(attempt: number): number {
  return attempt < QUICK_ATTEMPTS ? FIRST_PATIENCE_MS : LATER_PATIENCE_MS;
}

// An answer and the first packets take some round trips: lower tries again in vain, higher leaves a person in silence longer.
const ATTEMPT_MS = 2500;
const RESTARTS_BEFORE_JOINING_ANEW = 2;

export type Step = 'none' | 'restart' | 'joinAnew';

/** What to do about media that stopped: first look for another way to the server, then start from nothing. */
export class MediaRecovery {
  #restarts = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  next(nowMs: number, verdict: Verdict): Step {
    if (verdict !== 'silent') {
      if (verdict === 'flowing') this.#restarts = 0;
      return 'none';
    }
    if (nowMs - this.#lastMs < ATTEMPT_MS) return 'none';
    this.#lastMs = nowMs;
    if (this.#restarts < RESTARTS_BEFORE_JOINING_ANEW) {
      this.#restarts++;
      return 'restart';
    }
    this.#restarts = 0;
    return 'joinAnew';
  }
}
