/**
 * What a packetizer and a server may see of a VP8 frame: one byte, or ten that begin a key frame and give its size. They are made up, no
 * byte of the codec's is in them but the size.
 */
const DELTA = 0x11;
const KEY_START = [0x10, 0x00, 0x00, 0x9d, 0x01, 0x2a] as const;
const KEY_BYTES = 10;
/** The upper two bits of each size are a scale (RFC 6386, section 9.1). */
const SIZE_HIGH = 0x3f;

/** The shim of a frame; null for what is no VP8. */
export function shimOf(frame: Uint8Array): Uint8Array<ArrayBuffer> | null {
  if (frame.length === 0) return null;
  if (!isKeyFrame(frame)) return Uint8Array.of(DELTA);
  // The three bytes of the frame tag, then the start code (RFC 6386, section 9.1).
  if (frame.length < KEY_BYTES || KEY_START.some((byte, at) => at >= 3 && frame[at] !== byte)) return null;
  const [widthLow = 0, widthHigh = 0, heightLow = 0, heightHigh = 0] = frame.subarray(6, KEY_BYTES);
  return Uint8Array.of(...KEY_START, widthLow, widthHigh & SIZE_HIGH, heightLow, heightHigh & SIZE_HIGH);
}

/** Length of the shim that bytes begin with; null where there is none. */
export function shimLength(bytes: Uint8Array): number | null {
  if (bytes[0] === DELTA) return 1;
  return bytes.length >= KEY_BYTES && KEY_START.every((byte, at) => bytes[at] === byte) ? KEY_BYTES : null;
}

/** Of a VP8 frame, or of what has a shim. */
export function isKeyFrame(bytes: Uint8Array): boolean {
  return ((bytes[0] ?? 1) & 1) === 0;
}
