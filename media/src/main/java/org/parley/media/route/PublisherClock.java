package org.parley.media.route;

/**
 * Carries one publisher's clock over to the plane's. The offset is taken once, from the first report of any of its sources, and kept for
 * all of them: so sound and picture keep their relation, which is what lip sync needs.
 */
public final class PublisherClock {

  /** A clock that is off by more has been set anew; lower would take a late report for that. */
  private static final long RESET_NS = 10_000_000_000L;

  private boolean known;
  private long offsetNs;

  /** The plane's time for a time of the publisher's, told by a report that arrived now. */
  long toPlaneNs(long nowNs, long publisherNs) {
    if (!known || Math.abs(nowNs - publisherNs - offsetNs) > RESET_NS) {
      known = true;
      offsetNs = nowNs - publisherNs;
    }
    return publisherNs + offsetNs;
  }
}
