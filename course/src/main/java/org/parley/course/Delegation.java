package org.parley.course;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A side, as the charter says: its id and its seats.
 *
 * @param id the side's
 */
public record Delegation(String id, List<Seat> seats) {

  /** As in a charter. */
  public static final int MIN_SIDES = 2;

  /** As in a charter. */
  public static final int MAX_SIDES = 8;

  /** As in a charter: of all sides together. */
  public static final int MAX_SEATS = 200;

  /** One person's place. */
  public record Seat(String id, Role role) {}

  public Delegation {
    seats = List.copyOf(seats);
  }

  /** Whether they make a meeting: enough sides, not too many seats, and no id twice. */
  public static boolean fit(List<Delegation> delegations) {
    Set<String> ids = new LinkedHashSet<>();
    int wanted = 0;
    for (Delegation delegation : delegations) {
      ids.add(delegation.id());
      delegation.seats().forEach(seat -> ids.add(seat.id()));
      wanted += 1 + delegation.seats().size();
    }
    int sides = delegations.size();
    return sides >= MIN_SIDES
        && sides <= MAX_SIDES
        && wanted - sides <= MAX_SEATS
        && ids.size() == wanted;
  }

  /** Throws where they don't {@link #fit}. */
  public static void requireFit(List<Delegation> delegations) {
    if (!fit(delegations)) {
      throw new IllegalArgumentException("these delegations make no meeting");
    }
  }

  /** Whether they {@link #fit}, and people alone came, went or have other roles. */
  public static boolean areSameSides(List<Delegation> before, List<Delegation> changed) {
    return fit(changed)
        && changed.stream()
            .map(Delegation::id)
            .toList()
            .equals(before.stream().map(Delegation::id).toList());
  }

  /** Throws where they aren't {@link #areSameSides the same sides}. */
  public static void requireSameSides(List<Delegation> before, List<Delegation> changed) {
    if (!areSameSides(before, changed)) {
      throw new IllegalArgumentException("a meeting's sides stay the same");
    }
  }

  /** Null where nobody here has that seat. */
  @Nullable
  Role roleOf(String seat) {
    for (Seat one : seats) {
      if (one.id().equals(seat)) {
        return one.role();
      }
    }
    return null;
  }
}
