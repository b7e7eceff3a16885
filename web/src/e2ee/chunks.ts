import { Writer } from './bytes';
import type { Bytes } from './crypto';

// What is too large for one box, sealed in chunks. Each is bound to its place and to whether it is the last, so none can be dropped,
// doubled, swapped, added, or taken from another file.

// Larger makes fewer calls; smaller keeps less beside the file in memory.
export const CHUNK_BYTES = 256 * 1024;
export const TAG_BYTES = 16;
const NONCE_BYTES = 12;

/** Under a key that is of one file alone: so the place is a nonce that never comes again. */
export class Chunks {
  readonly #key: Promise<CryptoKey>;
  readonly #bound: Uint8Array;

  /** @param bound what the file is: must be the same to open it, and is not in a chunk */
  constructor(key: Uint8Array, bound: Uint8Array) {
    this.#key = crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
    this.#bound = bound;
  }

  async seal(index: number, isLast: boolean, content: Uint8Array): Promise<Bytes> {
    const algorithm = this.#algorithm(index, isLast);
    return new Uint8Array(await crypto.subtle.encrypt(algorithm, await this.#key, new Uint8Array(content)));
  }

  /** Null where it is not what was sealed there. */
  async open(index: number, isLast: boolean, sealed: Uint8Array): Promise<Bytes | null> {
    try {
      const algorithm = this.#algorithm(index, isLast);
      return new Uint8Array(await crypto.subtle.decrypt(algorithm, await this.#key, new Uint8Array(sealed)));
    } catch {
      return null;
    }
  }

  #algorithm(index: number, isLast: boolean) {
    const iv = new Writer()
      .put(new Uint8Array(NONCE_BYTES - 4))
      .u32(index)
      .bytes();
    const additionalData = new Writer()
      .put(this.#bound)
      .u32(index)
      .u8(isLast ? 1 : 0)
      .bytes();
    return { name: 'AES-GCM', iv, additionalData };
  }
}
