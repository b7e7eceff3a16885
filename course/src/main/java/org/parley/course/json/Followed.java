package org.parley.course.json;

import org.parley.course.Act;

/** A log's state that moves on with what is taken from the log. Commands and answers are JSON. */
public abstract sealed class Followed permits Table, Timetable, Dossier, Easel, Docket {

  Followed() {}

  abstract Current<?, ?, ?> current();

  /** Takes the next command of the log; gives an answer. */
  public final String apply(Act act, String command) {
    return current().apply(act, command);
  }

  /** What would become of a command, were it the next; gives an answer. */
  public final String check(String seat, long atMs, String command) {
    return current().check(seat, atMs, command);
  }

  /**
   * Goes on with other people and roles; what was done stays. False, and nothing changes, where these are no delegations of the same
   * sides.
   *
   * @param delegations an array of {@link org.parley.course.Delegation}
   */
  public final boolean seat(String delegations) {
    return current().seat(delegations);
  }

  /** Gives a view. */
  public abstract String view();

  /** What the view leaves out of whatever has that id, for who looks closer; null's JSON where it leaves nothing out, or there is none. */
  public String detail(int id) {
    return "null";
  }
}
