package org.parley.course;

/** Why a command has no effect. */
public enum Reason {
  /** The author has no seat at the table. */
  NOT_SEATED,
  NOT_YOUR_ROLE,
  NOT_YOUR_SIDE,
  /** It is another side's turn to speak. */
  NOT_YOUR_TURN,
  /** The meeting is not open, in recess, or closed. */
  WRONG_PHASE,
  /** The meeting of the schedule is not agreed yet, or cancelled. */
  WRONG_STATE,
  /** The motion, the offer, the objection, the line, the agenda's version, the speech or the sidebar is over, or never was. */
  OVER,
  /** It is so already. */
  ALREADY,
  /** There is no such seat, item, meeting or date. */
  UNKNOWN,
  /** The line for the public says what was not agreed. */
  UNTRUE,
  TOO_MANY,
  TOO_LONG,
  /** It is no command at all. */
  MALFORMED
}
