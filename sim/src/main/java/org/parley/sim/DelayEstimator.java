package org.parley.sim;

import org.parley.media.feedback.RateMeter;

/**
 * A receiver's estimate of its downlink, as browsers make it in principle: while packets wait longer and longer on the way, less than what
 * arrives; else somewhat more.
 */
final class DelayEstimator {

  /** In 2^-18 s, as abs-send-time counts; 60 ms of waiting are congestion. */
  private static final int WAITING_TICKS = (1 << 18) * 60 / 1000;

  private static final int WRAP = 1 << 24;

  private final RateMeter rate = new RateMeter();
  private int smallest = Integer.MAX_VALUE;
  private int latest;

  /** Takes a packet's send time and size. */
  void onPacket(long nowNs, int sendTime, int arrivalTime, int sizeBytes) {
    rate.add(nowNs, sizeBytes);
    latest = (arrivalTime - sendTime + WRAP) % WRAP;
    smallest = Math.min(smallest, latest);
  }

  long estimateBps(long nowNs) {
    long arrivingBps = rate.rateBps(nowNs);
    return latest - smallest > WAITING_TICKS
        ? arrivingBps * 85 / 100
        : arrivingBps * 3 / 2 + 10_000;
  }
}
