package org.parley.sim;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: events run one after the other in the order of their times, and nothing takes any. */
public final class Simulation {

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::timeNs).thenComparingLong(Event::order));
  private long nowNs;
  private long order;

  private record Event(long timeNs, long order, Runnable action) {}

  public long nowNs() {
    return nowNs;
  }

  /** Runs an action at a time; one that has passed is now. */
  public void at(long timeNs, Runnable action) {
    events.add(new Event(Math.max(timeNs, nowNs), order++, action));
  }

  public void after(long delayNs, Runnable action) {
    at(nowNs + delayNs, action);
  }

  /** Runs an action now and then at every interval. */
  public void every(long intervalNs, Runnable action) {
    at(nowNs, () -> {
      action.run();
      after(intervalNs, () -> every(intervalNs, action));
    });
  }

  /** Runs everything up to a time, which is then now. */
  public void runUntil(long timeNs) {
    while (!events.isEmpty() && events.element().timeNs() <= timeNs) {
      Event event = events.remove();
      nowNs = event.timeNs();
      event.action().run();
    }
    nowNs = timeNs;
  }

  public void runFor(long durationNs) {
    runUntil(nowNs + durationNs);
  }
}
