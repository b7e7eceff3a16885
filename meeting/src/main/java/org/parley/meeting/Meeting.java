package org.parley.meeting;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Outcome.Done;
import org.parley.meeting.Outcome.Refusal;
import org.parley.meeting.Outcome.Refused;
import org.parley.meeting.Outcome.Unchanged;

/**
 * A meeting: its seats, their links, its papers. Immutable: a command gives a new one. A command that is already in effect changes nothing, so that a caller who
 * lost the answer may ask again.
 *
 * @param organiserHash SHA-256 of the secret that the organiser shows
 * @param over ended for good: nothing changes any more and no link opens it
 */
public record Meeting(
    String id, String organiserHash, boolean over, Papers papers, List<Side> sides) {

  public Meeting {
    sides = List.copyOf(sides);
  }

  /** Whether its id is taken is not known here. */
  public static Outcome create(MeetingDraft draft) {
    Refused refused = Rules.check(draft);
    if (refused != null) {
      return refused;
    }
    Meeting meeting = new Meeting(
        draft.id(),
        draft.organiserHash(),
        false,
        draft.papers(),
        draft.sides().stream().map(Side::of).toList());
    return new Done(meeting, new MeetingEvent.Created());
  }

  public Outcome apply(MeetingCommand command) {
    return switch (command) {
      case MeetingCommand.AddSeat add -> addSeat(add);
      case MeetingCommand.RenewLink renew -> renewLink(renew);
      case MeetingCommand.RevokeLink revoke -> revokeLink(revoke.seat());
      case MeetingCommand.End() -> end();
    };
  }

  /** What a link opens, by the hash of its secret. Takes the same time for every hash. */
  public LinkState link(String hash) {
    LinkState state = new LinkState.Unknown();
    for (Side side : sides) {
      for (Seat seat : side.seats()) {
        if (Rules.sameHash(seat.link().hash(), hash)) {
          state = seat.link().revoked() ? new LinkState.Revoked() : new LinkState.Open(side, seat);
        }
        for (String replaced : seat.replacedHashes()) {
          if (Rules.sameHash(replaced, hash)) {
            state = new LinkState.Revoked();
          }
        }
      }
    }
    return over && !(state instanceof LinkState.Unknown) ? new LinkState.Over() : state;
  }

  public @Nullable Seat seat(String seatId) {
    for (Side side : sides) {
      for (Seat seat : side.seats()) {
        if (seat.id().equals(seatId)) {
          return seat;
        }
      }
    }
    return null;
  }

  private Outcome addSeat(MeetingCommand.AddSeat add) {
    if (over) {
      return meetingOver();
    }
    Side side =
        sides.stream().filter(each -> each.id().equals(add.side())).findFirst().orElse(null);
    if (side == null) {
      return new Refused(Refusal.UNKNOWN_SIDE, "the meeting has no such side");
    }
    Seat seat = Seat.of(add.seat());
    if (side.seats().contains(seat) && papers.equals(add.papers())) {
      return new Unchanged(this);
    }
    if (sides.stream().mapToInt(each -> each.seats().size()).sum() >= Rules.MAX_SEATS) {
      return Rules.tooManySeats();
    }
    Refused refused = Rules.check(add.papers(), papers);
    refused = refused == null ? Rules.check(add.seat(), ids(), hashes()) : refused;
    if (refused != null) {
      return refused;
    }
    List<Side> changed = new ArrayList<>(sides);
    List<Seat> seats = new ArrayList<>(side.seats());
    seats.add(seat);
    changed.set(sides.indexOf(side), new Side(side.id(), seats));
    return new Done(
        new Meeting(id, organiserHash, false, add.papers(), changed),
        new MeetingEvent.SeatAdded(side.id(), seat));
  }

  private Outcome renewLink(MeetingCommand.RenewLink renew) {
    if (over) {
      return meetingOver();
    }
    Seat seat = seat(renew.seat());
    if (seat == null) {
      return unknownSeat();
    }
    boolean inEffect = seat.link().hash().equals(renew.linkHash())
        && !seat.link().revoked()
        && seat.card().equals(renew.card())
        && papers.equals(renew.papers());
    if (inEffect) {
      return new Unchanged(this);
    }
    if (seat.replacedHashes().size() + 1 >= Rules.MAX_LINKS_PER_SEAT) {
      return new Refused(
          Refusal.TOO_MANY_LINKS,
          "a person gets at most " + Rules.MAX_LINKS_PER_SEAT + " links; add the person anew");
    }
    Refused refused = Rules.check(renew.papers(), papers);
    refused = refused == null ? Rules.checkLink(renew.linkHash(), renew.card(), hashes()) : refused;
    if (refused != null) {
      return refused;
    }
    Seat renewed = seat.renewed(renew.linkHash(), renew.card());
    return new Done(
        replace(seat.id(), _ -> renewed, renew.papers()),
        new MeetingEvent.LinkRenewed(seat.id(), renewed.link()));
  }

  private Outcome revokeLink(String seatId) {
    if (over) {
      return meetingOver();
    }
    Seat seat = seat(seatId);
    if (seat == null) {
      return unknownSeat();
    }
    if (seat.link().revoked()) {
      return new Unchanged(this);
    }
    return new Done(replace(seatId, Seat::revoked, papers), new MeetingEvent.LinkRevoked(seatId));
  }

  private Outcome end() {
    return over
        ? new Unchanged(this)
        : new Done(new Meeting(id, organiserHash, true, papers, sides), new MeetingEvent.Ended());
  }

  private Meeting replace(String seatId, UnaryOperator<Seat> change, Papers newPapers) {
    List<Side> changed = sides.stream()
        .map(side -> new Side(
            side.id(),
            side.seats().stream()
                .map(seat -> seat.id().equals(seatId) ? change.apply(seat) : seat)
                .toList()))
        .toList();
    return new Meeting(id, organiserHash, over, newPapers, changed);
  }

  private Set<String> ids() {
    Set<String> ids = new HashSet<>();
    for (Side side : sides) {
      ids.add(side.id());
      side.seats().forEach(seat -> ids.add(seat.id()));
    }
    return ids;
  }

  private Set<String> hashes() {
    Set<String> hashes = new HashSet<>();
    hashes.add(organiserHash);
    for (Side side : sides) {
      for (Seat seat : side.seats()) {
        hashes.add(seat.link().hash());
        hashes.addAll(seat.replacedHashes());
      }
    }
    return hashes;
  }

  private static Refused meetingOver() {
    return new Refused(Refusal.MEETING_OVER, "the meeting is over");
  }

  private static Refused unknownSeat() {
    return new Refused(Refusal.UNKNOWN_SEAT, "the meeting has no such person");
  }

  @Override
  public String toString() {
    return "Meeting[" + id + (over ? ", over, " : ", ") + sides + "]";
  }
}
