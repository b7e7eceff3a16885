/**
 * The moving code: 64 bits as black and white blocks, four rows of sixteen, over the upper 4/9 of a 16:9 picture. At 320×180 a
 * block still is 20×20 pixels, so that it outlives VP8 at its coarsest; the checksum tells a picture that does not.
 */
export interface Code {
  /** 0 to 63 */
  person: number;
  kind: 'camera' | 'screen';
  /** Milliseconds of the host's clock, the low 32 bits. */
  timeMs: number;
  /** Counts pictures, 0 to 255. */
  serial: number;
}

export const COLUMNS = 16;
export const CODE_ROWS = 4;
/** Rows of blocks in the whole picture. */
export const PICTURE_ROWS = 9;

/** CRC-16/CCITT-FALSE over the bytes. */
function crc16(bytes: readonly number[]): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}

/** The 64 bits, row by row; true is white. */
export function toBits(code: Code): boolean[] {
  const time = code.timeMs >>> 0;
  const bytes = [
    ((code.person & 0x3f) << 2) | (code.kind === 'screen' ? 1 : 0),
    code.serial & 0xff,
    time >>> 24,
    (time >>> 16) & 0xff,
    (time >>> 8) & 0xff,
    time & 0xff,
  ];
  const crc = crc16(bytes);
  bytes.push(crc >> 8, crc & 0xff);
  return bytes.flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => ((byte >> bit) & 1) === 1));
}

/** The code, or undefined where the checksum does not fit. */
export function fromBits(bits: readonly boolean[]): Code | undefined {
  const bytes: number[] = [];
  for (let at = 0; at < 64; at += 8) {
    bytes.push(bits.slice(at, at + 8).reduce((byte, bit) => (byte << 1) | (bit ? 1 : 0), 0));
  }
  const [head = 0, serial = 0, t3 = 0, t2 = 0, t1 = 0, t0 = 0, high = 0, low = 0] = bytes;
  if (crc16(bytes.slice(0, 6)) !== ((high << 8) | low) || (head & 2) !== 0) return undefined;
  return {
    person: head >> 2,
    kind: head & 1 ? 'screen' : 'camera',
    serial,
    timeMs: ((t3 << 24) | (t2 << 16) | (t1 << 8) | t0) >>> 0,
  };
}

/** Now, by the host's clock, which all pages share: the low 32 bits of the milliseconds. */
export function clockMs(): number {
  return Date.now() % 0x1_0000_0000;
}

/** How long ago a code was drawn. */
export function ageMs(code: Code, nowMs: number): number {
  return (nowMs - code.timeMs) | 0;
}

/** The tone of a person, in hertz. */
export function toneHz(person: number): number {
  return 400 + 150 * person;
}
