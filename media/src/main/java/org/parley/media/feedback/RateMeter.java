package org.parley.media.feedback;

/** The rate of a stream over about the last second, in eight buckets. */
public final class RateMeter {

  private static final int BUCKETS = 8;
  private static final long BUCKET_NS = 125_000_000L;

  private final long[] bytes = new long[BUCKETS];
  private long bucket = -1;
  private long startBucket = -1;

  public void add(long nowNs, int sizeBytes) {
    advance(nowNs);
    bytes[(int) (bucket % BUCKETS)] += sizeBytes;
  }

  /** In bits per second; while younger than a second, over its age. */
  public long rateBps(long nowNs) {
    if (startBucket < 0) {
      return 0;
    }
    advance(nowNs);
    long sum = 0;
    for (long b : bytes) {
      sum += b;
    }
    long buckets = Math.clamp(bucket - startBucket + 1, 1, BUCKETS);
    return sum * 8 * 1_000_000_000L / (buckets * BUCKET_NS);
  }

  private void advance(long nowNs) {
    long now = nowNs / BUCKET_NS;
    if (startBucket < 0) {
      startBucket = now;
      bucket = now;
      return;
    }
    for (long step = Math.min(now - bucket, BUCKETS); step > 0; step--) {
      bytes[(int) ((now - step + 1) % BUCKETS)] = 0;
    }
    bucket = Math.max(bucket, now);
  }
}
