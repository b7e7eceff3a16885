package org.parley.server.net;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** What a media loop counts. The loop's own, but for drops, which other threads have too. */
@SuppressWarnings(
    "EnumOrdinal") // An array by ordinal counts without boxing; ordinals are stored nowhere.
final class LoopCounters {

  private final AtomicLongArray drops = new AtomicLongArray(NetDrop.values().length);
  private long datagramsIn;
  private long bytesIn;
  private long datagramsOut;
  private long bytesOut;

  void received(int sizeBytes) {
    datagramsIn++;
    bytesIn += sizeBytes;
  }

  void sent(int sizeBytes) {
    datagramsOut++;
    bytesOut += sizeBytes;
  }

  /** Returns how many there were for this reason; any thread may call it. */
  long drop(NetDrop reason, int count) {
    return count == 0 ? 0 : drops.addAndGet(reason.ordinal(), count);
  }

  long datagramsIn() {
    return datagramsIn;
  }

  long bytesIn() {
    return bytesIn;
  }

  long datagramsOut() {
    return datagramsOut;
  }

  long bytesOut() {
    return bytesOut;
  }

  Map<NetDrop, Long> drops() {
    Map<NetDrop, Long> counts = new EnumMap<>(NetDrop.class);
    for (NetDrop reason : NetDrop.values()) {
      counts.put(reason, drops.get(reason.ordinal()));
    }
    return counts;
  }
}
