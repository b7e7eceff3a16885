package org.parley.media.srtp;

/**
 * Which packet indices of one SSRC were used: the rollover counter's estimate (RFC 3711, section 3.3.1) and the replay list (section
 * 3.3.2) in one. Serves ingress, where an index seen again is a replay, and egress, where one used again would repeat a nonce.
 */
final class IndexWindow {

  /** What {@link #estimate} says of a sequence number that lies before the stream's first packet. */
  static final long BEFORE_FIRST = -1;

  /** Higher takes packets that come later out of order; lower saves memory: 128 bytes per SSRC at 1024. A power of two. */
  static final int WINDOW_PACKETS = 1024;

  private final long[] used = new long[WINDOW_PACKETS / Long.SIZE];
  private long highest = -1;

  /** Widens a sequence number to the index nearest the highest one marked: ROC in the upper 32 of 48 bits. */
  long estimate(int seq16) {
    if (highest < 0) {
      return seq16;
    }
    long index = highest + (short) (seq16 - highest);
    return Math.max(index, BEFORE_FIRST);
  }

  /** Whether the index was not marked, and is not too old to know. */
  boolean isFresh(long index) {
    if (index > highest) {
      return true;
    }
    return highest - index < WINDOW_PACKETS && (used[word(index)] & bit(index)) == 0;
  }

  /** Marks a fresh index; on ingress only once the packet is authenticated. */
  void mark(long index) {
    if (index > highest) {
      forget(highest + 1, index);
      highest = index;
    }
    used[word(index)] |= bit(index);
  }

  private void forget(long from, long to) {
    long first = Math.max(from, to - WINDOW_PACKETS + 1);
    for (long index = first; index <= to; index++) {
      used[word(index)] &= ~bit(index);
    }
  }

  private static int word(long index) {
    return (int) (index & (WINDOW_PACKETS - 1)) / Long.SIZE;
  }

  private static long bit(long index) {
    return 1L << index;
  }
}
