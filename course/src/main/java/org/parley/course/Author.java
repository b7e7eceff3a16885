package org.parley.course;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who acts, as whom. */
public record Author(Act act, String side, Role role) {

  /** Null for whoever is not seated. */
  public static @Nullable Author of(Act act, List<Delegation> delegations) {
    for (Delegation delegation : delegations) {
      Role role = delegation.roleOf(act.seat());
      if (role != null) {
        return new Author(act, delegation.id(), role);
      }
    }
    return null;
  }
}
