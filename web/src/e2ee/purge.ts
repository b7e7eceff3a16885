import { decodeBase64Url, encodeBase64Url, utf8 } from './bytes';
import { sign, verify } from './crypto';

const KIND = 'parley purge';

/** A side's key to a proposal that the server delete all it has of a process, in base64url. */
export async function signPurge(process: string, place: number, privateKey: Uint8Array): Promise<string> {
  return encodeBase64Url(await sign(privateKey, signedPart(process, place)));
}

export async function verifyPurge(
  process: string,
  place: number,
  publicKey: Uint8Array,
  signature: string,
): Promise<boolean> {
  const bytes = decodeBase64Url(signature);
  return bytes !== null && (await verify(publicKey, signedPart(process, place), bytes));
}

/** @param place of the proposal in the schedule's log */
function signedPart(process: string, place: number): Uint8Array {
  return utf8(`${KIND}\0${process}\0${place}`);
}
