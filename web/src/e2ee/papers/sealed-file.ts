import { utf8 } from '../bytes';
import { CHUNK_BYTES, Chunks, TAG_BYTES } from '../chunks';
import { randomBytes, type Bytes } from '../crypto';

// A paper's bytes, sealed in chunks under a key of its own, and padded.

const KEY_BYTES = 32;
/** Higher takes larger papers; a browser that opens one has it in memory as a whole. */
export const MAX_FILE_BYTES = 50_000_000;
// Sizes below are all one.
const MIN_PADDED_BYTES = 64 * 1024;
// More steps cost less space; fewer tell less of the size.
const STEPS_A_POWER = 8;

/** Of which meeting and paper. */
export interface Of {
  meeting: string;
  /** The paper's id, which is the file's on the server. */
  id: string;
}

export function newFileKey(): Bytes {
  return randomBytes(KEY_BYTES);
}

/** To a multiple of an eighth of the next power of two: sizes are told apart by less than a quarter in no case. */
export function paddedSize(sizeBytes: number): number {
  if (sizeBytes <= MIN_PADDED_BYTES) return MIN_PADDED_BYTES;
  const step = 2 ** Math.ceil(Math.log2(sizeBytes)) / STEPS_A_POWER;
  return Math.ceil(sizeBytes / step) * step;
}

/** How many bytes the server gets of a file. */
export function sealedSize(sizeBytes: number): number {
  const padded = paddedSize(sizeBytes);
  return padded + Math.ceil(padded / CHUNK_BYTES) * TAG_BYTES;
}

/**
 * Seals chunk after chunk, each as it is asked for.
 *
 * @param read gives the bytes from one place to another, fewer at the end of the file
 */
export async function* sealChunks(
  of: Of,
  key: Uint8Array,
  sizeBytes: number,
  read: (from: number, to: number) => Promise<Uint8Array>,
): AsyncGenerator<Bytes> {
  const chunks = new Chunks(key, boundOf(of));
  const padded = paddedSize(sizeBytes);
  for (let index = 0; index * CHUNK_BYTES < padded; index++) {
    const from = index * CHUNK_BYTES;
    const chunk = new Uint8Array(Math.min(CHUNK_BYTES, padded - from));
    chunk.set(await read(Math.min(from, sizeBytes), Math.min(from + chunk.length, sizeBytes)));
    const isLast = from + chunk.length === padded;
    yield await chunks.seal(index, isLast, chunk);
  }
}

/** Opens what comes, in whatever pieces it comes. */
export class Opening {
  readonly #chunks: Chunks;
  readonly #content: Bytes;
  readonly #paddedBytes: number;
  /** What came of the chunk that is not whole yet. */
  readonly #rest = new Uint8Array(CHUNK_BYTES + TAG_BYTES);
  #restBytes = 0;
  #index = 0;

  /** @param sizeBytes of the file, as whoever tabled it says */
  constructor(of: Of, key: Uint8Array, sizeBytes: number) {
    this.#chunks = new Chunks(key, boundOf(of));
    this.#paddedBytes = paddedSize(sizeBytes);
    this.#content = new Uint8Array(sizeBytes);
  }

  /** False where it is not what was sealed: then nothing of it may be used. */
  async take(piece: Uint8Array): Promise<boolean> {
    let at = 0;
    while (at < piece.length) {
      const wanted = this.#chunkBytes() + TAG_BYTES - this.#restBytes;
      // More than there may be.
      if (this.#chunkBytes() === 0) return false;
      const taken = piece.subarray(at, at + wanted);
      this.#rest.set(taken, this.#restBytes);
      this.#restBytes += taken.length;
      at += taken.length;
      if (taken.length === wanted && !(await this.#open())) return false;
    }
    return true;
  }

  /** The file, once all of it came; null where some is missing, or it is not the one of that hash. */
  async finish(hash: Uint8Array): Promise<Bytes | null> {
    if (this.#chunkBytes() > 0) return null;
    const found = new Uint8Array(await crypto.subtle.digest('SHA-256', this.#content));
    return found.every((byte, i) => byte === hash[i]) && hash.length === found.length ? this.#content : null;
  }

  /** Of the next chunk, without its tag; 0 after the last. */
  #chunkBytes(): number {
    return Math.max(0, Math.min(CHUNK_BYTES, this.#paddedBytes - this.#index * CHUNK_BYTES));
  }

  async #open(): Promise<boolean> {
    const from = this.#index * CHUNK_BYTES;
    const size = this.#chunkBytes();
    const isLast = from + size === this.#paddedBytes;
    const chunk = await this.#chunks.open(this.#index, isLast, this.#rest.subarray(0, this.#restBytes));
    if (chunk === null) return false;
    const content = chunk.subarray(0, Math.min(size, Math.max(0, this.#content.length - from)));
    if (content.length > 0) this.#content.set(content, from);
    this.#index++;
    this.#restBytes = 0;
    return true;
  }
}

function boundOf({ meeting, id }: Of): Uint8Array {
  return utf8(`parley paper\0${meeting}\0${id}\0`);
}
