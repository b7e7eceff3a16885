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
  /**
   * The motion, the offer, the objection, the line, the agenda's version, the speech, the sidebar, the alternative, its version or the
   * criteria's is over, or never was.
   */
  OVER,
  /** It is so already. */
  ALREADY,
  /** There is no such seat, item, meeting, date, alternative or criterion. */
  UNKNOWN,
  /** It goes by a version that never was, which no client shows anybody. */
  NEVER_WAS,
  /** The line for the public says what was not agreed, or the digest is not of what the text says. */
  UNTRUE,
  TOO_MANY,
  TOO_LONG,
  /** It is no command at all. */
  MALFORMED;

  /**
   * Why what goes by one version of a thing has no effect on another.
   *
   * @param seen the version that the author says to have seen; versions rise
   * @param newest the one that counts, which is another
   */
  public static Reason ofVersion(int seen, int newest) {
    return seen > newest ? NEVER_WAS : OVER;
  }
}
