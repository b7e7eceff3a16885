package org.parley.server.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
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
    Objects.requireNonNull(counts.get(rejection)).increment();
  }

  public long of(Rejection rejection) {
    return Objects.requireNonNull(counts.get(rejection)).sum();
  }
}
