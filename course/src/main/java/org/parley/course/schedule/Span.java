package org.parley.course.schedule;

/**
 * When a meeting may be.
 *
 * @param zone in whose hours it is meant: an IANA zone's id
 * @param startMs since 1970
 */
public record Span(String zone, long startMs, int minutes) {

  /** The longest id has half of it. */
  public static final int MAX_ZONE_CHARS = 64;

  /** The year 9999, the last with a date in calendar files. */
  public static final long MAX_START_MS = 253_370_764_800_000L;

  /** Shorter is no meeting. */
  public static final int MIN_MINUTES = 5;

  /** Two weeks: a round of talks at one place. */
  public static final int MAX_MINUTES = 14 * 24 * 60;

  boolean isSameTimeAs(Span other) {
    return startMs == other.startMs && minutes == other.minutes;
  }
}
