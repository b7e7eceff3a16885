package org.parley.meeting;

/** What a link opens. */
public sealed interface LinkState {

  record Open(Side side, Seat seat) implements LinkState {}

  /** Withdrawn or replaced. */
  record Revoked() implements LinkState {}

  /** It was a link of this meeting, which is over. */
  record Over() implements LinkState {}

  /** Never a link of this meeting. */
  record Unknown() implements LinkState {}
}
