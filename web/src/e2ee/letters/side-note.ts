import { hkdf, padTo } from '../crypto';
import { openText, sealText } from '../invitation/sealed';

/** A text that the own side alone can open, in a log that all sides read. */

const KIND = 'parley side note';
/** As the rules want it. */
export const SIDE_NOTE_CHARS = 2304;
/** All are of one size, so that it tells nothing. 400 characters take at most 1,200 bytes. */
const PADDED_BYTES = 1700;

/** @param text at most 400 UTF-16 units */
export async function sealSideNote(text: string, sideSecret: Uint8Array, meeting: string): Promise<string> {
  return sealText(KIND, meeting, await keyOf(sideSecret), text, (bytes) => padTo(PADDED_BYTES, bytes));
}

/** Null where it is not of one's own side. */
export async function openSideNote(
  sealed: string,
  sideSecret: Uint8Array,
  meeting: string,
): Promise<string | null> {
  return openText(KIND, meeting, await keyOf(sideSecret), sealed, SIDE_NOTE_CHARS);
}

function keyOf(sideSecret: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return hkdf(sideSecret, 'parley side notes');
}
