import { fromHex } from '../../bytes';

/** The cases of a file here, imported as text. */
export function read<T>(file: string): T[] {
  return JSON.parse(file) as T[];
}

/** Bytes as all vectors write them. */
export type Hex = string;

export function bytesOf(hex: Hex): Uint8Array {
  const bytes = fromHex(hex);
  if (bytes === null) throw new Error(`not in hexadecimal: ${hex.slice(0, 20)}`);
  return bytes;
}

/** What a decoder of the library makes of all the bytes. */
export function decodeAll<T>(
  decode: (bytes: Uint8Array, offset: number) => [T, number] | undefined,
  hex: Hex,
): T {
  const bytes = bytesOf(hex);
  const decoded = decode(bytes, 0);
  if (decoded?.[1] !== bytes.length) throw new Error('decoded less than all');
  return decoded[0];
}
