import { randomBytes, type Bytes } from '../crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const CODE_BYTES = 16;
const CODE_LETTERS = 26;
// As many as one reads at a glance.
const GROUP = 5;

export function newOpeningCode(): Bytes {
  return randomBytes(CODE_BYTES);
}

/** 26 letters and digits (RFC 4648, section 6), in groups, to be written down or read aloud. */
export function writtenCode(code: Uint8Array): string {
  let bits = 0n;
  for (const byte of code) bits = (bits << 8n) | BigInt(byte);
  // 26 letters have two bits more than 16 bytes.
  bits <<= 2n;
  const letters = Array.from(
    { length: CODE_LETTERS },
    (_, at) => ALPHABET[Number((bits >> BigInt(5 * (CODE_LETTERS - 1 - at))) & 31n)],
  ).join('');
  return (letters.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');
}

/** Null for what is no code. Spaces, hyphens and case do not count. */
export function readCode(text: string): Bytes | null {
  const letters = text.replace(/[\s-]/g, '').toUpperCase();
  if (letters.length !== CODE_LETTERS) return null;
  let bits = 0n;
  for (const letter of letters) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    bits = (bits << 5n) | BigInt(value);
  }
  bits >>= 2n;
  return Uint8Array.from({ length: CODE_BYTES }, (_, at) =>
    Number((bits >> BigInt(8 * (CODE_BYTES - 1 - at))) & 255n),
  );
}
