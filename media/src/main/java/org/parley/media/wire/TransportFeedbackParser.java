package org.parley.media.wire;

import org.jspecify.annotations.Nullable;

/** Reads transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1). */
final class TransportFeedbackParser {

  /** Sender and media SSRC, base, status count, reference time, feedback count. */
  static final int FIXED_BYTES = 16;

  static final int SMALL_DELTA = 1;
  static final int LARGE_DELTA = 2;

  private final byte[] buffer;
  private final int end;
  private final int[] deltaTicks;
  private int at;
  private int count;

  private TransportFeedbackParser(byte[] buffer, int at, int end, int statuses) {
    this.buffer = buffer;
    this.at = at;
    this.end = end;
    deltaTicks = new int[statuses];
  }

  /**
   * @param start of the sender's SSRC
   * @return null where it is malformed or speaks of more than {@code maxStatuses} packets
   */
  static Rtcp.@Nullable TransportFeedback parse(
      byte[] buffer, int start, int end, int maxStatuses) {
    if (start + FIXED_BYTES > end) {
      return null;
    }
    int statuses = Bytes.u16(buffer, start + 10);
    if (statuses == 0 || statuses > maxStatuses) {
      return null;
    }
    TransportFeedbackParser parser =
        new TransportFeedbackParser(buffer, start + FIXED_BYTES, end, statuses);
    if (!parser.readChunks() || !parser.readDeltas()) {
      return null;
    }
    return new Rtcp.TransportFeedback(
        Bytes.i32(buffer, start),
        Bytes.i32(buffer, start + 4),
        Bytes.u16(buffer, start + 8),
        Bytes.u24(buffer, start + 12) << 8 >> 8,
        Bytes.u8(buffer, start + 15),
        parser.deltaTicks);
  }

  /** Fills in each packet's symbol; a last vector's rest is padding. */
  private boolean readChunks() {
    while (count < deltaTicks.length) {
      if (at + 2 > end) {
        return false;
      }
      int chunk = Bytes.u16(buffer, at);
      at += 2;
      switch (chunk >> 14) {
        case 0, 1 -> addRun(chunk >> 13, chunk & 0x1fff);
        case 2 -> addVector(chunk, 14, 1);
        default -> addVector(chunk, 7, 2);
      }
    }
    return true;
  }

  private void addRun(int symbol, int length) {
    for (int i = 0; i < length && count < deltaTicks.length; i++) {
      deltaTicks[count++] = symbol;
    }
  }

  private void addVector(int chunk, int symbols, int bits) {
    for (int i = 1; i <= symbols && count < deltaTicks.length; i++) {
      deltaTicks[count++] = chunk >> (14 - i * bits) & ((1 << bits) - 1);
    }
  }

  /** Replaces each symbol by its delta. */
  private boolean readDeltas() {
    for (int i = 0; i < deltaTicks.length; i++) {
      switch (deltaTicks[i]) {
        case 0 -> deltaTicks[i] = Rtcp.TransportFeedback.LOST;
        case SMALL_DELTA -> {
          if (at + 1 > end) {
            return false;
          }
          deltaTicks[i] = Bytes.u8(buffer, at);
          at += 1;
        }
        case LARGE_DELTA -> {
          if (at + 2 > end) {
            return false;
          }
          deltaTicks[i] = (short) Bytes.u16(buffer, at);
          at += 2;
        }
        default -> {
          return false;
        }
      }
    }
    return true;
  }
}
