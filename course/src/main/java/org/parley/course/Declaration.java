package org.parley.course;

/**
 * What somebody seated says of the place from which one takes part.
 *
 * @param act by which one did so last
 * @param others who else is present there; empty for nobody
 */
public record Declaration(String seat, Act act, String others, Line line) {

  /** As an item of an agenda. */
  public static final int MAX_CHARS = 400;

  /** How one is connected. */
  public enum Line {
    WIRED,
    WIRELESS,
    MOBILE,
    UNKNOWN
  }
}
