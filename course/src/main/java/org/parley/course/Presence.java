package org.parley.course;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What those seated have declared of who else is present with them.
 *
 * @param declarations the last of each who made one, in the charter's order of seats
 * @param asked by which everybody was asked for a new one last; null before
 */
public record Presence(
    List<Declaration> declarations, @Nullable Act asked) {

  static final Presence EMPTY = new Presence(List.of(), null);

  public Presence {
    declarations = List.copyOf(declarations);
  }

  /** With a declaration, instead of the same seat's earlier one. */
  Presence with(Declaration declaration, List<Delegation> delegations) {
    List<Declaration> more = new ArrayList<>(declarations);
    more.removeIf(one -> one.seat().equals(declaration.seat()));
    more.add(declaration);
    return new Presence(more, asked).among(delegations);
  }

  Presence asked(Act act) {
    return new Presence(declarations, act);
  }

  /** In the charter's order, without those who have no seat any more. */
  Presence among(List<Delegation> delegations) {
    List<Declaration> ordered = new ArrayList<>();
    for (Delegation side : delegations) {
      for (Delegation.Seat seat : side.seats()) {
        declarations.stream().filter(one -> one.seat().equals(seat.id())).forEach(ordered::add);
      }
    }
    return new Presence(ordered, asked);
  }
}
