package org.parley.course.json;

import org.parley.course.Act;

/** A log's state that moves on with what is taken from the log. Commands and answers are JSON. */
public sealed interface Followed permits Table, Timetable {

  /** Takes the next command of the log; gives an answer. */
  String apply(Act act, String command);

  /** What would become of a command, were it the next; gives an answer. */
  String check(String seat, long atMs, String command);

  /**
   * Goes on with other people and roles; what was done stays. False, and nothing changes, where these are no delegations of the same
   * sides.
   *
   * @param delegations an array of {@link org.parley.course.Delegation}
   */
  boolean seat(String delegations);

  /** Gives a view. */
  String view();
}
