package org.parley.course;

/** In which order the sides sit. */
public enum Order {
  /** As the charter names them. */
  CHARTER,
  /** By their names in the reader's language. */
  ALPHABETICAL,
  /** The charter's, moved on by one at each opening. */
  ROTATING
}
