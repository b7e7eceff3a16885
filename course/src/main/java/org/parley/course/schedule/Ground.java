package org.parley.course.schedule;

/**
 * Why a meeting is put off or called off.
 *
 * @param text where it is private, as base64url of what its side alone can open; then it may be empty too
 */
public record Ground(Audience audience, String text) {

  /** As an item of an agenda. */
  public static final int MAX_CHARS = 400;

  /** Of a sealed text, all of one size, so that it tells nothing of what is in it: 1,728 bytes. */
  public static final int SEALED_CHARS = 2304;

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
