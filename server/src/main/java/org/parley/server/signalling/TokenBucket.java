package org.parley.server.signalling;

/** Lets through a burst, and then a rate. Not thread-safe. */
public final class TokenBucket {
  private final int burst;
  private final double perNs;
  private double tokens;
  private long lastNs;

  public TokenBucket(int burst, double perSecond, long nowNs) {
    this.burst = burst;
    this.perNs = perSecond / 1e9;
    this.tokens = burst;
    this.lastNs = nowNs;
  }

  /** Takes a token if there is one. */
  public boolean take(long nowNs) {
    tokens = Math.min(burst, tokens + (nowNs - lastNs) * perNs);
    lastNs = nowNs;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
