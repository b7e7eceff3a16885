import { sha256 } from '@noble/hashes/sha2.js';

/** 128 bits: nobody makes a second key with them, and people can still compare them. */
const FINGERPRINT_BYTES = 16;

/** Of a public key, in the form in which `parley verify` prints it: the first half of its SHA-256, in groups of four digits. */
export function fingerprintOf(key: Uint8Array): string {
  const bytes = [...sha256(key).subarray(0, FINGERPRINT_BYTES)];
  const digits = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return (digits.match(/.{4}/g) ?? []).join(' ');
}
