// Lower spreads those who take over less; higher makes the last of them later.
const JITTER = 0.3;

/** Waits for those who are first in line, and acts if none of them did. */
export class Turn {
  readonly #takeoverMs: number;
  readonly #random: () => number;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param takeoverMs how long each in line may take before the next takes over */
  constructor(takeoverMs: number, random: () => number) {
    this.#takeoverMs = takeoverMs;
    this.#random = random;
  }

  /** @param place in the line, 0 for the first; one who waits already goes on waiting */
  wait(place: number, act: () => void): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        act();
      },
      place * this.#takeoverMs * (1 + JITTER * this.#random()),
    );
  }

  /** Waits a turn for as long as something holds, then acts. */
  waitWhile(holds: boolean, act: () => void): void {
    if (holds) this.wait(1, act);
    else this.cancel();
  }

  /** There is nothing to do any more. */
  cancel(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
