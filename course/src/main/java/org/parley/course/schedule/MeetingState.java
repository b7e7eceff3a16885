package org.parley.course.schedule;

/** How far the sides have come with a {@link Meeting}. It is cancelled for good; what the public may read of it is not settled by that. */
public enum MeetingState {
  /** Nothing was agreed yet, and one side alone has made an offer. */
  PROPOSED,
  /** Nothing was agreed yet, and another side has made an offer as well. */
  COUNTERED,
  AGREED,
  /** What was agreed holds no more, and nothing instead of it yet. */
  POSTPONED,
  CANCELLED
}
