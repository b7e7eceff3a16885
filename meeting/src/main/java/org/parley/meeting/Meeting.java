package org.parley.meeting;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Outcome.Done;
import org.parley.meeting.Outcome.Refusal;
import org.parley.meeting.Outcome.Refused;
import org.parley.meeting.Outcome.Unchanged;

/**
 * A meeting: its sides with their papers, their seats and links. Immutable: a command gives a new one. A command that is already in effect changes nothing, so that a caller who
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
      case MeetingCommand.ChangeSeat change -> changeSeat(change);
      case MeetingCommand.RenewLink renew -> renewLink(renew);
      case MeetingCommand.RevokeLink revoke -> revokeLink(revoke);
      case MeetingCommand.End() -> end();
    };
  }

  /**
   * What somebody asks for whose seat keeps its side's roster: of that side alone.
   *
   * @param hash of the link that was shown
   */
  public Outcome applyBy(String hash, MeetingCommand.OfRoster command) {
    if (!(link(hash) instanceof LinkState.Open(Side side, Seat seat)) || !seat.keeps()) {
      return over ? meetingOver() : notKeeper();
    }
    boolean own = switch (command) {
      case MeetingCommand.AddSeat add -> add.side().equals(side.id());
      case MeetingCommand.ChangeSeat change -> side.has(change.seat());
      case MeetingCommand.RenewLink renew -> side.has(renew.seat());
      case MeetingCommand.RevokeLink revoke -> side.has(revoke.seat());
    };
    return own ? apply(command) : notKeeper();
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
    Side side = sideOf(seatId);
    return side == null ? null : side.seat(seatId);
  }

  private @Nullable Side sideOf(String seatId) {
    for (Side side : sides) {
      if (side.has(seatId)) {
        return side;
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
    if (side.seats().contains(seat) && side.papers().equals(add.papers())) {
      return new Unchanged(this);
    }
    if (sides.stream().mapToInt(each -> each.seats().size()).sum() >= Rules.MAX_SEATS) {
      return Rules.tooManySeats();
    }
    Refused refused = Rules.check(add.papers(), side.papers());
    refused = refused == null ? Rules.check(add.seat(), ids(), hashes()) : refused;
    if (refused != null) {
      return refused;
    }
    List<Seat> seats = new ArrayList<>(side.seats());
    seats.add(seat);
    return new Done(
        replace(new Side(side.id(), add.papers(), seats)),
        new MeetingEvent.SeatAdded(side.id(), seat));
  }

  private Outcome changeSeat(MeetingCommand.ChangeSeat change) {
    Side side = sideOf(change.seat());
    if (over || side == null) {
      return over ? meetingOver() : unknownSeat();
    }
    Seat seat = side.seat(change.seat());
    Seat changed = seat.changed(change.admits(), change.keeps(), change.card());
    if (seat.equals(changed) && side.papers().equals(change.papers())) {
      return new Unchanged(this);
    }
    Refused refused = Rules.check(change.papers(), side.papers());
    refused = refused == null ? Rules.checkCard(change.card()) : refused;
    return refused == null
        ? new Done(
            replace(side.with(changed, change.papers())), new MeetingEvent.SeatChanged(seat.id()))
        : refused;
  }

  private Outcome renewLink(MeetingCommand.RenewLink renew) {
    Side side = sideOf(renew.seat());
    if (over || side == null) {
      return over ? meetingOver() : unknownSeat();
    }
    Seat seat = side.seat(renew.seat());
    boolean inEffect = seat.link().hash().equals(renew.linkHash())
        && !seat.link().revoked()
        && seat.card().equals(renew.card())
        && side.papers().equals(renew.papers());
    if (inEffect) {
      return new Unchanged(this);
    }
    if (seat.replacedHashes().size() + 1 >= Rules.MAX_LINKS_PER_SEAT) {
      return new Refused(
          Refusal.TOO_MANY_LINKS,
          "a person gets at most " + Rules.MAX_LINKS_PER_SEAT + " links; add the person anew");
    }
    Refused refused = Rules.check(renew.papers(), side.papers());
    refused = refused == null ? Rules.checkLink(renew.linkHash(), renew.card(), hashes()) : refused;
    if (refused != null) {
      return refused;
    }
    Seat renewed = seat.renewed(renew.linkHash(), renew.card());
    return new Done(
        replace(side.with(renewed, renew.papers())),
        new MeetingEvent.LinkRenewed(seat.id(), renewed.link()));
  }

  private Outcome revokeLink(MeetingCommand.RevokeLink revoke) {
    Side side = sideOf(revoke.seat());
    if (over || side == null) {
      return over ? meetingOver() : unknownSeat();
    }
    Seat seat = side.seat(revoke.seat());
    if (seat.link().revoked() && side.papers().equals(revoke.papers())) {
      return new Unchanged(this);
    }
    Refused refused = Rules.check(revoke.papers(), side.papers());
    return refused == null
        ? new Done(
            replace(side.with(seat.revoked(), revoke.papers())),
            new MeetingEvent.LinkRevoked(seat.id()))
        : refused;
  }

  private Outcome end() {
    return over
        ? new Unchanged(this)
        : new Done(new Meeting(id, organiserHash, true, papers, sides), new MeetingEvent.Ended());
  }

  private Meeting replace(Side changed) {
    List<Side> now = sides.stream()
        .map(side -> side.id().equals(changed.id()) ? changed : side)
        .toList();
    return new Meeting(id, organiserHash, over, papers, now);
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

  private static Refused notKeeper() {
    return new Refused(Refusal.NOT_KEEPER, "the roster of that side is not yours to keep");
  }

  private static Refused unknownSeat() {
    return new Refused(Refusal.UNKNOWN_SEAT, "the meeting has no such person");
  }

  @Override
  public String toString() {
    return "Meeting[" + id + (over ? ", over, " : ", ") + sides + "]";
  }
}
