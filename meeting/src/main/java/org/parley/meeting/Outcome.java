package org.parley.meeting;

/** What became of a command. */
public sealed interface Outcome {

  /** @param meeting as it is now */
  record Done(Meeting meeting, MeetingEvent event) implements Outcome {}

  /** The command was in effect already. */
  record Unchanged(Meeting meeting) implements Outcome {}

  /** @param detail plain words for whoever wrote the request; repeats nothing of it */
  record Refused(Refusal reason, String detail) implements Outcome {}

  enum Refusal {
    ID_INVALID,
    HASH_INVALID,
    PAPERS_INVALID,
    CARD_INVALID,
    SIDES_COUNT,
    TOO_MANY_SEATS,
    TOO_MANY_LINKS,
    ID_TAKEN,
    LINK_TAKEN,
    UNKNOWN_SIDE,
    UNKNOWN_SEAT,
    MEETING_OVER,
    /** Whoever asks does not keep that side's roster. */
    NOT_KEEPER,
    /** The papers were not made from those that are stored: somebody else was faster. */
    STALE
  }
}
