package org.parley.media.transport;

import java.util.EnumMap;
import java.util.Map;

/** What a media loop's rooms count. Written by the loop alone; {@link #snapshot} is for others, called on the loop. */
@SuppressWarnings(
    "EnumOrdinal") // An array by ordinal counts without boxing; ordinals are stored nowhere.
public final class Counters {

  private final long[] drops = new long[Drop.values().length];
  private long ingressPackets;
  private long forwardedPackets;
  private long forwardedBytes;
  private long retransmittedPackets;
  private long keyframeRequests;

  public void drop(Drop reason) {
    drops[reason.ordinal()]++;
  }

  /** A media packet arrived that was authentic. */
  public void ingress() {
    ingressPackets++;
  }

  /** A media packet was sent on to one receiver. */
  public void forwarded(int sizeBytes) {
    forwardedPackets++;
    forwardedBytes += sizeBytes;
  }

  public void retransmitted() {
    retransmittedPackets++;
  }

  /** A publisher was asked for a key frame. */
  public void keyframeRequested() {
    keyframeRequests++;
  }

  public Snapshot snapshot(int rooms, int endpoints) {
    Map<Drop, Long> dropped = new EnumMap<>(Drop.class);
    for (Drop reason : Drop.values()) {
      dropped.put(reason, drops[reason.ordinal()]);
    }
    return new Snapshot(
        rooms,
        endpoints,
        ingressPackets,
        forwardedPackets,
        forwardedBytes,
        retransmittedPackets,
        keyframeRequests,
        dropped);
  }

  /** The counts at one moment, since the start; rooms and endpoints as they are. */
  public record Snapshot(
      int rooms,
      int endpoints,
      long ingressPackets,
      long forwardedPackets,
      long forwardedBytes,
      long retransmittedPackets,
      long keyframeRequests,
      Map<Drop, Long> drops) {

    public long dropped(Drop reason) {
      return drops.getOrDefault(reason, 0L);
    }
  }
}
