import { fromHex } from '../bytes';

export function unhex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromHex(text);
  if (bytes === null) throw new Error(`${text} is not in hexadecimal`);
  return bytes;
}
