package org.parley.meeting;

import java.util.List;

/** A party to the meeting, with its papers and the seats of its people. */
public record Side(String id, SidePapers papers, List<Seat> seats) {

  public Side {
    seats = List.copyOf(seats);
  }

  static Side of(MeetingDraft.Side draft) {
    return new Side(
        draft.id(), draft.papers(), draft.seats().stream().map(Seat::of).toList());
  }

  boolean has(String seatId) {
    return seats.stream().anyMatch(seat -> seat.id().equals(seatId));
  }

  /** One that is there. */
  Seat seat(String seatId) {
    return seats.stream().filter(seat -> seat.id().equals(seatId)).findFirst().orElseThrow();
  }

  /** With a seat as it is now, and papers that say so. */
  Side with(Seat changed, SidePapers now) {
    List<Seat> all = seats.stream()
        .map(seat -> seat.id().equals(changed.id()) ? changed : seat)
        .toList();
    return new Side(id, now, all);
  }

  @Override
  public String toString() {
    return "Side[" + id + ", " + seats + "]";
  }
}
