package org.parley.course.board;

import org.parley.course.Act;

/**
 * What a side says of an alternative under a criterion: its cell of the comparison.
 *
 * @param act by which it said so last
 */
public record Assessment(String side, int criterion, Act act, String text) {

  /** What a cell shows without a page of its own. */
  public static final int MAX_CHARS = 400;

  boolean isOf(String otherSide, int otherCriterion) {
    return side.equals(otherSide) && criterion == otherCriterion;
  }
}
