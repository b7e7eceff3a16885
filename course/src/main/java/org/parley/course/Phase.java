package org.parley.course;

/** How far a meeting has come. Where one is closed, the next may be opened. */
public enum Phase {
  NOT_OPEN,
  OPEN,
  RECESS,
  CLOSED
}
