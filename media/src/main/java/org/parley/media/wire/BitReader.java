package org.parley.media.wire;

/** Reads bits, most significant first. Past the end it reads zeros and remembers: ask {@link #overrun} once at the end. */
final class BitReader {

  private byte[] buffer = new byte[0];
  private int next;
  private int end;
  private boolean overrun;

  void wrap(byte[] buffer, int offset, int sizeBytes) {
    this.buffer = buffer;
    next = offset * 8;
    end = (offset + sizeBytes) * 8;
    overrun = false;
  }

  /** At most 32 bits. */
  int read(int bits) {
    if (bits > end - next) {
      overrun = true;
      next = end;
      return 0;
    }
    int value = 0;
    for (int i = 0; i < bits; i++) {
      value = value << 1 | (buffer[next >> 3] >> (7 - (next & 7)) & 1);
      next++;
    }
    return value;
  }

  boolean flag() {
    return read(1) != 0;
  }

  /** A number below {@code n} in the non-symmetric code (AV1 RTP payload format, section A.8.1). */
  int readNonSymmetric(int n) {
    int width = 32 - Integer.numberOfLeadingZeros(n);
    int shorter = (1 << width) - n;
    int value = read(width - 1);
    return value < shorter ? value : (value << 1) - shorter + read(1);
  }

  boolean overrun() {
    return overrun;
  }
}
