/** Does one thing after the other: each sees what the one before it made. A thing that fails is told, and the next one done. */
export class Serial {
  readonly #failed: (why: string) => void;
  readonly #done: () => void;
  #queue: Promise<void> = Promise.resolve();
  #closed = false;

  /** @param done called behind each, whether it failed or not */
  constructor(failed: (why: string) => void, done: () => void) {
    this.#failed = failed;
    this.#done = done;
  }

  run(task: () => unknown): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#closed) return;
      try {
        await task();
      } catch (fault) {
        this.#failed(fault instanceof Error ? fault.message : String(fault));
      }
      this.#done();
    });
  }

  /** Resolves when all that was asked so far is done, and what that asked for. */
  async settled(): Promise<void> {
    let queue;
    do {
      queue = this.#queue;
      await queue;
    } while (queue !== this.#queue);
  }

  /** What was asked and has not begun is not done any more. */
  close(): void {
    this.#closed = true;
  }
}
