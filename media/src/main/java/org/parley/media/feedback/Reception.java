package org.parley.media.feedback;

/** Statistics of one arriving RTP stream for receiver reports (RFC 3550, sections 6.4.1, A.3 and A.8). */
public final class Reception {

  private final int clockRateHz;

  private long firstSeq = -1;
  private long highestSeq = -1;
  private long received;
  private long reportedExpected;
  private long reportedReceived;
  private int lastTransitTicks;
  private boolean hasTransit;
  private double jitterTicks;

  private long reportNtp;
  private long reportArrivalNs;
  private boolean hasReport;

  public Reception(int clockRateHz) {
    this.clockRateHz = clockRateHz;
  }

  /** Counts a packet that is no retransmission. */
  public void onPacket(long nowNs, long seq, int timestamp) {
    if (firstSeq < 0) {
      firstSeq = seq;
    }
    highestSeq = Math.max(highestSeq, seq);
    received++;
    // Only differences count, so a transit that wraps with the timestamp's 32 bits is sound.
    int transit = ticks(nowNs) - timestamp;
    if (hasTransit) {
      long deviation = Math.abs((long) (transit - lastTransitTicks));
      jitterTicks += (deviation - jitterTicks) / 16;
    }
    lastTransitTicks = transit;
    hasTransit = true;
  }

  /** Notes a sender report, which the next blocks refer to. */
  public void onSenderReport(long nowNs, long ntpTimestamp) {
    reportNtp = ntpTimestamp;
    reportArrivalNs = nowNs;
    hasReport = true;
  }

  public boolean started() {
    return firstSeq >= 0;
  }

  public long highestSeq() {
    return highestSeq;
  }

  /** Lost in total, clamped to the field's 24 bits. */
  public int cumulativeLost() {
    long lost = highestSeq - firstSeq + 1 - received;
    return Math.clamp(lost, -0x80_0000, 0x7f_ffff);
  }

  /** The share lost since the last call, in 256ths. */
  public int takeFractionLost() {
    long expected = highestSeq - firstSeq + 1;
    long expectedNow = expected - reportedExpected;
    long lostNow = expectedNow - (received - reportedReceived);
    reportedExpected = expected;
    reportedReceived = received;
    return expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, (lostNow << 8) / expectedNow);
  }

  public long jitter() {
    return (long) jitterTicks;
  }

  /** The middle 32 bits of the last sender report's time; 0 before one. */
  public int lastSenderReport() {
    return hasReport ? (int) (reportNtp >>> 16) : 0;
  }

  /** Time since the last sender report, in 65536ths of a second; 0 before one. */
  public long delaySinceLastSenderReport(long nowNs) {
    return hasReport ? Ntp.shortFormat(nowNs - reportArrivalNs) : 0;
  }

  private int ticks(long nowNs) {
    return (int) (nowNs / 1000 * clockRateHz / 1_000_000);
  }
}
