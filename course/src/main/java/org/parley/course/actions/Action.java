package org.parley.course.actions;

import java.util.ArrayList;
import java.util.List;
import org.parley.course.Author;
import org.parley.course.Keys;
import org.parley.course.Motion;
import org.parley.course.actions.ActionCommand.ProposeAction;

/**
 * Something that is to be done.
 *
 * @param id the place in the log where it was proposed
 * @param who the sides that are to do it, in the charter's order; at least one
 * @param due by which day, as in 2027-03-09; empty for none
 * @param keys of the sides that agree to it, in the order in which they were given
 * @param history all that was done about it, the newest last; at least its proposal
 */
public record Action(
    int id,
    List<String> who,
    String what,
    String due,
    ActionState state,
    List<Motion.Key> keys,
    List<ActionStep> history) {

  /** Of what is to be done: a sentence or two. A page is a text. */
  public static final int MAX_WHAT_CHARS = 500;

  /** More than anything needs that is agreed, done and reopened, and a bound for who does that without end. */
  public static final int MAX_STEPS = 100;

  public Action {
    who = List.copyOf(who);
    keys = List.copyOf(keys);
    history = List.copyOf(history);
  }

  static Action of(Author author, ProposeAction command) {
    return new Action(
        author.act().seq(),
        command.who(),
        command.what(),
        command.due(),
        ActionState.PROPOSED,
        Keys.first(author),
        List.of(ActionStep.of(author, ActionStep.Deed.PROPOSED)));
  }

  boolean isOpen() {
    return state != ActionState.DONE;
  }

  /** The place of the last act about it. */
  public int changed() {
    return history.getLast().act().seq();
  }

  /** After another step; what it leads to. */
  Action after(
      Author author, ActionStep.Deed deed, ActionState next, List<Motion.Key> changedKeys) {
    List<ActionStep> more = new ArrayList<>(history);
    more.add(ActionStep.of(author, deed));
    return new Action(id, who, what, due, next, changedKeys, more);
  }
}
