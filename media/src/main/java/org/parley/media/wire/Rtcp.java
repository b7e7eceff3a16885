package org.parley.media.wire;

import java.util.List;

/**
 * One RTCP packet. SSRCs and RTP timestamps are 32 bits as they are; counts that are unsigned on the wire are long.
 */
public sealed interface Rtcp {

  /** RFC 3550, section 6.4.1. */
  record SenderReport(
      int ssrc,
      long ntpTimestamp,
      int rtpTimestamp,
      long packets,
      long octets,
      List<ReportBlock> blocks)
      implements Rtcp {}

  /** RFC 3550, section 6.4.2. */
  record ReceiverReport(int ssrc, List<ReportBlock> blocks) implements Rtcp {}

  /**
   * What a receiver says of one stream (RFC 3550, section 6.4.1).
   *
   * @param fractionLost of 256, since the last report
   * @param cumulativeLost 24 bits, signed: duplicates can make it negative
   * @param highestSeq the extended one: cycles in the high 16 bits
   * @param jitter in the stream's timestamp units
   * @param lastSr the middle 32 bits of the last sender report's NTP time; 0 if none came
   * @param delaySinceLastSr in 1/65536 s
   */
  record ReportBlock(
      int ssrc,
      int fractionLost,
      int cumulativeLost,
      long highestSeq,
      long jitter,
      int lastSr,
      long delaySinceLastSr) {}

  /** RFC 3550, section 6.5: the canonical names alone. */
  record SourceDescription(List<Chunk> chunks) implements Rtcp {
    /**
     * @param cname empty where the chunk has none
     */
    public record Chunk(int ssrc, String cname) {}
  }

  /** RFC 3550, section 6.6. */
  record Bye(int[] ssrcs) implements Rtcp {}

  /** Generic NACK (RFC 4585, section 6.2.1), unpacked. */
  record Nack(int senderSsrc, int mediaSsrc, int[] seq16s) implements Rtcp {}

  /** RFC 4585, section 6.3.1. */
  record PictureLossIndication(int senderSsrc, int mediaSsrc) implements Rtcp {}

  /** RFC 5104, section 4.3.1. */
  record FullIntraRequest(int senderSsrc, List<Entry> entries) implements Rtcp {
    /**
     * @param seq8 a repeated request has the same
     */
    public record Entry(int ssrc, int seq8) {}
  }

  /**
   * draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1.
   *
   * @param baseSeq16 the first packet's; entry i speaks of {@code baseSeq16 + i}
   * @param referenceTime in 64 ms, 24 bits, signed
   * @param feedbackCount 8 bits, rises by one with each feedback
   * @param deltaTicks arrival after the last one that arrived (the first: after the reference time) in 250 µs, or {@link #LOST}
   */
  record TransportFeedback(
      int senderSsrc,
      int mediaSsrc,
      int baseSeq16,
      int referenceTime,
      int feedbackCount,
      int[] deltaTicks)
      implements Rtcp {
    public static final int LOST = Integer.MIN_VALUE;
    public static final long TICK_NS = 250_000;
    public static final long REFERENCE_NS = 64_000_000;

    public boolean received(int index) {
      return deltaTicks[index] != LOST;
    }
  }

  /**
   * Receiver estimated maximum bitrate (draft-alvestrand-rmcat-remb-03, section 2.2).
   *
   * @param rateBps saturated at {@link Long#MAX_VALUE}; whoever believes it has only itself to blame
   */
  record Remb(int senderSsrc, long rateBps, int[] ssrcs) implements Rtcp {}

  /** Of another type or feedback format; skipped. */
  record Unknown(int packetType, int format) implements Rtcp {}
}
