import { concat, decodeBase64Url, Reader, utf8, Writer } from './bytes';

// WebCrypto, as browsers and Node have it, with bytes in and bytes out. Keys are raw: 16 or 32 bytes for AES, 32 for Ed25519.

const NONCE_BYTES = 12;
const SIGNATURE_BYTES = 64;
const SEED_BYTES = 32;

/** What stands before a seed in PKCS #8 (RFC 8410, section 7). */
const PKCS8_PREFIX = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);

export type Bytes = Uint8Array<ArrayBuffer>;

export function randomBytes(count: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(count));
}

export async function sha256(bytes: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', own(bytes)));
}

/** HKDF-SHA-256 without salt (RFC 5869). */
export async function hkdf(secret: Uint8Array, info: string, lengthBytes = 32): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', own(secret), 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, lengthBytes * 8));
}

/**
 * Seals with AES-GCM under a random nonce: nonce(12) ‖ ciphertext ‖ tag(16). One key may seal some 2^32 boxes.
 *
 * @param bound must be the same to open it, and is not in the box
 */
export async function sealBox(key: Uint8Array, bound: Uint8Array, content: Uint8Array): Promise<Bytes> {
  const nonce = randomBytes(NONCE_BYTES);
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: own(bound) };
  const sealed = await crypto.subtle.encrypt(algorithm, await aesKey(key, 'encrypt'), own(content));
  return concat(nonce, new Uint8Array(sealed));
}

/** Null where the box was not sealed with this key and bound to this. */
export async function openBox(key: Uint8Array, bound: Uint8Array, box: Uint8Array): Promise<Bytes | null> {
  const algorithm = { name: 'AES-GCM', iv: own(box.subarray(0, NONCE_BYTES)), additionalData: own(bound) };
  const opening = await aesKey(key, 'decrypt');
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, opening, own(box.subarray(NONCE_BYTES))));
  } catch {
    return null;
  }
}

/** Ed25519. The private key is the seed (RFC 8032, section 5.1.5). */
export interface KeyPair {
  privateKey: Bytes;
  publicKey: Bytes;
}

export async function keyPairFromSeed(seed: Uint8Array): Promise<KeyPair> {
  // WebCrypto gives the public key of a private one in the JWK's form alone.
  const { x } = await crypto.subtle.exportKey('jwk', await signingKey(seed, true));
  const publicKey = decodeBase64Url(x ?? '');
  if (publicKey?.length !== SEED_BYTES) throw new Error('the browser gives no public key');
  return { privateKey: own(seed), publicKey };
}

/** @param privateKey a seed, as in {@link KeyPair} */
export async function sign(privateKey: Uint8Array, message: Uint8Array): Promise<Bytes> {
  const key = await signingKey(privateKey, false);
  return new Uint8Array(await crypto.subtle.sign('Ed25519', key, own(message)));
}

/** False for whatever is no signature of this message by this key, and for what is no key. */
export async function verify(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== SEED_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  try {
    const key = await crypto.subtle.importKey('raw', own(publicKey), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, own(signature), own(message));
  } catch {
    return false;
  }
}

/** length(4) ‖ content ‖ zeros, to a size that does not tell the content's. */
export function padTo(sizeBytes: number, content: Uint8Array): Bytes {
  if (content.length + 4 > sizeBytes) throw new Error('the content is longer than its padding');
  const padded = new Uint8Array(sizeBytes);
  padded.set(new Writer().u32(content.length).put(content).bytes());
  return padded;
}

/** As {@link padTo}, to the next multiple of a size. */
export function padToMultipleOf(stepBytes: number, content: Uint8Array): Bytes {
  return padTo(Math.ceil((content.length + 4) / stepBytes) * stepBytes, content);
}

/** The content of what was padded; null where it is not padded by zeros. */
export function unpad(padded: Uint8Array): Uint8Array | null {
  const reader = new Reader(padded);
  const length = reader.u32();
  const content = length === null ? null : reader.take(length);
  return content === null || reader.rest().some((byte) => byte !== 0) ? null : content;
}

function aesKey(key: Uint8Array, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', own(key), 'AES-GCM', false, [use]);
}

function signingKey(seed: Uint8Array, extractable: boolean): Promise<CryptoKey> {
  if (seed.length !== SEED_BYTES) throw new Error('a private key is 32 bytes');
  return crypto.subtle.importKey('pkcs8', concat(PKCS8_PREFIX, seed), 'Ed25519', extractable, ['sign']);
}

/** A copy, which nobody changes while WebCrypto works on it. */
function own(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes);
}
