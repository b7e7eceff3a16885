package org.parley.course.actions;

import org.parley.course.Act;
import org.parley.course.Author;

/**
 * Something that a side did about an action.
 *
 * @param act by which it did so
 */
public record ActionStep(String side, Act act, Deed deed) {

  /** What it did. */
  public enum Deed {
    PROPOSED,
    AGREED,
    WITHDREW,
    DONE,
    REOPENED
  }

  static ActionStep of(Author author, Deed deed) {
    return new ActionStep(author.side(), author.act(), deed);
  }
}
