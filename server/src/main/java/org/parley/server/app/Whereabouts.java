package org.parley.server.app;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Whether members of a group are in the meeting, as far as their group is concerned. Guarded by its meeting. */
final class Whereabouts {
  private final Set<LiveVisit> visits;
  private final Map<String, Presence> presences;
  private final long graceNs;
  private final long openedNs;

  /** Until when one who is not there is waited for; others, since the meeting is live. */
  private final Map<String, Long> expectedNs = new HashMap<>();

  Whereabouts(
      Set<LiveVisit> visits, Map<String, Presence> presences, LiveLimits limits, long openedNs) {
    this.visits = visits;
    this.presences = presences;
    this.graceNs = limits.grace().toNanos();
    this.openedNs = openedNs;
  }

  /** A connection of someone who had not taken a seat broke. */
  void broke(String seat, long nowNs) {
    expectedNs.put(seat, nowNs + graceNs);
  }

  /** Someone left, was put out, or did not come back in time. */
  void left(String seat, long nowNs) {
    expectedNs.put(seat, nowNs);
  }

  /** Whether someone is neither there nor to be waited for. */
  boolean isAbsent(String seat, long nowNs) {
    return !isConnected(seat)
        && !presences.containsKey(seat)
        && nowNs - expectedNs.getOrDefault(seat, openedNs + graceNs) >= 0;
  }

  /** Whether someone may be about to take part again: waited for, or come so lately that there was no time for it. */
  boolean isComing(String seat, long nowNs) {
    if (!isConnected(seat)) {
      return !isAbsent(seat, nowNs);
    }
    return visits.stream()
        .anyMatch(visit -> visit.seat().equals(seat) && nowNs - visit.enteredNs() < graceNs);
  }

  private boolean isConnected(String seat) {
    return visits.stream().anyMatch(visit -> visit.seat().equals(seat));
  }
}
