package org.parley.course.json;

import java.util.List;
import org.parley.course.Motion;
import org.parley.course.actions.Action;
import org.parley.course.actions.ActionState;
import org.parley.course.actions.Actions;

/**
 * Actions as they are shown in a list, without their histories, which are asked for one by one.
 *
 * @param seq the place of the last act that had an effect; -1 before the first
 * @param actions in the order in which they were proposed
 */
public record ActionsView(int seq, List<Listing> actions) {

  /**
   * An {@link Action} without its history.
   *
   * @param by the seat that proposed it
   * @param keys of the sides that agree to it
   * @param changed the place of the last act about it
   * @param changedAtMs when that was, by its author's clock
   */
  public record Listing(
      int id,
      List<String> who,
      String what,
      String due,
      ActionState state,
      String by,
      List<Motion.Key> keys,
      int changed,
      long changedAtMs) {

    public Listing {
      who = List.copyOf(who);
      keys = List.copyOf(keys);
    }

    static Listing of(Action action) {
      return new Listing(
          action.id(),
          action.who(),
          action.what(),
          action.due(),
          action.state(),
          action.history().getFirst().act().seat(),
          action.keys(),
          action.changed(),
          action.history().getLast().act().atMs());
    }
  }

  public ActionsView {
    actions = List.copyOf(actions);
  }

  public static ActionsView of(Actions actions) {
    return new ActionsView(
        actions.seq(), actions.all().stream().map(Listing::of).toList());
  }
}
