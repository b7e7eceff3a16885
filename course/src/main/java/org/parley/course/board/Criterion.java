package org.parley.course.board;

/**
 * By what alternatives are compared.
 *
 * @param id of its proposer's choice, once among the criteria; one that keeps its id keeps what was said under it
 */
public record Criterion(int id, String text) {

  /** A line of a table's head; a criterion that needs more is two. */
  public static final int MAX_CHARS = 200;
}
