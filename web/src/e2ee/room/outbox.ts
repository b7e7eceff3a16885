import type { Payload } from '../log/payload';

interface Waiting {
  readonly payload: Payload;
  /** Tells the author whether it was written, and lets the next one come. */
  readonly settle: (written: boolean) => void;
}

/** Objects that wait to be written, one after the other. */
export class Outbox {
  readonly #waiting: Waiting[] = [];

  get next(): Waiting | undefined {
    return this.#waiting[0];
  }

  put(payload: Payload): Promise<boolean> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        payload,
        settle: (written) => {
          this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
          resolve(written);
        },
      };
      this.#waiting.push(waiting);
    });
  }

  /** Nothing more is written. */
  close(): void {
    for (const { settle } of [...this.#waiting]) settle(false);
  }
}
