package org.parley.meeting;

import java.util.List;

/** A party to the meeting, with the seats of its people. */
public record Side(String id, List<Seat> seats) {

  public Side {
    seats = List.copyOf(seats);
  }

  static Side of(MeetingDraft.Side draft) {
    return new Side(draft.id(), draft.seats().stream().map(Seat::of).toList());
  }

  @Override
  public String toString() {
    return "Side[" + id + ", " + seats + "]";
  }
}
