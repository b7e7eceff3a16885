package org.parley.course.schedule;

import org.parley.course.Act;

/**
 * That a side does not want to meet somebody of another.
 *
 * @param side the one that objects
 * @param seat the one that it objects to
 * @param by the seat that raised it
 */
public record Objection(String side, String seat, String by, Act act, String text) {

  /** As an item of an agenda. */
  public static final int MAX_CHARS = 400;

  boolean isOf(String objecting, String other) {
    return side.equals(objecting) && seat.equals(other);
  }
}
