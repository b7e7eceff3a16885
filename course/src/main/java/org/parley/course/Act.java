package org.parley.course;

/**
 * Who does something, where in the log, and when by the author's own clock, which may lie.
 *
 * @param seat the author's, as the log proves it
 * @param seq the entry's place in the log
 * @param atMs since 1970; what is out of range is taken for the nearest that is in it
 */
public record Act(String seat, int seq, long atMs) {

  /** The greatest integer that a number in a browser holds exactly. */
  public static final long MAX_AT_MS = (1L << 53) - 1;

  public Act {
    atMs = Math.max(0, Math.min(atMs, MAX_AT_MS));
  }
}
