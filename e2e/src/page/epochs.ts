/** A change of keys for media, as the page told it to its worker. */
export interface EpochReading {
  /** 0 is the plenary, 1 the own side's room. */
  context: number;
  /** -1 where the keys were taken away. */
  epoch: number;
  /** By Date.now, which all pages of a machine share. */
  atMs: number;
}

/** All there were, in order. */
export const epochs: EpochReading[] = [];

interface Told {
  type?: unknown;
  context?: unknown;
  epoch?: unknown;
}

/** Listens to what the page tells its worker, and changes nothing of it. */
export function installEpochs(): void {
  const real = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (this: Worker, message: unknown, ...more: unknown[]): void {
    const { type, context, epoch } = (message ?? {}) as Told;
    if (type === 'setEpoch') epochs.push({ context: Number(context), epoch: Number(epoch), atMs: Date.now() });
    if (type === 'dropContext') epochs.push({ context: Number(context), epoch: -1, atMs: Date.now() });
    Reflect.apply(real, this, [message, ...more]);
  } as typeof real;
}
