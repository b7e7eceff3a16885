import { wordlist } from '@scure/bip39/wordlists/english.js';
import { concat, utf8 } from '../bytes';
import { hkdf } from '../crypto';

/** What heads compare by voice. */
export interface Comparison {
  /** Four of 2,048 words: 44 bits. Nobody can choose them, since each side's number is fixed before any is known. */
  words: readonly string[];
  /** The same at more length, for those who don't share the script: 30 digits in groups of five. */
  digits: string;
}

const WORDS = 4;
const WORD_BITS = 11n;
const DIGIT_GROUPS = 6;

/**
 * @param authenticator of the group's epoch (RFC 9420, section 8.7)
 * @param fingerprint of the members and their names
 * @param randoms each side's number, in an order that all know
 */
export async function comparisonOf(
  authenticator: Uint8Array,
  fingerprint: Uint8Array,
  randoms: readonly Uint8Array[],
): Promise<Comparison> {
  const secret = concat(authenticator, fingerprint, ...randoms);
  const bits = numberOf(await hkdf(secret, 'parley verification words', 8));
  const words = Array.from({ length: WORDS }, (_, at) => {
    const index = Number((bits >> (BigInt(at) * WORD_BITS)) & ((1n << WORD_BITS) - 1n));
    return wordlist[index] ?? '';
  });
  // 32 bytes against 30 digits: no digit is likelier than another by more than 2^-150.
  const long = numberOf(await hkdf(secret, 'parley verification digits', 32));
  const all = (long % 10n ** BigInt(DIGIT_GROUPS * 5)).toString().padStart(DIGIT_GROUPS * 5, '0');
  const digits = Array.from({ length: DIGIT_GROUPS }, (_, at) => all.slice(at * 5, at * 5 + 5)).join(' ');
  return { words, digits };
}

/** Of a number, so that it can be fixed before it is told. */
export function commitmentOf(random: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return hkdf(concat(utf8('parley commitment\0'), random), 'parley commitment', 32);
}

function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
