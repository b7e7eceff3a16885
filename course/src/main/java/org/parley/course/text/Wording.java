package org.parley.course.text;

/**
 * What a side would have a passage say. An empty one would have it say nothing.
 *
 * @param seq the place in the log of its last change
 */
public record Wording(String side, String text, int seq) {

  /** Of one passage: a page and a half. More would only make what everybody writes and folds larger. */
  public static final int MAX_CHARS = 5_000;
}
