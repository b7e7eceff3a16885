import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { concat, fromUtf8, utf8 } from '../bytes';
import { padToMultipleOf, unpad, type Bytes } from '../crypto';

// Base mode (RFC 9180, section 5.1.1): who wrote a letter is proven by the signed object that carries it.
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
});

/** What opens the letters to a seat; the public key, 32 bytes, is told to all who may write. */
export interface LetterKeys {
  publicKey: Bytes;
  privateKey: CryptoKey;
}

/** From whom a letter is to whom, and in which room's log it stands. It opens for that alone. */
export interface Envelope {
  meeting: string;
  room: string;
  from: string;
  to: string;
  /** Where it holds no text between the two, but what goes with a paper: it opens as that alone. */
  kind?: 'enclosure';
}

const LETTER_KEY_BYTES = 32;
// Larger hides a text's length better; smaller saves disk.
const PADDED_TO_BYTES = 256;

/** @param seed 32 bytes, of a link: so that every device of a seat reads what was written to it */
export async function letterKeys(seed: Uint8Array): Promise<LetterKeys> {
  const { publicKey, privateKey } = await suite.kem.deriveKeyPair(owned(seed));
  return { publicKey: new Uint8Array(await suite.kem.serializePublicKey(publicKey)), privateKey };
}

/** Seals a text for whoever holds the private key: encapsulated key(32) ‖ ciphertext. */
export async function sealLetter(envelope: Envelope, publicKey: Uint8Array, text: string): Promise<Bytes> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(owned(publicKey));
  const content = padToMultipleOf(PADDED_TO_BYTES, utf8(text));
  const { enc, ct } = await suite.seal({ recipientPublicKey, info: infoOf(envelope) }, owned(content));
  return concat(new Uint8Array(enc), new Uint8Array(ct));
}

/** Null where it is not for this key and envelope. */
export async function openLetter(
  envelope: Envelope,
  privateKey: CryptoKey,
  sealed: Uint8Array,
): Promise<string | null> {
  try {
    const enc = owned(sealed.subarray(0, LETTER_KEY_BYTES));
    const content = await suite.open(
      { recipientKey: privateKey, enc, info: infoOf(envelope) },
      owned(sealed.subarray(LETTER_KEY_BYTES)),
    );
    const text = unpad(new Uint8Array(content));
    return text === null ? null : fromUtf8(text);
  } catch {
    return null;
  }
}

function infoOf({ meeting, room, from, to, kind }: Envelope): ArrayBuffer {
  return owned(utf8(`parley ${kind ?? 'letter'}\0${meeting}\0${room}\0${from}\0${to}`));
}

/** The library takes whole buffers alone. */
function owned(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}
