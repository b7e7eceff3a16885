package org.parley.course.text;

/** What a text is for. */
public enum TextKind {
  /** Of all sides: a statement, a protocol, an agreement. */
  JOINT,
  /** What the sides will tell the public of a meeting. */
  READOUT
}
