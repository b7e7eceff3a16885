import { utf8, Writer } from '../bytes';

/** AES_128_GCM_SHA256_128 (RFC 9605, section 4.5). */
const SUITE = 4;
const KEY_BITS = 128;
const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/** One sender's key of one epoch. */
export interface FrameKey {
  kid: bigint;
  key: CryptoKey;
  salt: Uint8Array<ArrayBuffer>;
}

export function importBaseKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey', 'deriveBits']);
}

/** Derives a sender's key from the base key of an epoch (RFC 9605, section 4.4.2). */
export async function deriveFrameKey(
  baseKey: CryptoKey,
  kid: bigint,
  usage: 'encrypt' | 'decrypt',
): Promise<FrameKey> {
  const [key, salt] = await Promise.all([
    crypto.subtle.deriveKey(
      hkdf('SFrame 1.0 Secret key ', kid),
      baseKey,
      { name: 'AES-GCM', length: KEY_BITS },
      false,
      [usage],
    ),
    crypto.subtle.deriveBits(hkdf('SFrame 1.0 Secret salt ', kid), baseKey, NONCE_BYTES * 8),
  ]);
  return { kid, key, salt: new Uint8Array(salt) };
}

/** @returns the ciphertext with its tag */
export async function seal(
  { key, salt }: FrameKey,
  counter: bigint,
  aad: Uint8Array<ArrayBuffer>,
  plaintext: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.encrypt(gcm(salt, counter, aad), key, plaintext));
}

/** @returns null where the tag does not fit */
export async function unseal(
  { key, salt }: FrameKey,
  counter: bigint,
  aad: Uint8Array<ArrayBuffer>,
  ciphertext: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(gcm(salt, counter, aad), key, ciphertext));
  } catch {
    return null;
  }
}

function hkdf(label: string, kid: bigint): HkdfParams {
  const info = new Writer().put(utf8(label)).u64(kid).u16(SUITE).bytes();
  return { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info };
}

function gcm(salt: Uint8Array<ArrayBuffer>, counter: bigint, aad: Uint8Array<ArrayBuffer>): AesGcmParams {
  const iv = salt.slice();
  const view = new DataView(iv.buffer);
  view.setBigUint64(NONCE_BYTES - 8, view.getBigUint64(NONCE_BYTES - 8) ^ counter);
  return { name: 'AES-GCM', iv, additionalData: aad, tagLength: TAG_BYTES * 8 };
}
