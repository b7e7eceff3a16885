package org.parley.media.wire;

import java.io.ByteArrayOutputStream;

/** Writes bits, most significant first; the last byte is filled up with zeros. */
final class BitWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int current;
  private int filled;

  BitWriter write(int bits, long value) {
    for (int i = bits - 1; i >= 0; i--) {
      current = current << 1 | (int) (value >> i & 1);
      filled++;
      if (filled == 8) {
        out.write(current);
        current = 0;
        filled = 0;
      }
    }
    return this;
  }

  /** AV1 RTP payload format, appendix A: write_ns. */
  BitWriter writeNonSymmetric(int n, int value) {
    int width = 32 - Integer.numberOfLeadingZeros(n);
    int shorter = (1 << width) - n;
    return value < shorter ? write(width - 1, value) : write(width, value + (long) shorter);
  }

  byte[] bytes() {
    if (filled > 0) {
      write(8 - filled, 0);
    }
    return out.toByteArray();
  }
}
