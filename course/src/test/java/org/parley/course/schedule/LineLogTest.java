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

  /** What somebody does, about the meeting as it then is. */
  record Move(String seat, MeetingCommand command) {}

  @Property(tries = 400)
  void nothingIsInForceWithoutAKeyOfEachSide(@ForAll("moves") List<Move> moves) {
    Schedule schedule = agreed();
    Map<Integer, Told> told = new LinkedHashMap<>();
    int inForce = Meeting.NONE;
    int proposed = Meeting.NONE;
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
        switch (line) {
          case LineEvent.LineProposed one -> {
            assertThat(one.instead()).isEqualTo(proposed);
            proposed = one.act().seq();
            told.put(proposed, new Told(one.line(), side, new LinkedHashSet<>()));
            assertThat(one.line().holds(before)).isTrue();
          }
          case LineEvent.LineAccepted one ->
            of(told, one.proposal(), proposed).keys().add(side);
          case LineEvent.LineConsentWithdrawn one ->
            assertThat(of(told, one.proposal(), proposed).keys().remove(side)).isTrue();
          case LineEvent.LineDeclined one -> {
            Told declined = of(told, one.proposal(), proposed);
            assertThat(declined.keys()).doesNotContain(side);
            assertThat(declined.side()).isNotEqualTo(side);
            proposed = Meeting.NONE;
          }
          case LineEvent.LineWithdrawn one -> {
            assertThat(of(told, one.proposal(), proposed).side()).isEqualTo(side);
            proposed = Meeting.NONE;
          }
          case LineEvent.LineLapsed one -> {
            of(told, one.proposal(), proposed);
            proposed = Meeting.NONE;
          }
          case LineEvent.LineAgreed one -> {
            assertThat(of(told, one.proposal(), proposed).keys()).hasSize(3);
            inForce = proposed;
            proposed = Meeting.NONE;
          }
          case LineEvent.LineTakenDown one -> {
            assertThat(one.line()).isEqualTo(inForce);
            inForce = Meeting.NONE;
          }
        }
      }
      schedule = next;
      assertIs(Processes.meeting(schedule, 0), told, proposed, inForce);
    }
  }

  private static Told of(Map<Integer, Told> told, int named, int proposed) {
    assertThat(named).isEqualTo(proposed);
    return Objects.requireNonNull(told.get(named));
  }

  private static void assertIs(
      Meeting meeting, Map<Integer, Told> told, int proposed, int inForce) {
    Publicity publicity = meeting.publicity();
    assertIs(publicity.proposed(), told, proposed);
    assertIs(publicity.inForce(), told, inForce);
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
  @Property(tries = 400)
  void theLogsComeFar(@ForAll("moves") List<Move> moves) {
    List<Step> history = new ArrayList<>();
    boolean wasOutdated = false;
    Schedule schedule = agreed();
    for (Move move : moves) {
      Meeting meeting = Processes.meeting(schedule, 0);
      int seq = schedule.seq() + 1;
      if (schedule.decide(new Act(move.seat(), seq, seq), aimed(meeting, move.command()))
          instanceof Arranged(Schedule next, var _)) {
        schedule = next;
      }
      wasOutdated |= Processes.meeting(schedule, 0).publicity().isOutdated();
      history = Processes.meeting(schedule, 0).history();
    }
    for (Class<?> type : LineEvent.class.getPermittedSubclasses()) {
      Statistics.label(type.getSimpleName())
          .collect(history.stream().anyMatch(step -> type.isInstance(step.event())))
          .coverage(coverage -> coverage.check(true).percentage(share -> share > 2));
    }
    Statistics.label("outdated")
        .collect(wasOutdated)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 2));
  }

  /** About that meeting: what is proposed or in force, and mostly what is true. */
  static MeetingCommand aimed(Meeting meeting, MeetingCommand command) {
    @Nullable LineProposal inForce = meeting.publicity().inForce();
    int standing = meeting.publicity().standing();
    return switch (command) {
      case ProposeLine propose ->
        new ProposeLine(meeting.id(), standing, aimed(meeting, propose.line()));
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
        new PublicLine.CancellationLine("A storm"));
    return Arbitraries.frequencyOf(
        Tuple.of(4, lines.map(line -> new ProposeLine(0, 0, line))),
        Tuple.of(12, Arbitraries.of("A", "B").map(c -> new AcceptLine(0, 0, c.repeat(86)))),
        Tuple.of(1, Arbitraries.just(new DeclineLine(0, 0))),
        Tuple.of(1, Arbitraries.just(new WithdrawLine(0, 0))),
        Tuple.of(1, Arbitraries.just(new TakeDownLine(0, 0))));
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
