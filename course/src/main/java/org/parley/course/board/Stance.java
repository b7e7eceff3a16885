package org.parley.course.board;

import org.jspecify.annotations.Nullable;
import org.parley.course.Reason;
import org.parley.course.Texts;

/** How a side stands to an alternative. */
public enum Stance {
  /** As it is. */
  SUPPORTS,
  /** If something else comes about, which the condition says. */
  COULD_ACCEPT,
  /** Not now; the condition may say why. */
  RESERVES,
  OPPOSES,
  /** As before it said anything. */
  NOT_STATED;

  /** Whether an agreement may be where all sides stand so. */
  public boolean isOpen() {
    return this == SUPPORTS || this == COULD_ACCEPT;
  }

  /** What is wrong with a condition for it; null where nothing is. */
  @Nullable
  Reason wrong(String condition) {
    Reason wrong = Texts.wrongLines(condition, Position.MAX_CONDITION_CHARS);
    boolean fits = switch (this) {
      case COULD_ACCEPT -> !Texts.isBlank(condition);
      case RESERVES -> condition.isEmpty() || !Texts.isBlank(condition);
      case SUPPORTS, OPPOSES, NOT_STATED -> condition.isEmpty();
    };
    return wrong == null && !fits ? Reason.MALFORMED : wrong;
  }
}
