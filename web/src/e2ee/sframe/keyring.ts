import { deriveFrameKey, importBaseKey, type FrameKey } from './cipher';
import type { Context, FrameKind } from './protocol';
import { ReplayWindow } from './replay';

/** KID = context ‖ leaf (10 bits) ‖ epoch mod 256 (RFC 9605, section 5.2). */
const LEAF_BITS = 10;
const EPOCH_BITS = 8;
export const MAX_LEAF = (1 << LEAF_BITS) - 1;

// Lower takes an outsider's key away sooner; higher forgives a slow sender who has not switched.
export const KEPT_MS = 5000;
// Far more than the epochs of a meeting. Beyond it nothing is sent, as a counter could no longer be remembered.
const MAX_SENDING_KEYS = 100_000;

/** Of the next frame. */
interface Counter {
  next: bigint;
}

/** One's own key. All sources share its counter. */
export interface SendingKey extends FrameKey {
  counter: Counter;
}

/** A key of another, and what came under it. */
export interface ReceivingKey extends FrameKey {
  windows: Record<FrameKind, ReplayWindow>;
}

interface Epoch {
  number: bigint;
  baseKey: CryptoKey;
  /** By leaf; as many as there are slots that showed somebody of this epoch. */
  receiving: Map<number, Promise<ReceivingKey>>;
  /** Infinite for the epoch that is. */
  endMs: number;
  /** Leaves that are somebody else's since, or nobody's. */
  gone: Set<number>;
}

interface Room {
  sending: SendingKey;
  /** The newest first. */
  epochs: Epoch[];
}

/** All keys of one's own and others' frames, in all rooms. */
export class Keyring {
  readonly #rooms: (Room | null)[] = [null, null, null];
  /** Of every sending key there ever was, by its salt, which comes from the base key and the KID: none may be used twice. */
  readonly #counters = new Map<string, Counter>();

  /**
   * Sends under a new epoch from now on. Calls must not overlap. The base key's bytes are overwritten.
   *
   * @param gone leaves of the epoch before whose members are out: nothing of theirs is opened any more
   */
  async setEpoch(
    context: Context,
    number: bigint,
    baseKeyBytes: Uint8Array<ArrayBuffer>,
    ownLeaf: number,
    nowMs: number,
    gone: readonly number[] = [],
  ): Promise<void> {
    const baseKey = await importBaseKey(baseKeyBytes);
    baseKeyBytes.fill(0);
    const key = await deriveFrameKey(baseKey, kidOf(context, ownLeaf, number), 'encrypt');
    const sending = { ...key, counter: this.#counterOf(key) };
    const room = this.#rooms[context] ?? null;
    if (room?.sending.counter === sending.counter) return;
    const current = room?.epochs[0];
    const epoch: Epoch = { number, baseKey, receiving: new Map(), endMs: Infinity, gone: new Set() };
    let earlier: Epoch[] = [];
    // A group's epochs only rise: what does not rise is another group, and the former one's keys are over.
    if (room !== null && current !== undefined && number > current.number) {
      current.endMs = nowMs + KEPT_MS;
      earlier = room.epochs.filter((one) => one.endMs > nowMs && tailOf(one.number) !== tailOf(number));
      for (const one of earlier) for (const leaf of gone) one.gone.add(leaf);
    }
    this.#rooms[context] = { sending, epochs: [epoch, ...earlier] };
  }

  dropContext(context: Context): void {
    this.#rooms[context] = null;
  }

  /** Forgets what is over; to be called when something may be. */
  expire(nowMs: number): void {
    for (const room of this.#rooms) {
      if (room !== null) room.epochs = room.epochs.filter((epoch) => epoch.endMs > nowMs);
    }
  }

  /** Null where nothing may be sent. */
  sendingKey(context: Context): SendingKey | null {
    return this.#rooms[context]?.sending ?? null;
  }

  /** The key of a leaf's frames with that KID; null where one does not hold it. */
  receivingKey(context: Context, leaf: number, kid: bigint, nowMs: number): Promise<ReceivingKey> | null {
    const epoch = this.#rooms[context]?.epochs.find(
      (one) => one.endMs > nowMs && !one.gone.has(leaf) && kidOf(context, leaf, one.number) === kid,
    );
    if (epoch === undefined) return null;
    let key = epoch.receiving.get(leaf);
    if (key === undefined) {
      key = receivingKeyOf(epoch.baseKey, kid);
      epoch.receiving.set(leaf, key);
    }
    return key;
  }

  #counterOf(key: FrameKey): Counter {
    const name = key.salt.join();
    let counter = this.#counters.get(name);
    if (counter === undefined) {
      if (this.#counters.size >= MAX_SENDING_KEYS) throw new Error('too many epochs');
      counter = { next: 0n };
      this.#counters.set(name, counter);
    }
    return counter;
  }
}

async function receivingKeyOf(baseKey: CryptoKey, kid: bigint): Promise<ReceivingKey> {
  const key = await deriveFrameKey(baseKey, kid, 'decrypt');
  const windows = {
    microphone: new ReplayWindow(),
    camera: new ReplayWindow(),
    screen: new ReplayWindow(),
  };
  return { ...key, windows };
}

export function kidOf(context: Context, leaf: number, epoch: bigint): bigint {
  return (senderOf(context, leaf) << BigInt(EPOCH_BITS)) | tailOf(epoch);
}

/** Whether a KID is that of a leaf, in whatever epoch. */
export function isOf(kid: bigint, context: Context, leaf: number): boolean {
  return kid >> BigInt(EPOCH_BITS) === senderOf(context, leaf);
}

function senderOf(context: Context, leaf: number): bigint {
  return BigInt((context << LEAF_BITS) + leaf);
}

function tailOf(epoch: bigint): bigint {
  return BigInt.asUintN(EPOCH_BITS, epoch);
}
