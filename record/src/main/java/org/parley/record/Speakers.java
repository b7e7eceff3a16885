package org.parley.record;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parley.record.Charter.Change;

/** Who speaks for a side at an entry: its heads and deputies, by those changes of roles that the entries have stated so far. */
final class Speakers {

  private static final Set<String> SPEAKING = Set.of("head", "deputy");

  private final Charter charter;

  /** How many changes of each side were stated. */
  private final int[] stated;

  /** By seat. */
  private final Map<String, String> roles = new HashMap<>();

  Speakers(Charter charter) {
    this.charter = charter;
    stated = new int[charter.sideCount()];
    charter.seats().forEach((id, seat) -> roles.put(id, seat.first()));
  }

  /** Takes what an entry without fault states: those changes, and all of their sides before them. */
  void state(List<String> stamps) {
    Set<String> named = new HashSet<>(stamps);
    for (int side = 0; side < stated.length; side++) {
      List<Change> changes = charter.changes(side);
      int last = changes.size();
      while (last > stated[side] && !named.contains(changes.get(last - 1).stamp())) {
        last--;
      }
      for (Change change : changes.subList(stated[side], last)) {
        if (charter.sideOf(change.seat()) == side) {
          roles.put(change.seat(), change.role());
        }
      }
      stated[side] = last;
    }
  }

  boolean includes(String seat) {
    return SPEAKING.contains(roles.getOrDefault(seat, ""));
  }
}
