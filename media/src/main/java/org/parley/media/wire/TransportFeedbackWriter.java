package org.parley.media.wire;

/**
 * Writes transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1). One packet can't always speak of all
 * that came: {@link #written} says how far it got, and the next goes on from there. Reusable; allocates nothing.
 */
public final class TransportFeedbackWriter {

  /** Packets that one feedback speaks of. Higher saves headers; with it a packet takes less than 1000 bytes. */
  public static final int MAX_STATUSES = 400;

  private static final int MAX_SMALL_TICKS = 255;
  private static final int VECTOR_1_SYMBOLS = 14;
  private static final int VECTOR_2_SYMBOLS = 7;

  private final int[] ticks = new int[MAX_STATUSES];
  private final byte[] symbols = new byte[MAX_STATUSES];
  private int written;

  /**
   * Who speaks of whom.
   *
   * @param feedbackCount 8 bits, rises by one with each feedback packet
   */
  public record Head(int senderSsrc, int mediaSsrc, int feedbackCount) {}

  /**
   * Writes one feedback packet for the run of packets that starts at {@code baseSeq16}.
   *
   * @param arrivalNs when each packet of the run came, 0 or later; -1 for one that did not
   * @param count of the run, at least 1
   * @return where what was written ends; {@code offset} where the packets of {@link #written} were all lost and nothing was said
   */
  public int write(
      byte[] buffer, int offset, Head head, int baseSeq16, long[] arrivalNs, int count) {
    int first = 0;
    while (first < count && arrivalNs[first] < 0) {
      first++;
    }
    if (first == count) {
      written = count;
      return offset;
    }
    if (first >= MAX_STATUSES) {
      // Losses alone say nothing that the next feedback does not: its base tells them.
      written = first;
      return offset;
    }
    long reference = arrivalNs[first] / Rtcp.TransportFeedback.REFERENCE_NS;
    written = measure(arrivalNs, count, reference);

    int at = RtcpWriter.feedback(buffer, offset, head.senderSsrc(), head.mediaSsrc());
    Bytes.put16(buffer, at, baseSeq16);
    Bytes.put16(buffer, at + 2, written);
    Bytes.put24(buffer, at + 4, (int) reference);
    Bytes.put8(buffer, at + 7, head.feedbackCount());
    at = writeChunks(buffer, at + 8);
    at = writeDeltas(buffer, at);
    while ((at - offset) % 4 != 0) {
      buffer[at] = 0;
      at++;
    }
    int type = RtcpParser.TRANSPORT_LAYER_FEEDBACK;
    return RtcpWriter.header(buffer, offset, type, RtcpParser.TRANSPORT_CC, at);
  }

  /** How many packets of the run the last {@link #write} spoke of. */
  public int written() {
    return written;
  }

  /** Finds each packet's delta, until one does not fit 16 bits (8 s), and returns how many there are. */
  private int measure(long[] arrivalNs, int count, long reference) {
    // In whole ticks since zero, so that rounding does not add up.
    long lastTick =
        reference * (Rtcp.TransportFeedback.REFERENCE_NS / Rtcp.TransportFeedback.TICK_NS);
    int limit = Math.min(count, MAX_STATUSES);
    for (int i = 0; i < limit; i++) {
      if (arrivalNs[i] < 0) {
        symbols[i] = 0;
        continue;
      }
      long tick = arrivalNs[i] / Rtcp.TransportFeedback.TICK_NS;
      long delta = tick - lastTick;
      if (delta < Short.MIN_VALUE || delta > Short.MAX_VALUE) {
        return i;
      }
      ticks[i] = (int) delta;
      boolean small = delta >= 0 && delta <= MAX_SMALL_TICKS;
      symbols[i] = (byte)
          (small ? TransportFeedbackParser.SMALL_DELTA : TransportFeedbackParser.LARGE_DELTA);
      lastTick = tick;
    }
    return limit;
  }

  private int writeChunks(byte[] buffer, int offset) {
    int at = offset;
    int next = 0;
    while (next < written) {
      int run = run(next);
      boolean one = next + run == written || run >= VECTOR_1_SYMBOLS;
      if (one || (run >= VECTOR_2_SYMBOLS && anyLarge(next))) {
        Bytes.put16(buffer, at, symbols[next] << 13 | run);
        next += run;
      } else if (anyLarge(next)) {
        Bytes.put16(buffer, at, 0xc000 | vector(next, VECTOR_2_SYMBOLS, 2));
        next += VECTOR_2_SYMBOLS;
      } else {
        Bytes.put16(buffer, at, 0x8000 | vector(next, VECTOR_1_SYMBOLS, 1));
        next += VECTOR_1_SYMBOLS;
      }
      at += 2;
    }
    return at;
  }

  /** How many from here on have the same symbol; {@link #MAX_STATUSES} is less than the 8191 that a run can have. */
  private int run(int from) {
    int end = from + 1;
    while (end < written && symbols[end] == symbols[from]) {
      end++;
    }
    return end - from;
  }

  /** Whether the next 14 have one that a one-bit vector can't hold. */
  private boolean anyLarge(int from) {
    for (int i = from; i < Math.min(from + VECTOR_1_SYMBOLS, written); i++) {
      if (symbols[i] == TransportFeedbackParser.LARGE_DELTA) {
        return true;
      }
    }
    return false;
  }

  private int vector(int from, int length, int bits) {
    int vector = 0;
    for (int i = 0; i < length; i++) {
      int symbol = from + i < written ? symbols[from + i] : 0;
      vector = vector << bits | symbol;
    }
    return vector;
  }

  private int writeDeltas(byte[] buffer, int offset) {
    int at = offset;
    for (int i = 0; i < written; i++) {
      if (symbols[i] == TransportFeedbackParser.SMALL_DELTA) {
        Bytes.put8(buffer, at, ticks[i]);
        at += 1;
      } else if (symbols[i] == TransportFeedbackParser.LARGE_DELTA) {
        Bytes.put16(buffer, at, ticks[i]);
        at += 2;
      }
    }
    return at;
  }
}
