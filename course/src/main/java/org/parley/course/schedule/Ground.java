package org.parley.course.schedule;

/**
 * Why a meeting is put off or called off.
 *
 * @param text empty where it is private: it then stays under the side's own key, elsewhere
 */
public record Ground(Audience audience, String text) {

  /** As an item of an agenda. */
  public static final int MAX_CHARS = 400;

  /** Who may know. */
  public enum Audience {
    /** Everybody. */
    PUBLIC,
    /** The sides. */
    SHARED,
    /** The side that gives it. */
    PRIVATE
  }
}
