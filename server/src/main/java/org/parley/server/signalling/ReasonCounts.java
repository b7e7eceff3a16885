package org.parley.server.signalling;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by reason, since the start. Safe from any thread. */
public final class ReasonCounts<E extends Enum<E>> {
  private final ConcurrentMap<E, LongAdder> counts = new ConcurrentHashMap<>();

  ReasonCounts() {}

  void count(E reason) {
    counts.computeIfAbsent(reason, each -> new LongAdder()).increment();
  }

  public long of(E reason) {
    LongAdder count = counts.get(reason);
    return count == null ? 0 : count.sum();
  }
}
