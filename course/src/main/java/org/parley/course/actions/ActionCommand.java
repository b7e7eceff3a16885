package org.parley.course.actions;

import java.util.List;

/** What somebody wishes to do about actions, which are named by their places in the log. */
public sealed interface ActionCommand {

  /**
   * Proposes that something be done, and gives one's side's key to it.
   *
   * @param who ids of the sides that are to do it, in the charter's order
   * @param what is to be done, in one line
   * @param due by which day, as in 2027-03-09; empty for none
   */
  record ProposeAction(List<String> who, String what, String due) implements ActionCommand {
    public ProposeAction {
      who = List.copyOf(who);
    }
  }

  /** Gives one's side's key. */
  record AgreeToAction(int action) implements ActionCommand {}

  /** Says no for a side that has not given its key: the proposal is over. */
  record DeclineAction(int action) implements ActionCommand {}

  /** Takes one's side's key back while it is proposed. */
  record WithdrawAction(int action) implements ActionCommand {}

  /** Says for a side that is to do it that it is done. */
  record MarkDone(int action) implements ActionCommand {}

  /** Says for a side that is to do it that it is not done after all. */
  record ReopenAction(int action) implements ActionCommand {}
}
