package org.parley.course;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the table, as the record says it, and who has signed the record.
 *
 * @param present seats, in the order in which they were let in
 * @param signed the sides that have signed since the meeting was closed, in their order; of each side one key
 */
public record Roll(List<String> present, List<Motion.Key> signed) {

  static final Roll EMPTY = new Roll(List.of(), List.of());

  public Roll {
    present = List.copyOf(present);
    signed = List.copyOf(signed);
  }

  boolean has(String seat) {
    return present.contains(seat);
  }

  /** Why somebody may not say that another is there; null for whoever may. */
  @Nullable
  Reason wrongToAdmit(Author by, @Nullable Author other) {
    Reason wrong = wrongToSpeakOf(by, other);
    return wrong != null || other == null ? wrong : has(other.act().seat()) ? Reason.ALREADY : null;
  }

  /** Why not that another is not there any more: heads and deputies may, and everybody of oneself. */
  @Nullable
  Reason wrongToDepart(Author by, @Nullable Author other) {
    Reason wrong = wrongToSpeakOf(by, other);
    if (wrong != null || other == null) {
      return wrong;
    }
    String seat = other.act().seat();
    if (!by.role().speaksForSide() && !by.act().seat().equals(seat)) {
      return Reason.NOT_YOUR_ROLE;
    }
    return has(seat) ? null : Reason.ALREADY;
  }

  private static @Nullable Reason wrongToSpeakOf(Author by, @Nullable Author other) {
    if (other == null) {
      return Reason.UNKNOWN;
    }
    return other.side().equals(by.side()) ? null : Reason.NOT_YOUR_SIDE;
  }

  boolean isSignedBy(String side) {
    return signed.stream().anyMatch(key -> key.side().equals(side));
  }

  Roll with(String seat) {
    List<String> more = new ArrayList<>(present);
    more.add(seat);
    return new Roll(more, signed);
  }

  Roll without(String seat) {
    return new Roll(present.stream().filter(one -> !one.equals(seat)).toList(), signed);
  }

  Roll signed(Motion.Key key) {
    List<Motion.Key> more = new ArrayList<>(signed);
    more.add(key);
    return new Roll(present, more);
  }

  /** At another opening the record goes on, and is signed anew at its end. */
  Roll opened() {
    return new Roll(present, List.of());
  }

  /** Without those who have no seat any more. */
  Roll among(List<Delegation> delegations) {
    List<String> seats = delegations.stream()
        .flatMap(side -> side.seats().stream())
        .map(Delegation.Seat::id)
        .toList();
    return new Roll(present.stream().filter(seats::contains).toList(), signed);
  }
}
