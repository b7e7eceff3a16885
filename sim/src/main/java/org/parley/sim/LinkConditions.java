package org.parley.sim;

/**
 * How one direction of a network path treats datagrams.
 *
 * @param delayNs for every datagram
 * @param jitterNs added at random up to this; datagrams overtake each other when it is larger than their distance
 * @param loss the share that is lost, 0 to 1
 * @param duplicates the share that comes twice, 0 to 1
 * @param rateBps the rate at which datagrams leave; 0 for no limit
 * @param queueBytes what may wait for that rate; more is lost
 */
public record LinkConditions(
    long delayNs, long jitterNs, double loss, double duplicates, long rateBps, int queueBytes) {

  /** Nothing but a delay. */
  public static LinkConditions clean(long delayNs) {
    return new LinkConditions(delayNs, 0, 0, 0, 0, 0);
  }

  public LinkConditions withLoss(double share) {
    return new LinkConditions(delayNs, jitterNs, share, duplicates, rateBps, queueBytes);
  }

  public LinkConditions withJitterNs(long jitter) {
    return new LinkConditions(delayNs, jitter, loss, duplicates, rateBps, queueBytes);
  }

  public LinkConditions withDuplicates(double share) {
    return new LinkConditions(delayNs, jitterNs, loss, share, rateBps, queueBytes);
  }

  public LinkConditions withRate(long bitsPerSecond, int waitingBytes) {
    return new LinkConditions(delayNs, jitterNs, loss, duplicates, bitsPerSecond, waitingBytes);
  }
}
