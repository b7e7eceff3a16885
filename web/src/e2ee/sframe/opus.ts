// Above what a browser's encoder gives at the rate that is agreed, 48 kb/s. Larger hides louder moments of encoders that
// vary as well; smaller saves a few kilobits a second.
const PADDED_BYTES = 160;

const CODE = 0b11;
const SINGLE_FRAME = 0;
const MANY_FRAMES = 3;
const PADDING = 0x40;
const ONE_FRAME = 1;

/**
 * An Opus packet with padding of its own (RFC 6716, section 3.2.5), so that its size tells nothing of what is said: some browsers vary it,
 * though they are asked for a constant rate. Decoders leave the padding out. A packet that is longer, or of several frames, stays as
 * it is.
 */
export function paddedOpus(packet: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const [head] = packet;
  const missing = PADDED_BYTES - packet.length;
  if (head === undefined || (head & CODE) !== SINGLE_FRAME || missing <= 0) return packet;
  const padded = new Uint8Array(PADDED_BYTES);
  padded[0] = head | MANY_FRAMES;
  if (missing === 1) {
    padded[1] = ONE_FRAME;
    padded.set(packet.subarray(1), 2);
  } else {
    padded[1] = PADDING | ONE_FRAME;
    // Its own byte and the one before are not counted.
    padded[2] = missing - 2;
    padded.set(packet.subarray(1), 3);
  }
  return padded;
}
