package org.parley.server.mail;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How many mails may still be sent. Not thread-safe. */
final class HourlyAllowance {

  private static final double HOUR_NS = TimeUnit.HOURS.toNanos(1);

  private final MailLimits limits;
  private final Level server = new Level();

  /** Of processes that sent some within the last hour: never more than the server may send. */
  private final Map<String, Level> processes = new HashMap<>();

  HourlyAllowance(MailLimits limits) {
    this.limits = limits;
  }

  /** Whether a process may send so many more, all of which are counted then: a half would be hard to explain. */
  boolean take(String process, int mails, long nowNs) {
    processes.values().removeIf(level -> level.isEmpty(limits.hourlyOfProcess(), nowNs));
    Level own = processes.getOrDefault(process, new Level());
    if (!own.hasRoom(mails, limits.hourlyOfProcess(), nowNs)
        || !server.hasRoom(mails, limits.hourly(), nowNs)) {
      return false;
    }
    own.fill(mails);
    server.fill(mails);
    processes.put(process, own);
    return true;
  }

  int processes() {
    return processes.size();
  }

  /** Fills with each mail, and runs out within an hour. */
  private static final class Level {
    private double filled;
    private long atNs;

    boolean hasRoom(int mails, int hourly, long nowNs) {
      settle(hourly, nowNs);
      return filled + mails <= hourly;
    }

    boolean isEmpty(int hourly, long nowNs) {
      settle(hourly, nowNs);
      return filled == 0;
    }

    void fill(int mails) {
      filled += mails;
    }

    private void settle(int hourly, long nowNs) {
      filled = Math.max(0, filled - (nowNs - atNs) / HOUR_NS * hourly);
      atNs = nowNs;
    }
  }
}
