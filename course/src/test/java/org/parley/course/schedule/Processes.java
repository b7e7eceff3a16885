package org.parley.course.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Delegation;
import org.parley.course.Reason;
import org.parley.course.Role;
import org.parley.course.Tables;
import org.parley.course.schedule.Ground.Audience;
import org.parley.course.schedule.LineCommand.AcceptLine;
import org.parley.course.schedule.LineCommand.ProposeLine;
import org.parley.course.schedule.MeetingCommand.AcceptOffer;
import org.parley.course.schedule.MeetingCommand.MakeOffer;
import org.parley.course.schedule.Proposal.Cancellation;
import org.parley.course.schedule.Proposal.Dates;
import org.parley.course.schedule.Proposal.Postponement;
import org.parley.course.schedule.ScheduleCommand.ProposeMeeting;
import org.parley.course.schedule.ScheduleOutcome.Arranged;
import org.parley.course.schedule.ScheduleOutcome.Refused;

/** Processes to test with. */
final class Processes {

  static final List<Delegation> THREE = List.of(side("harbour"), side("ridge"), side("valley"));

  static final Ground GROUND = new Ground(Audience.SHARED, "The road is closed");

  static final Dates AT_THE_PIER = new Dates(List.of(day(1)), Format.IN_PERSON, "Pier 4");

  static final Dates ONLINE = new Dates(List.of(day(2), day(3)), Format.VIRTUAL, "");

  /** Of the form of one; no rule asks for more. */
  static final String SIGNATURE = "A".repeat(LineProposal.SIGNATURE_CHARS);

  private Processes() {}

  private static Delegation side(String id) {
    return Tables.side(id, Role.HEAD, Role.SECRETARIAT, Role.OBSERVER);
  }

  /** Three hours of that day. */
  static Span day(int day) {
    return new Span("Europe/Zurich", 1_804_147_200_000L + day * 86_400_000L, 180);
  }

  /** With one meeting, which the place of its proposal names: 0. */
  static Schedule in(MeetingState state) {
    Schedule proposed = done(
        Schedule.of(Tables.TWO), "harbour-head", new ProposeMeeting(Meeting.NONE, AT_THE_PIER));
    return switch (state) {
      case PROPOSED -> proposed;
      case COUNTERED -> done(proposed, "ridge-head", new MakeOffer(0, 0, ONLINE));
      case AGREED -> done(proposed, "ridge-head", new AcceptOffer(0, 0, 0));
      case POSTPONED -> agreed(in(MeetingState.AGREED), 0, new Postponement(GROUND));
      case CANCELLED -> agreed(in(MeetingState.AGREED), 0, new Cancellation(GROUND));
    };
  }

  /** After one side's offer and the consent of all others to the first date. */
  static Schedule agreed(Schedule schedule, int meeting, Proposal proposal) {
    String first = schedule.delegations().getFirst().id();
    int seen = meeting(schedule, meeting).standing();
    Schedule offered = done(schedule, first + "-head", new MakeOffer(meeting, seen, proposal));
    int offer = offered.seq();
    for (Delegation other : schedule.delegations()) {
      if (!other.id().equals(first)) {
        offered = done(offered, other.id() + "-head", new AcceptOffer(meeting, offer, 0));
      }
    }
    return offered;
  }

  /** After one side's proposal and the keys of all. */
  static Schedule inForce(Schedule schedule, int meeting, PublicLine line) {
    Schedule proposed = done(
        schedule,
        schedule.delegations().getFirst().id() + "-secretariat",
        new ProposeLine(meeting, meeting(schedule, meeting).publicityOf(line).standing(), line));
    int proposal = proposed.seq();
    for (Delegation side : schedule.delegations()) {
      proposed = done(proposed, side.id() + "-head", new AcceptLine(meeting, proposal, SIGNATURE));
    }
    return proposed;
  }

  static Meeting meeting(Schedule schedule, int id) {
    return schedule.meetings().stream()
        .filter(one -> one.id() == id)
        .findFirst()
        .orElseThrow();
  }

  static Offer offer(Schedule schedule, int meeting) {
    @Nullable Offer offer = meeting(schedule, meeting).offer();
    return Objects.requireNonNull(offer);
  }

  /** Carries a command out at the next place of the log, a second later for each. */
  static Schedule done(Schedule schedule, String seat, ScheduleCommand command) {
    return at(schedule, seat, command).next();
  }

  static Arranged at(Schedule schedule, String seat, ScheduleCommand command) {
    int seq = schedule.seq() + 1;
    ScheduleOutcome outcome = schedule.decide(new Act(seat, seq, seq * 1000L), command);
    assertThat(outcome).isInstanceOf(Arranged.class);
    return (Arranged) outcome;
  }

  static void refused(Schedule schedule, String seat, ScheduleCommand command, Reason reason) {
    Act act = new Act(seat, schedule.seq() + 1, 0);
    assertThat(schedule.decide(act, command)).isEqualTo(new Refused(reason));
  }
}
