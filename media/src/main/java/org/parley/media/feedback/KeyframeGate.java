package org.parley.media.feedback;

/** Merges the key frame requests for one encoding: many receivers may ask, its publisher hears at most one per interval. */
public final class KeyframeGate {

  /** Lower repairs sooner; higher spares the publisher and everyone's bandwidth. */
  private static final long MIN_INTERVAL_NS = 500_000_000L;

  private boolean wanted;
  private boolean asked;
  private long askedNs;

  public void want() {
    wanted = true;
  }

  /** A key frame came, so nobody waits for one. */
  public void onKeyframe() {
    wanted = false;
  }

  /** Whether to ask now; asked again every interval for as long as it is wanted. */
  public boolean takeDue(long nowNs) {
    if (!wanted || (asked && nowNs - askedNs < MIN_INTERVAL_NS)) {
      return false;
    }
    asked = true;
    askedNs = nowNs;
    return true;
  }
}
