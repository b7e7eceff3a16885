package org.parley.server.app;

/** What became of a sealed file, or of the wish to move one. */
enum FileFate {
  KEPT,
  HANDED_OUT,
  /** Its sender was cut off, or too slow; nothing of it was kept. */
  BROKEN_OFF,
  TOO_LARGE,
  MEETING_FULL,
  TOO_MANY,
  NO_SPACE,
  /** Of an id that is none, or taken, or of no file of the meeting. */
  ID_REFUSED,
  /** A ticket that is good for nothing. */
  UNKNOWN_TICKET,
  /** As many move as may, or too many were asked for in a short time. */
  BUSY,
  /** The disk or the database failed. */
  FAILED
}
