package org.parley.server.http;

import java.time.Duration;

/**
 * How slowly a file may move.
 *
 * @param grace before which nobody is slow: a line's start, and a stall
 * @param bytesPerSecond after it, on the average. Lower bears worse lines, and lets one who drips hold a place for longer
 */
public record Pace(Duration grace, int bytesPerSecond) {

  public static final Pace DEFAULT = new Pace(Duration.ofSeconds(15), 16 * 1024);

  boolean isSlow(long sizeBytes, long elapsedNs) {
    long countedNs = elapsedNs - grace.toNanos();
    return countedNs > 0 && sizeBytes < countedNs / 1e9 * bytesPerSecond;
  }
}
