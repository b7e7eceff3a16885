package org.parley.course.schedule;

/**
 * A day on which a side would rather not meet.
 *
 * @param date as in 2027-03-09
 */
public record Holiday(String date, String name) {

  /** Of a day's name. */
  public static final int MAX_NAME_CHARS = 80;
}
