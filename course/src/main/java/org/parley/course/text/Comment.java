package org.parley.course.text;

/**
 * What somebody remarks on a paragraph, for all sides.
 *
 * @param seq its place in the log, which names it
 */
public record Comment(int seq, String side, String seat, long atMs, String body) {

  /** A few sentences; longer ones are a paragraph of their own. */
  public static final int MAX_CHARS = 1_000;
}
