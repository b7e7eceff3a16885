package org.parley.course.board;

import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Reason;
import org.parley.course.Texts;

/**
 * A version of an alternative.
 *
 * @param act by which it was written, whose place names the version
 * @param text of several lines; empty where the title says it all
 */
public record Edition(Act act, String title, String text) {

  /** Of a title: a line of a card. */
  public static final int MAX_TITLE_CHARS = 200;

  /** Of a text, so that it fits into one object of the log in any script. */
  public static final int MAX_TEXT_CHARS = 8000;

  /** What is wrong with it; null where nothing is. */
  static @Nullable Reason wrong(String title, String text) {
    Reason wrong = Texts.wrong(title, MAX_TITLE_CHARS);
    if (wrong == null) {
      wrong = Texts.wrongLines(text, MAX_TEXT_CHARS);
    }
    return wrong == null && Texts.isBlank(title) ? Reason.MALFORMED : wrong;
  }
}
