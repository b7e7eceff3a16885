package org.parley.server.app;

import java.time.Duration;

/**
 * What the live meetings bear.
 *
 * @param maxParticipants in all meetings together; one who is interrupted counts
 * @param grace how long a seat is kept for someone whose connection broke: longer bears longer gaps, shorter clears the table sooner
 * @param reloadGrace how long it is kept for someone whose page went: long enough for a reload, as short as that allows, since most
 *     such have closed the page
 */
public record LiveLimits(int maxParticipants, Duration grace, Duration reloadGrace) {
  public static final LiveLimits DEFAULT =
      new LiveLimits(500, Duration.ofSeconds(10), Duration.ofSeconds(5));
}
