package org.parley.media.feedback;

/** Widens 16-bit sequence numbers, once, where they enter. The first one is moved up a cycle, so that earlier ones stay positive. */
public final class SequenceUnwrapper {

  private static final int CYCLE = 1 << 16;

  private long highest = -1;

  /** The extended number nearest to the highest seen so far (RFC 3711, section 3.3.1, reasons alike). */
  public long unwrap(int seq16) {
    if (highest < 0) {
      highest = (long) CYCLE + seq16;
      return highest;
    }
    long seq = highest + (short) (seq16 - (int) highest);
    if (seq > highest) {
      highest = seq;
    }
    return seq;
  }

  /** What {@link #unwrap} would say, changing nothing. */
  public long peek(int seq16) {
    return highest < 0 ? (long) CYCLE + seq16 : highest + (short) (seq16 - (int) highest);
  }

  /** The highest so far; -1 before the first. */
  public long highest() {
    return highest;
  }
}
