package org.parley.course.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.schedule.LineCommand.AcceptLine;
import org.parley.course.schedule.LineCommand.DeclineLine;
import org.parley.course.schedule.LineCommand.ProposeLine;
import org.parley.course.schedule.LineCommand.TakeDownLine;
import org.parley.course.schedule.LineCommand.WithdrawLine;
import org.parley.course.schedule.Proposal.Cancellation;
import org.parley.course.schedule.Proposal.Dates;
import org.parley.course.schedule.Proposal.Postponement;
import org.parley.course.schedule.ScheduleOutcome.Arranged;

/** Whatever anybody writes into a log, the public may read what every side's head gave a key to, and nothing else. */
class LineLogTest {

  private static final Ground STORM = new Ground(Ground.Audience.PUBLIC, "A storm");

  /** A proposal as its events tell it. */
  private record Told(PublicLine line, String side, Set<String> keys) {}

  /** Of the lines, or of the readouts, what is proposed and what is in force, by its place. */
  private static final class Track {
    private int proposed = Meeting.NONE;
    private int inForce = Meeting.NONE;
  }

  /** What somebody does, about the meeting as it then is. */
  record Move(String seat, MeetingCommand command) {}

  @Property(tries = 400)
  void nothingIsInForceWithoutAKeyOfEachSide(@ForAll("moves") List<Move> moves) {
    Schedule schedule = agreed();
    Map<Integer, Told> told = new LinkedHashMap<>();
    Map<Boolean, Track> tracks = Map.of(false, new Track(), true, new Track());
    for (Move move : moves) {
      Meeting before = Processes.meeting(schedule, 0);
      int seq = schedule.seq() + 1;
      if (!(schedule.decide(new Act(move.seat(), seq, seq), aimed(before, move.command()))
          instanceof Arranged(Schedule next, var events))) {
        continue;
      }
      for (ScheduleEvent event : events) {
        String seat = event.act().seat();
        String side = seat.substring(0, seat.indexOf('-'));
        if (!(event instanceof LineEvent line)) {
          continue;
        }
        assertThat(seat).doesNotEndWith("-observer");
        boolean isHeads = line instanceof LineEvent.LineAccepted
            || line instanceof LineEvent.LineTakenDown
            || line instanceof LineEvent.LineWithdrawn
            || line instanceof LineEvent.LineDeclined;
        assertThat(!isHeads || seat.endsWith("-head")).isTrue();
        if (line instanceof LineEvent.LineProposed one) {
          told.put(one.act().seq(), new Told(one.line(), side, new LinkedHashSet<>()));
        }
        Told about = Objects.requireNonNull(told.get(placeOf(line)));
        Track track = Objects.requireNonNull(tracks.get(about.line().isReadout()));
        boolean isOfProposal =
            !(line instanceof LineEvent.LineProposed || line instanceof LineEvent.LineTakenDown);
        assertThat(!isOfProposal || placeOf(line) == track.proposed).isTrue();
        switch (line) {
          case LineEvent.LineProposed one -> {
            assertThat(one.instead()).isEqualTo(track.proposed);
            assertThat(one.line().holds(before)).isTrue();
            track.proposed = one.act().seq();
          }
          case LineEvent.LineAccepted _ -> about.keys().add(side);
          case LineEvent.LineConsentWithdrawn _ -> {
            assertThat(about.keys()).contains(side);
            assertThat(about.side()).isNotEqualTo(side);
            track.proposed = Meeting.NONE;
          }
          case LineEvent.LineDeclined _ -> {
            assertThat(about.keys()).doesNotContain(side);
            assertThat(about.side()).isNotEqualTo(side);
            track.proposed = Meeting.NONE;
          }
          case LineEvent.LineWithdrawn _ -> {
            assertThat(about.side()).isEqualTo(side);
            track.proposed = Meeting.NONE;
          }
          case LineEvent.LineLapsed _ -> track.proposed = Meeting.NONE;
          case LineEvent.LineAgreed _ -> {
            assertThat(about.keys()).hasSize(3);
            track.inForce = track.proposed;
            track.proposed = Meeting.NONE;
          }
          case LineEvent.LineTakenDown one -> {
            assertThat(one.line()).isEqualTo(track.inForce);
            track.inForce = Meeting.NONE;
          }
        }
      }
      schedule = next;
      Meeting meeting = Processes.meeting(schedule, 0);
      tracks.forEach((isReadout, track) ->
          assertIs(meeting, isReadout ? meeting.readout() : meeting.publicity(), told, track));
    }
  }

  /** Of the proposal that it is about. */
  private static int placeOf(LineEvent event) {
    return switch (event) {
      case LineEvent.LineProposed one -> one.act().seq();
      case LineEvent.LineAccepted one -> one.proposal();
      case LineEvent.LineConsentWithdrawn one -> one.proposal();
      case LineEvent.LineDeclined one -> one.proposal();
      case LineEvent.LineWithdrawn one -> one.proposal();
      case LineEvent.LineLapsed one -> one.proposal();
      case LineEvent.LineAgreed one -> one.proposal();
      case LineEvent.LineTakenDown one -> one.line();
    };
  }

  private static void assertIs(
      Meeting meeting, Publicity publicity, Map<Integer, Told> told, Track track) {
    assertIs(publicity.proposed(), told, track.proposed);
    assertIs(publicity.inForce(), told, track.inForce);
    @Nullable LineProposal held = publicity.inForce();
    assertThat(publicity.isOutdated()).isEqualTo(held != null && !held.line().holds(meeting));
    @Nullable LineProposal pending = publicity.proposed();
    assertThat(pending == null || pending.line().holds(meeting)).isTrue();
    assertThat(meeting.history()).hasSizeLessThanOrEqualTo(Meeting.MAX_STEPS);
  }

  private static void assertIs(
      @Nullable LineProposal proposal, Map<Integer, Told> told, int place) {
    assertThat(proposal == null).isEqualTo(place == Meeting.NONE);
    if (proposal != null) {
      Told known = Objects.requireNonNull(told.get(place));
      assertThat(proposal.seq()).isEqualTo(place);
      assertThat(proposal.line()).isEqualTo(known.line());
      assertThat(proposal.side()).isEqualTo(known.side());
      assertThat(proposal.keys())
          .extracting(LineProposal.LineKey::side)
          .containsExactlyInAnyOrderElementsOf(known.keys());
    }
  }

  /** Or the property would hold for meetings of which nobody says anything. */
  @Property(tries = 2000)
  void theLogsComeFar(@ForAll("moves") List<Move> moves) {
    List<Step> history = new ArrayList<>();
    boolean wasOutdated = false;
    boolean wasReadout = false;
    Schedule schedule = agreed();
    for (Move move : moves) {
      Meeting meeting = Processes.meeting(schedule, 0);
      int seq = schedule.seq() + 1;
      if (schedule.decide(new Act(move.seat(), seq, seq), aimed(meeting, move.command()))
          instanceof Arranged(Schedule next, var _)) {
        schedule = next;
      }
      wasOutdated |= Processes.meeting(schedule, 0).publicity().isOutdated();
      wasReadout |= Processes.meeting(schedule, 0).readout().inForce() != null;
      history = Processes.meeting(schedule, 0).history();
    }
    for (Class<?> type : LineEvent.class.getPermittedSubclasses()) {
      Statistics.label(type.getSimpleName())
          .collect(history.stream().anyMatch(step -> type.isInstance(step.event())))
          .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.5));
    }
    Statistics.label("outdated")
        .collect(wasOutdated)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.5));
    Statistics.label("readout")
        .collect(wasReadout)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.5));
  }

  /**
   * About that meeting: what is proposed or in force, and mostly what is true. What says not whether it is about a line is aimed at a readout
   * by an odd number, and where there is none of those at the other.
   */
  static MeetingCommand aimed(Meeting meeting, MeetingCommand command) {
    boolean isReadout = command.meeting() % 2 == 1;
    Publicity first = isReadout ? meeting.readout() : meeting.publicity();
    Publicity second = isReadout ? meeting.publicity() : meeting.readout();
    @Nullable LineProposal inForce = first.inForce() == null ? second.inForce() : first.inForce();
    int standing = first.proposed() == null ? second.standing() : first.standing();
    return switch (command) {
      case ProposeLine propose ->
        new ProposeLine(
            meeting.id(),
            meeting.publicityOf(propose.line()).standing(),
            aimed(meeting, propose.line()));
      case AcceptLine accept -> new AcceptLine(meeting.id(), standing, accept.signature());
      case DeclineLine _ -> new DeclineLine(meeting.id(), standing);
      case WithdrawLine _ -> new WithdrawLine(meeting.id(), standing);
      case TakeDownLine _ ->
        new TakeDownLine(meeting.id(), inForce == null ? Meeting.NONE : inForce.seq());
      case MeetingCommand.MakeOffer make ->
        new MeetingCommand.MakeOffer(meeting.id(), meeting.standing(), make.proposal());
      case MeetingCommand.AcceptOffer accept ->
        new MeetingCommand.AcceptOffer(meeting.id(), meeting.standing(), accept.span());
      case MeetingCommand.DeclineOffer _, MeetingCommand.WithdrawOffer _ -> command;
    };
  }

  private static PublicLine aimed(Meeting meeting, PublicLine line) {
    @Nullable Terms agreed = meeting.agreed();
    return line instanceof PublicLine.DateLine && agreed != null
        ? new PublicLine.DateLine(agreed.span())
        : line;
  }

  /** To be aimed. */
  static Arbitrary<LineCommand> commands() {
    Arbitrary<PublicLine> lines = Arbitraries.of(
        new PublicLine.NoComment(),
        new PublicLine.DateLine(Processes.day(1)),
        new PublicLine.TopicLine(Processes.day(1), "Heads", "Night traffic"),
        new PublicLine.PostponementLine("A storm"),
        new PublicLine.CancellationLine("A storm"),
        readout(1, "The pier is open."),
        readout(2, "The pier is open."));
    Arbitrary<Integer> which = Arbitraries.of(0, 1);
    return Arbitraries.frequencyOf(
        Tuple.of(4, lines.map(line -> new ProposeLine(0, 0, line))),
        Tuple.of(
            12,
            Combinators.combine(which, Arbitraries.of("A", "B"))
                .as((about, c) -> new AcceptLine(about, 0, c.repeat(86)))),
        Tuple.of(1, which.map(about -> new DeclineLine(about, 0))),
        Tuple.of(1, which.map(about -> new WithdrawLine(about, 0))),
        Tuple.of(1, which.map(about -> new TakeDownLine(about, 0))));
  }

  private static PublicLine readout(long notBeforeMs, String text) {
    return new PublicLine.Readout(notBeforeMs, List.of(new PublicLine.ReadoutColumn("en", text)));
  }

  @Provide
  Arbitrary<List<Move>> moves() {
    Arbitrary<String> heads = Arbitraries.of("harbour-head", "ridge-head", "valley-head");
    Arbitrary<String> others =
        Arbitraries.of("ridge-secretariat", "valley-observer", "nobody-head");
    Arbitrary<String> seats = Arbitraries.frequencyOf(Tuple.of(6, heads), Tuple.of(1, others));
    Arbitrary<MeetingCommand> offers = Arbitraries.of(
        new MeetingCommand.MakeOffer(
            0, 0, new Dates(List.of(Processes.day(4)), Format.VIRTUAL, "")),
        new MeetingCommand.MakeOffer(0, 0, new Postponement(STORM)),
        new MeetingCommand.MakeOffer(0, 0, new Cancellation(STORM)));
    Arbitrary<MeetingCommand> commands = Arbitraries.frequencyOf(
        Tuple.of(20, commands().map(command -> (MeetingCommand) command)),
        Tuple.of(2, offers),
        Tuple.of(5, Arbitraries.just(new MeetingCommand.AcceptOffer(0, 0, 0))));
    return Combinators.combine(seats, commands)
        .as(Move::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(80);
  }

  /** With one meeting, of three sides, that is agreed. */
  private static Schedule agreed() {
    Schedule schedule = Processes.done(
        Schedule.of(Processes.THREE),
        "harbour-head",
        new ScheduleCommand.ProposeMeeting(Meeting.NONE, Processes.AT_THE_PIER));
    for (String other : List.of("ridge-head", "valley-head")) {
      schedule = Processes.done(schedule, other, new MeetingCommand.AcceptOffer(0, 0, 0));
    }
    return schedule;
  }
}
