package org.parley.server.http;

import java.util.List;
import java.util.Set;
import org.parley.meeting.Meeting;
import org.parley.meeting.Papers;
import org.parley.meeting.Seat;
import org.parley.meeting.Side;
import org.parley.meeting.SidePapers;

/** A meeting as its organiser sees it; its fields are the JSON's. */
record OrganiserView(String id, boolean over, Papers papers, List<SideView> sides) {

  /** @param present seats' ids */
  static OrganiserView of(Meeting meeting, Set<String> present) {
    return new OrganiserView(
        meeting.id(),
        meeting.over(),
        meeting.papers(),
        meeting.sides().stream().map(side -> SideView.of(side, present)).toList());
  }

  record SideView(String id, SidePapers papers, List<SeatView> seats) {
    static SideView of(Side side, Set<String> present) {
      return new SideView(
          side.id(),
          side.papers(),
          side.seats().stream().map(seat -> SeatView.of(seat, present)).toList());
    }
  }

  record SeatView(
      String id, boolean admits, boolean keeps, int generation, boolean revoked, boolean present) {
    static SeatView of(Seat seat, Set<String> present) {
      return new SeatView(
          seat.id(),
          seat.admits(),
          seat.keeps(),
          seat.link().generation(),
          seat.link().revoked(),
          present.contains(seat.id()));
    }
  }
}
