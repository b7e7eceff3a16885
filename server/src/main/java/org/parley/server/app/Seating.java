package org.parley.server.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.parley.server.signalling.protocol.ServerMessage.Showing;

/**
 * Who sits in one receiver's slots: slot to what it shows. Nobody who sits there and may stay is moved or put out; free slots go to
 * those who wait, the lowest slot first: screens before persons, since a screen is shown on purpose, and of each kind those who have
 * waited longest.
 */
final class Seating {
  private Seating() {}

  /** What a slot can show: a person's microphone and camera, or a screen. */
  record Shown(String seat, Showing showing) {}

  /**
   * Seats an audience.
   *
   * @param before as it was; empty for a new receiver
   * @param slots how many the receiver has
   * @param heard what the receiver may see and hear, whoever has waited longest first
   */
  static SortedMap<Integer, Shown> assign(
      SortedMap<Integer, Shown> before, int slots, List<Shown> heard) {
    SortedMap<Integer, Shown> after = new TreeMap<>();
    Set<Shown> waiting = new HashSet<>(heard);
    before.headMap(slots).forEach((slot, shown) -> {
      if (waiting.remove(shown)) {
        after.put(slot, shown);
      }
    });
    List<Shown> queue = new ArrayList<>();
    heard.stream().filter(shown -> shown.showing() == Showing.SCREEN).forEach(queue::add);
    heard.stream().filter(shown -> shown.showing() == Showing.PERSON).forEach(queue::add);
    queue.removeIf(shown -> !waiting.remove(shown));
    int slot = 0;
    for (Shown shown : queue) {
      while (after.containsKey(slot)) {
        slot++;
      }
      if (slot >= slots) {
        break;
      }
      after.put(slot, shown);
    }
    return Collections.unmodifiableSortedMap(after);
  }
}
