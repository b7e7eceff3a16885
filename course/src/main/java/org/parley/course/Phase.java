package org.parley.course;

/** How far a meeting has come. It is closed for good. */
public enum Phase {
  NOT_OPEN,
  OPEN,
  RECESS,
  CLOSED
}
