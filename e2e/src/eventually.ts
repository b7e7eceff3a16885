/** How long a condition may take to come true: generous, since it costs time only where something is broken. */
export const PATIENCE_MS = 90_000;
const POLL_MS = 50;

/**
 * Waits until `probe` stops throwing; then gives its value. After the time limit, throws what the last try threw, with what was
 * waited for.
 */
export async function eventually<T>(what: string, probe: () => T | Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  const deadlineMs = performance.now() + patienceMs;
  for (;;) {
    try {
      return await probe();
    } catch (cause) {
      if (performance.now() > deadlineMs) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`after ${patienceMs} ms still not: ${what}\n${why}`, { cause });
      }
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Checks during all of a time that something holds. */
export async function throughout(what: string, forMs: number, probe: () => void | Promise<void>): Promise<void> {
  const endMs = performance.now() + forMs;
  while (performance.now() < endMs) {
    try {
      await probe();
    } catch (cause) {
      throw new Error(`no longer: ${what}\n${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
