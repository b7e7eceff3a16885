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

  /** Seals the next one. What cannot be sealed never will be: it is given up, and keeps nothing waiting. */
  async seal(seal: (payload: Payload) => Promise<Uint8Array>): Promise<Uint8Array | null> {
    for (let { next } = this; next !== undefined; { next } = this) {
      const bytes = await seal(next.payload).catch(() => null);
      if (bytes !== null) return bytes;
      next.settle(false);
    }
    return null;
  }

  /** Nothing more is written. */
  close(): void {
    for (const { settle } of [...this.#waiting]) settle(false);
  }
}
