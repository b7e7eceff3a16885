import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** A file that a side took home, opened and sealed again by docs/record.md alone. */
const LINE = Buffer.from('parley sealed record 1\n');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function openRecord(sealed: Buffer, code: string): Buffer {
  const box = sealed.subarray(LINE.length);
  const opening = createDecipheriv('aes-256-gcm', keyOf(code), box.subarray(0, NONCE_BYTES)).setAAD(LINE);
  opening.setAuthTag(box.subarray(-TAG_BYTES));
  return Buffer.concat([opening.update(box.subarray(NONCE_BYTES, -TAG_BYTES)), opening.final()]);
}

export function sealRecord(content: Buffer, code: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const sealing = createCipheriv('aes-256-gcm', keyOf(code), nonce).setAAD(LINE);
  return Buffer.concat([LINE, nonce, sealing.update(content), sealing.final(), sealing.getAuthTag()]);
}

function keyOf(code: string): Buffer {
  const bits = Array.from(code.replace(/[\s-]/g, ''), (letter) =>
    LETTERS.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('');
  const secret = Buffer.from(Array.from({ length: 16 }, (_, at) => parseInt(bits.slice(8 * at, 8 * at + 8), 2)));
  return Buffer.from(hkdfSync('sha256', secret, '', 'parley record file', 32));
}
