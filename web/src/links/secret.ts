import { decodeBase64Url, encodeBase64Url } from './base64url';

const SECRET_BYTES = 32;
const ID_BYTES = 16;

/** What a link carries in its fragment: 32 bytes that the server never sees, only their hash. */
export class Secret {
  readonly #bytes: Uint8Array<ArrayBuffer>;

  private constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
  }

  static random(): Secret {
    return new Secret(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
  }

  /** Null where the text is not 32 bytes in base64url. */
  static parse(text: string): Secret | null {
    const bytes = decodeBase64Url(text);
    return bytes?.length === SECRET_BYTES ? new Secret(bytes) : null;
  }

  /** The whole secret, for a link or for the proof that one holds it. */
  reveal(): string {
    return encodeBase64Url(this.#bytes);
  }

  /** What the server stores of it: base64url(SHA-256(secret)). */
  async hash(): Promise<string> {
    return encodeBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', this.#bytes)));
  }

  /**
   * The secret of one seat's link, derived from the organiser's (RFC 5869), so that the organiser's link alone brings all others back.
   *
   * @param generation 0 for the first link of a seat, one more with each renewal
   */
  async linkOf(seatId: string, generation: number): Promise<Secret> {
    const key = await crypto.subtle.importKey('raw', this.#bytes, 'HKDF', false, ['deriveBits']);
    const info = new TextEncoder().encode(`parley link ${seatId} ${generation}`);
    const bits = await crypto.subtle.deriveBits(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info },
      key,
      SECRET_BYTES * 8,
    );
    return new Secret(new Uint8Array(bits));
  }

  toString(): string {
    return `Secret(${this.reveal().slice(0, 4)}…)`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A fresh id for a side or a seat: 128 random bits, base64url. */
export function randomId(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
}
