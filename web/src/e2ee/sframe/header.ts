/** An SFrame header (RFC 9605, section 4.3); both numbers have 64 bits. */
export interface Header {
  kid: bigint;
  counter: bigint;
}

const EXTENDED = 0b1000;
const MAX_HEADER_BYTES = 17;

export function encodeHeader({ kid, counter }: Header): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(MAX_HEADER_BYTES);
  let end = 1;
  // Numbers below 8 fit into the first byte; of larger ones it has the length less one.
  const write = (value: bigint): number => {
    if (value < 8n) return Number(value);
    const length = Math.ceil(value.toString(16).length / 2);
    for (let at = end + length - 1; at >= end; at--) {
      bytes[at] = Number(value & 0xffn);
      value >>= 8n;
    }
    end += length;
    return EXTENDED | (length - 1);
  };
  const high = write(kid);
  bytes[0] = (high << 4) | write(counter);
  return bytes.slice(0, end);
}

/** The header that bytes begin with and its length; null where there is none, or one that is longer than it had to be. */
export function decodeHeader(bytes: Uint8Array): (Header & { length: number }) | null {
  const [config] = bytes;
  if (config === undefined) return null;
  let end = 1;
  const read = (field: number): bigint | null => {
    const low = field & 0b0111;
    if ((field & EXTENDED) === 0) return BigInt(low);
    const start = end;
    end += low + 1;
    if (end > bytes.length || bytes[start] === 0) return null;
    let value = 0n;
    for (let at = start; at < end; at++) value = (value << 8n) | BigInt(bytes[at] ?? 0);
    return value < 8n ? null : value;
  };
  const kid = read(config >> 4);
  const counter = kid === null ? null : read(config & 0b1111);
  return kid === null || counter === null ? null : { kid, counter, length: end };
}
