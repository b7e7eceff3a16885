package org.parley.media.feedback;

/**
 * NTP timestamps (RFC 3550, section 4): 32 bits of seconds, 32 bits of fraction. The plane's own run on its monotonic clock, whose start
 * says nothing: receivers only compare them with one another.
 */
public final class Ntp {

  private static final long NS_PER_SECOND = 1_000_000_000L;

  private Ntp() {}

  /** The timestamp of a time in nanoseconds; negative ones are allowed. */
  public static long of(long timeNs) {
    long seconds = Math.floorDiv(timeNs, NS_PER_SECOND);
    long fraction = (Math.floorMod(timeNs, NS_PER_SECOND) << 32) / NS_PER_SECOND;
    return (seconds << 32) | fraction;
  }

  /** A timestamp's nanoseconds since its own epoch, the seconds taken as unsigned. */
  public static long toNs(long ntp) {
    return (ntp >>> 32) * NS_PER_SECOND + (((ntp & 0xffff_ffffL) * NS_PER_SECOND) >>> 32);
  }

  /** A duration in 65536ths of a second, as reports carry it. */
  public static long shortFormat(long durationNs) {
    return Math.clamp((durationNs << 16) / NS_PER_SECOND, 0, 0xffff_ffffL);
  }

  /** The nanoseconds of such a duration. */
  public static long shortToNs(long shortFormat) {
    return (shortFormat * NS_PER_SECOND) >>> 16;
  }
}
