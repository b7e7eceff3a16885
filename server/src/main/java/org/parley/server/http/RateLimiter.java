package org.parley.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** A token bucket for each address: so many at once, then so many in a time. */
final class RateLimiter {

  /** More tells more addresses apart; past it the longest unused is forgotten. Each costs about 150 bytes. */
  private static final int MAX_ADDRESSES = 20_000;

  private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > MAX_ADDRESSES;
    }
  };
  private final int burst;
  private final long refillNs;
  private final LongSupplier clockNs;

  /**
   * @param burst taken at once at most
   * @param refillNs until one more may be taken
   * @param clockNs as {@link System#nanoTime()}
   */
  RateLimiter(int burst, long refillNs, LongSupplier clockNs) {
    this.burst = burst;
    this.refillNs = refillNs;
    this.clockNs = clockNs;
  }

  /** Takes one, if there is one. */
  synchronized boolean take(String address) {
    Bucket bucket = refilled(address);
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens--;
    return true;
  }

  /** Whether there is one to take. */
  synchronized boolean allows(String address) {
    return refilled(address).tokens >= 1;
  }

  private Bucket refilled(String address) {
    long nowNs = clockNs.getAsLong();
    Bucket bucket = buckets.computeIfAbsent(address, _ -> new Bucket(burst, nowNs));
    bucket.tokens = Math.min(burst, bucket.tokens + (nowNs - bucket.atNs) / (double) refillNs);
    bucket.atNs = nowNs;
    return bucket;
  }

  private static final class Bucket {
    private double tokens;
    private long atNs;

    Bucket(double tokens, long atNs) {
      this.tokens = tokens;
      this.atNs = atNs;
    }
  }
}
