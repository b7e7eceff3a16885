import { decodeBase64Url, encodeBase64Url, fromUtf8, utf8 } from '../bytes';
import { openBox, sealBox, unpad } from '../crypto';

/**
 * A paper that only the holders of a key can read, as base64url of a box.
 *
 * @param kind and meeting are bound to it, so that it is never taken for another
 * @param pad hides how long the content is
 */
export async function sealText(
  kind: string,
  meeting: string,
  key: Uint8Array,
  content: string,
  pad: (bytes: Uint8Array) => Uint8Array,
): Promise<string> {
  return encodeBase64Url(await sealBox(key, binding(kind, meeting), pad(utf8(content))));
}

/** Null where it was not sealed so. */
export async function openText(
  kind: string,
  meeting: string,
  key: Uint8Array,
  sealed: string,
  maxChars: number,
): Promise<string | null> {
  const box = sealed.length > maxChars ? null : decodeBase64Url(sealed);
  const padded = box === null ? null : await openBox(key, binding(kind, meeting), box);
  const content = padded === null ? null : unpad(padded);
  return content === null ? null : fromUtf8(content);
}

function binding(kind: string, meeting: string): Uint8Array {
  return utf8(`${kind}\0${meeting}`);
}
