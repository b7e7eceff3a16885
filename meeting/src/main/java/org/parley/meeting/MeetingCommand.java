package org.parley.meeting;

/** What the organiser asks of a meeting that exists; {@link Meeting#create} makes one. */
public sealed interface MeetingCommand {

  /** @param side its id */
  record AddSeat(String side, MeetingDraft.Seat seat) implements MeetingCommand {}

  /** Gives a seat a new link; the old one opens nothing any more. */
  record RenewLink(String seat, String linkHash) implements MeetingCommand {}

  /** Withdraws a seat's link. */
  record RevokeLink(String seat) implements MeetingCommand {}

  /** Ends the meeting for good. */
  record End() implements MeetingCommand {}
}
