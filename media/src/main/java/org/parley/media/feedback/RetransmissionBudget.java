package org.parley.media.feedback;

/** How much may be sent again to one receiver: a NACK is small and what it asks for is not, so it could be used to flood a path. */
public final class RetransmissionBudget {

  /** Higher mends a longer burst at once. */
  private static final long BURST_BYTES = 192 << 10;

  /** What is granted at any rate, so that a low-rate stream can be mended; higher keeps a jammed path jammed. */
  private static final long FLOOR_BPS = 100_000;

  private long tokens = BURST_BYTES;
  private long refilledNs = Long.MIN_VALUE;

  /** Whether there is anything left; half of what is sent may be sent again. */
  public boolean allows(long nowNs, long sentBps) {
    if (refilledNs == Long.MIN_VALUE) {
      refilledNs = nowNs;
    }
    long rateBps = Math.max(FLOOR_BPS, sentBps / 2);
    long elapsedNs = Math.min(nowNs - refilledNs, 1_000_000_000L);
    long refill = rateBps / 8 * elapsedNs / 1_000_000_000L;
    if (refill > 0) {
      tokens = Math.min(BURST_BYTES, tokens + refill);
      refilledNs = nowNs;
    }
    return tokens > 0;
  }

  public void spend(int sizeBytes) {
    tokens -= sizeBytes;
  }
}
