package org.parley.course;

/** What a {@link Matter} is about. Of each kind at most one motion is pending. */
public enum Kind {
  OPENING,
  RECESS,
  RESUMPTION,
  CLOSING,
  SEATING,
  NEW_AGENDA,
  NEXT_ITEM,
  SIDEBAR_OF_HEADS,
  SIDEBAR_OF_EXPERTS
}
