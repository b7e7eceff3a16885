import { concat, decodeBase64Url, encodeBase64Url, fromUtf8, utf8 } from '../bytes';
import { sign, verify } from '../crypto';
import { parseJson } from './fields';

const SIGNATURE_BYTES = 64;

/**
 * A value as its signer wrote it: base64url(json) ‖ `.` ‖ base64url(signature).
 *
 * @param kind so that what was signed as one thing is never taken for another
 */
export async function signJson(kind: string, value: unknown, privateKey: Uint8Array): Promise<string> {
  const json = utf8(JSON.stringify(value));
  const signature = await sign(privateKey, signedPart(kind, json));
  return `${encodeBase64Url(json)}.${encodeBase64Url(signature)}`;
}

/** How many characters {@link signJson} makes of a value. */
export function signedChars(value: unknown): number {
  const jsonBytes = utf8(JSON.stringify(value)).length;
  return Math.ceil((jsonBytes * 4) / 3) + 1 + Math.ceil((SIGNATURE_BYTES * 4) / 3);
}

/** What was signed, unread; null where the signature is not by this key, or the text is of another form. */
export async function verifyJson(
  kind: string,
  text: string,
  publicKey: Uint8Array,
  maxChars: number,
): Promise<unknown> {
  if (text.length > maxChars) return null;
  const [first, second, ...more] = text.split('.', 3);
  const json = decodeBase64Url(first ?? '');
  const signature = decodeBase64Url(second ?? '');
  if (json === null || signature === null || more.length > 0) return null;
  if (!(await verify(publicKey, signedPart(kind, json), signature))) return null;
  const written = fromUtf8(json);
  return written === null ? null : parseJson(written);
}

function signedPart(kind: string, json: Uint8Array): Uint8Array {
  return concat(utf8(`${kind}\0`), json);
}
