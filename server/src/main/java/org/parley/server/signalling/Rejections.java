package org.parley.server.signalling;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts by reason, since the start. */
public final class Rejections {
  private final Map<Rejection, LongAdder> counts = new EnumMap<>(Rejection.class);

  Rejections() {
    for (Rejection rejection : Rejection.values()) {
      counts.put(rejection, new LongAdder());
    }
  }

  void count(Rejection rejection) {
    adder(rejection).increment();
  }

  public long of(Rejection rejection) {
    return adder(rejection).sum();
  }

  private LongAdder adder(Rejection rejection) {
    LongAdder adder = counts.get(rejection);
    if (adder == null) {
      throw new IllegalStateException("no counter for " + rejection);
    }
    return adder;
  }
}
