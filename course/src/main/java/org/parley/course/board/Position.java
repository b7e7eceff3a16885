package org.parley.course.board;

import org.parley.course.Act;

/**
 * What a side has stated of an alternative.
 *
 * @param act by which it did so
 * @param version of the alternative, which may have a newer one since
 * @param condition empty for none
 */
public record Position(String side, Act act, int version, Stance stance, String condition) {

  /** A paragraph; what needs more is an alternative of its own. */
  public static final int MAX_CONDITION_CHARS = 1000;

  boolean says(int ofVersion, Stance other, String otherCondition) {
    return stance == other
        && condition.equals(otherCondition)
        // To take nothing back again is nothing new, whatever the version.
        && (version == ofVersion || stance == Stance.NOT_STATED);
  }
}
