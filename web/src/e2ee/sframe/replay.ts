// At some 150 frames a second of one sender a few seconds: more than any frame may be late.
const WINDOW = 1024;

/** Which of a sender's counters came already. */
export class ReplayWindow {
  /** One above the highest seen. */
  #end = 0n;
  readonly #seen = new Uint8Array(WINDOW);

  /** Whether a counter may still come: it has not, and is not too old to tell. */
  isFresh(counter: bigint): boolean {
    if (counter >= this.#end) return true;
    return counter + BigInt(WINDOW) >= this.#end && this.#seen[slotOf(counter)] === 0;
  }

  /** Notes a counter whose frame was authentic; false where it is not fresh. */
  note(counter: bigint): boolean {
    if (!this.isFresh(counter)) return false;
    if (counter >= this.#end) {
      const passed = counter - this.#end;
      if (passed >= BigInt(WINDOW)) this.#seen.fill(0);
      else for (let at = this.#end; at < counter; at++) this.#seen[slotOf(at)] = 0;
      this.#end = counter + 1n;
    }
    this.#seen[slotOf(counter)] = 1;
    return true;
  }
}

function slotOf(counter: bigint): number {
  return Number(counter % BigInt(WINDOW));
}
