export { decodeBase64Url, encodeBase64Url } from './base64url';

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** In a time that tells nothing of where two values of one length differ. */
export function equal(left: Uint8Array, right: Uint8Array): boolean {
  let difference = left.length ^ right.length;
  for (let i = 0; i < left.length; i++) difference |= (left[i] ?? 0) ^ (right[i] ?? 0);
  return difference === 0;
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Null for what is not UTF-8. A byte order mark is a character as any other. */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Null for anything but pairs of digits, in either case. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

/** Writes whole numbers, most significant byte first. One that does not fit throws: it is our own. */
export class Writer {
  readonly #parts: Uint8Array[] = [];

  u8(value: number): this {
    return this.#number(BigInt(value), 1);
  }

  u16(value: number): this {
    return this.#number(BigInt(value), 2);
  }

  u32(value: number): this {
    return this.#number(BigInt(value), 4);
  }

  u64(value: bigint): this {
    return this.#number(value, 8);
  }

  put(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    return this;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return concat(...this.#parts);
  }

  #number(value: bigint, sizeBytes: number): this {
    if (value < 0n || value >> BigInt(8 * sizeBytes) !== 0n) throw new Error('the number does not fit');
    return this.put(
      Uint8Array.from({ length: sizeBytes }, (_, i) =>
        Number((value >> BigInt(8 * (sizeBytes - 1 - i))) & 0xffn),
      ),
    );
  }
}

/** Reads what a {@link Writer} wrote, or anybody: where too few bytes are left it gives null, and stays where it is. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** How many bytes are left. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  u8(): number | null {
    return this.#number(1);
  }

  u16(): number | null {
    return this.#number(2);
  }

  u32(): number | null {
    return this.#number(4);
  }

  u64(): bigint | null {
    const high = this.left < 8 ? null : this.u32();
    const low = high === null ? null : this.u32();
    return high === null || low === null ? null : (BigInt(high) << 32n) | BigInt(low);
  }

  /** A view of the next bytes, not a copy. */
  take(count: number): Uint8Array | null {
    if (!Number.isSafeInteger(count) || count < 0 || count > this.left) return null;
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  /** All that is left. */
  rest(): Uint8Array {
    const rest = this.#bytes.subarray(this.#at);
    this.#at = this.#bytes.length;
    return rest;
  }

  #number(sizeBytes: 1 | 2 | 4): number | null {
    const bytes = this.take(sizeBytes);
    return bytes === null ? null : bytes.reduce((value, byte) => value * 256 + byte, 0);
  }
}
