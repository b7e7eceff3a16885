package org.parley.meeting;

/** What a command changed. */
public sealed interface MeetingEvent {

  record Created() implements MeetingEvent {}

  record SeatAdded(String side, Seat seat) implements MeetingEvent {}

  /** The seat has a new card, and may have other rights. */
  record SeatChanged(String seat) implements MeetingEvent {}

  /** Whoever came by an earlier link has to go; the seat has a new card. */
  record LinkRenewed(String seat, Link link) implements MeetingEvent {}

  /** Whoever came by the link has to go. */
  record LinkRevoked(String seat) implements MeetingEvent {}

  /** Everyone has to go. */
  record Ended() implements MeetingEvent {}
}
