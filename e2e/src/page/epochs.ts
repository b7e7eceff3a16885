/** A change of keys for media, as the page told it to its worker. */
export interface EpochReading {
  /** 0 is the plenary, 1 the own side's room. */
  context: number;
  /** -1 where the keys were taken away. */
  epoch: number;
  /** One's own, under which one's frames are told from others'. */
  leaf: number;
  /** By Date.now, which all pages of a machine share. */
  atMs: number;
}

/** All there were, in order. */
export const epochs: EpochReading[] = [];

interface Told {
  type?: unknown;
  context?: unknown;
  epoch?: unknown;
  ownLeaf?: unknown;
}

/** Listens to what the page tells its worker, and changes nothing of it. */
export function installEpochs(): void {
  const real = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (this: Worker, message: unknown, ...more: unknown[]): void {
    const { type, context, epoch, ownLeaf } = (message ?? {}) as Told;
    const note = (number: number, leaf: number): number =>
      epochs.push({ context: Number(context), epoch: number, leaf, atMs: Date.now() });
    if (type === 'setEpoch') note(Number(epoch), Number(ownLeaf));
    if (type === 'dropContext') note(-1, -1);
    Reflect.apply(real, this, [message, ...more]);
  } as typeof real;
}
