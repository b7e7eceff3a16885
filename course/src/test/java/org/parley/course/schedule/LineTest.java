package org.parley.course.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.parley.course.schedule.Processes.ONLINE;
import static org.parley.course.schedule.Processes.SIGNATURE;
import static org.parley.course.schedule.Processes.THREE;
import static org.parley.course.schedule.Processes.agreed;
import static org.parley.course.schedule.Processes.at;
import static org.parley.course.schedule.Processes.day;
import static org.parley.course.schedule.Processes.done;
import static org.parley.course.schedule.Processes.in;
import static org.parley.course.schedule.Processes.inForce;
import static org.parley.course.schedule.Processes.meeting;
import static org.parley.course.schedule.Processes.refused;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.course.Act;
import org.parley.course.Delegation;
import org.parley.course.Reason;
import org.parley.course.schedule.Ground.Audience;
import org.parley.course.schedule.LineCommand.AcceptLine;
import org.parley.course.schedule.LineCommand.DeclineLine;
import org.parley.course.schedule.LineCommand.ProposeLine;
import org.parley.course.schedule.LineCommand.TakeDownLine;
import org.parley.course.schedule.LineCommand.WithdrawLine;
import org.parley.course.schedule.MeetingCommand.AcceptOffer;
import org.parley.course.schedule.MeetingCommand.MakeOffer;
import org.parley.course.schedule.MeetingCommand.WithdrawOffer;
import org.parley.course.schedule.Proposal.Cancellation;
import org.parley.course.schedule.Proposal.Dates;
import org.parley.course.schedule.Proposal.Postponement;
import org.parley.course.schedule.PublicLine.CancellationLine;
import org.parley.course.schedule.PublicLine.DateLine;
import org.parley.course.schedule.PublicLine.NoComment;
import org.parley.course.schedule.PublicLine.PostponementLine;
import org.parley.course.schedule.PublicLine.TopicLine;
import org.parley.course.schedule.ScheduleCommand.ProposeMeeting;
import org.parley.course.schedule.ScheduleOutcome.Arranged;

/** What the public may read of a meeting. */
class LineTest {

  private static final DateLine DATE = new DateLine(day(1));
  private static final Ground STORM = new Ground(Audience.PUBLIC, "A storm");
  private static final String OTHER_SIGNATURE = "B".repeat(LineProposal.SIGNATURE_CHARS);

  @Test
  void isInForceOnceEachSideGaveItsKey() {
    Schedule schedule = of(THREE);
    schedule = done(schedule, "ridge-secretariat", new ProposeLine(0, Meeting.NONE, DATE));
    int line = schedule.seq();
    assertThat(publicity(schedule).inForce()).isNull();
    schedule = done(schedule, "valley-head", new AcceptLine(0, line, SIGNATURE));
    schedule = done(schedule, "harbour-head", new AcceptLine(0, line, OTHER_SIGNATURE));
    assertThat(publicity(schedule).inForce()).as("its own head has not agreed").isNull();
    Arranged last = at(schedule, "ridge-head", new AcceptLine(0, line, SIGNATURE));
    Act act = last.events().getFirst().act();
    assertThat(last.events())
        .containsExactly(
            new LineEvent.LineAccepted(act, 0, line), new LineEvent.LineAgreed(act, 0, line));
    Publicity publicity = publicity(last.next());
    assertThat(publicity.proposed()).isNull();
    assertThat(publicity.isOutdated()).isFalse();
    @Nullable LineProposal inForce = publicity.inForce();
    assertThat(inForce).isNotNull();
    assertThat(inForce.line()).isEqualTo(DATE);
    assertThat(inForce.keys())
        .extracting(LineProposal.LineKey::side)
        .containsExactly("valley", "harbour", "ridge");
  }

  @Test
  void saysWhatWasAgreedAlone() {
    Schedule agreed = in(MeetingState.AGREED);
    proposes(agreed, new NoComment());
    proposes(agreed, DATE);
    proposes(agreed, new TopicLine(day(1), "Heads of delegation", "Night traffic"));
    untrue(agreed, new DateLine(day(2)));
    untrue(agreed, new DateLine(new Span("Etc/UTC", day(1).startMs(), day(1).minutes())));
    untrue(agreed, new TopicLine(day(2), "Heads", "Night traffic"));
    untrue(agreed, new PostponementLine("A storm"));
    untrue(agreed, new CancellationLine("A storm"));
    untrue(in(MeetingState.PROPOSED), DATE);
    untrue(in(MeetingState.POSTPONED), DATE);
    untrue(in(MeetingState.CANCELLED), DATE);

    Schedule postponed = agreed(agreed, 0, new Postponement(STORM));
    proposes(postponed, new PostponementLine("A storm"));
    untrue(postponed, new PostponementLine("A strike"));
    untrue(postponed, new CancellationLine("A storm"));
    Schedule cancelled = agreed(agreed, 0, new Cancellation(STORM));
    proposes(cancelled, new CancellationLine("A storm"));
    untrue(cancelled, new PostponementLine("A storm"));
  }

  @Test
  void aReasonThatIsNotForEverybodyIsNotTold() {
    Schedule shared = agreed(
        in(MeetingState.AGREED), 0, new Postponement(new Ground(Audience.SHARED, "A storm")));
    untrue(shared, new PostponementLine("A storm"));
    Schedule secret =
        agreed(in(MeetingState.AGREED), 0, new Postponement(new Ground(Audience.PRIVATE, "")));
    untrue(secret, new PostponementLine(""));
    Schedule storm = agreed(in(MeetingState.AGREED), 0, new Postponement(STORM));
    Schedule later = agreed(storm, 0, new Cancellation(new Ground(Audience.SHARED, "A storm")));
    untrue(later, new CancellationLine("A storm"));
  }

  @Test
  void boundsTheTexts() {
    Schedule agreed = in(MeetingState.AGREED);
    for (String wrong : List.of("", " ", "\n", "\ud83d")) {
      line(agreed, new TopicLine(day(1), wrong, "a"), Reason.MALFORMED);
      line(agreed, new TopicLine(day(1), "a", wrong), Reason.MALFORMED);
    }
    line(agreed, new TopicLine(day(1), "a".repeat(81), "a"), Reason.TOO_LONG);
    line(agreed, new TopicLine(day(1), "a", "a".repeat(201)), Reason.TOO_LONG);
    proposes(agreed, new TopicLine(day(1), "a".repeat(80), "a".repeat(200)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "+", "=", " ", "\u00e4"})
  void aKeyHasTheFormOfASignature(String end) {
    Schedule schedule =
        done(in(MeetingState.AGREED), "harbour-head", new ProposeLine(0, Meeting.NONE, DATE));
    String signature = "A".repeat(end.equals("A") ? 86 : 85) + end;
    refused(schedule, "ridge-head", new AcceptLine(0, schedule.seq(), signature), Reason.MALFORMED);
  }

  @Test
  void aKeyMayTakeTheOnesPlace() {
    Schedule schedule =
        done(in(MeetingState.AGREED), "harbour-head", new ProposeLine(0, Meeting.NONE, DATE));
    int line = schedule.seq();
    schedule = done(schedule, "ridge-head", new AcceptLine(0, line, SIGNATURE));
    refused(schedule, "ridge-deputy", new AcceptLine(0, line, SIGNATURE), Reason.ALREADY);
    schedule = done(schedule, "ridge-deputy", new AcceptLine(0, line, OTHER_SIGNATURE));
    @Nullable LineProposal proposed = publicity(schedule).proposed();
    assertThat(proposed).isNotNull();
    assertThat(proposed.keys())
        .extracting(LineProposal.LineKey::by, LineProposal.LineKey::signature)
        .containsExactly(tuple("ridge-deputy", OTHER_SIGNATURE));
  }

  @Test
  void isDeclinedOrTakenBack() {
    Schedule proposed =
        done(in(MeetingState.AGREED), "harbour-head", new ProposeLine(0, Meeting.NONE, DATE));
    int line = proposed.seq();
    refused(proposed, "harbour-deputy", new DeclineLine(0, line), Reason.ALREADY);
    refused(proposed, "ridge-head", new WithdrawLine(0, line), Reason.NOT_YOUR_SIDE);
    Schedule declined = done(proposed, "ridge-head", new DeclineLine(0, line));
    assertThat(publicity(declined)).isEqualTo(Publicity.NOTHING);
    Schedule withdrawn = done(proposed, "harbour-deputy", new WithdrawLine(0, line));
    assertThat(publicity(withdrawn)).isEqualTo(Publicity.NOTHING);
    Schedule held = done(proposed, "ridge-head", new AcceptLine(0, line, SIGNATURE));
    refused(held, "ridge-head", new DeclineLine(0, line), Reason.ALREADY);
    Schedule left = done(held, "ridge-deputy", new WithdrawLine(0, line));
    assertThat(publicity(left)).as("that key is good for nothing").isEqualTo(Publicity.NOTHING);
    refused(left, "ridge-head", new AcceptLine(0, line, SIGNATURE), Reason.OVER);
    refused(declined, "ridge-head", new AcceptLine(0, line, SIGNATURE), Reason.OVER);
  }

  @Test
  void anotherTakesItsPlace() {
    Schedule proposed =
        done(in(MeetingState.AGREED), "harbour-head", new ProposeLine(0, Meeting.NONE, DATE));
    int first = proposed.seq();
    refused(proposed, "ridge-head", new ProposeLine(0, first, DATE), Reason.ALREADY);
    refused(proposed, "ridge-head", new ProposeLine(0, Meeting.NONE, new NoComment()), Reason.OVER);
    Schedule other = done(proposed, "ridge-head", new ProposeLine(0, first, new NoComment()));
    refused(other, "ridge-head", new AcceptLine(0, first, SIGNATURE), Reason.OVER);
    Schedule inForce = inForce(other, 0, DATE);
    refused(inForce, "ridge-head", new ProposeLine(0, Meeting.NONE, DATE), Reason.ALREADY);
    Schedule replaced = inForce(inForce, 0, new NoComment());
    @Nullable LineProposal line = publicity(replaced).inForce();
    assertThat(line).isNotNull();
    assertThat(line.line()).isEqualTo(new NoComment());
  }

  @Test
  void oneSideAloneTakesItDown() {
    Schedule schedule = inForce(of(THREE), 0, DATE);
    int line = line(schedule).seq();
    refused(schedule, "valley-secretariat", new TakeDownLine(0, line), Reason.NOT_YOUR_ROLE);
    refused(schedule, "valley-head", new TakeDownLine(0, line + 1), Reason.OVER);
    Schedule down = done(schedule, "valley-head", new TakeDownLine(0, line));
    assertThat(publicity(down)).isEqualTo(Publicity.NOTHING);
    refused(down, "ridge-head", new TakeDownLine(0, line), Reason.OVER);
  }

  @Test
  void whatIsNotTrueAnyMoreIsMarked() {
    Schedule schedule = inForce(in(MeetingState.AGREED), 0, DATE);
    int line = line(schedule).seq();
    schedule = done(schedule, "ridge-head", new ProposeLine(0, Meeting.NONE, new NoComment()));
    int proposed = schedule.seq();
    schedule = done(schedule, "ridge-head", new MakeOffer(0, Meeting.NONE, ONLINE));
    assertThat(publicity(schedule).isOutdated())
        .as("what was agreed still holds")
        .isFalse();
    Arranged moved = at(schedule, "harbour-head", new AcceptOffer(0, schedule.seq(), 0));
    assertThat(moved.events().getLast())
        .isEqualTo(new LineEvent.LineLapsed(moved.events().getLast().act(), 0, proposed));
    assertThat(publicity(moved.next()).isOutdated()).isTrue();
    assertThat(publicity(moved.next()).proposed()).isNull();
    assertThat(line(moved.next()).seq()).isEqualTo(line);
    Schedule back = agreed(moved.next(), 0, new Dates(List.of(day(1)), Format.VIRTUAL, ""));
    assertThat(publicity(back).isOutdated()).as("the date is the one it was").isFalse();
    Schedule cancelled = agreed(back, 0, new Cancellation(STORM));
    assertThat(publicity(cancelled).isOutdated()).isTrue();
    Schedule told = inForce(cancelled, 0, new CancellationLine("A storm"));
    assertThat(publicity(told).isOutdated()).isFalse();
  }

  @Test
  void noCommentStaysTrue() {
    Schedule schedule = inForce(in(MeetingState.PROPOSED), 0, new NoComment());
    Schedule dropped = done(schedule, "harbour-head", new WithdrawOffer(0, 0));
    assertThat(meeting(dropped, 0).state()).isEqualTo(MeetingState.CANCELLED);
    assertThat(publicity(dropped).isOutdated()).isFalse();
    assertThat(line(dropped).line()).isEqualTo(new NoComment());
  }

  @Test
  void aFullHistoryStillLetsALineBeTakenDown() {
    Schedule schedule = inForce(in(MeetingState.AGREED), 0, DATE);
    int line = line(schedule).seq();
    while (meeting(schedule, 0).hasRoom()) {
      schedule = done(
          schedule,
          "ridge-head",
          new ProposeLine(0, publicity(schedule).standing(), new NoComment()));
      schedule = meeting(schedule, 0).hasRoom()
          ? done(schedule, "harbour-head", new DeclineLine(0, schedule.seq()))
          : schedule;
    }
    refused(
        schedule,
        "ridge-head",
        new ProposeLine(0, publicity(schedule).standing(), DATE),
        Reason.TOO_MANY);
    Schedule down = done(schedule, "ridge-head", new TakeDownLine(0, line));
    assertThat(meeting(down, 0).history()).hasSizeLessThanOrEqualTo(Meeting.MAX_STEPS);
  }

  /** With one meeting that is agreed. */
  private static Schedule of(List<Delegation> sides) {
    Schedule proposed = done(
        Schedule.of(sides),
        "harbour-head",
        new ProposeMeeting(Meeting.NONE, Processes.AT_THE_PIER));
    for (String other : List.of("ridge-head", "valley-head")) {
      proposed = done(proposed, other, new AcceptOffer(0, 0, 0));
    }
    return proposed;
  }

  private static Publicity publicity(Schedule schedule) {
    return meeting(schedule, 0).publicity();
  }

  private static LineProposal line(Schedule schedule) {
    return Objects.requireNonNull(publicity(schedule).inForce());
  }

  private static void proposes(Schedule schedule, PublicLine line) {
    done(schedule, "ridge-secretariat", new ProposeLine(0, Meeting.NONE, line));
  }

  private static void untrue(Schedule schedule, PublicLine line) {
    line(schedule, line, Reason.UNTRUE);
  }

  private static void line(Schedule schedule, PublicLine line, Reason reason) {
    refused(schedule, "ridge-head", new ProposeLine(0, Meeting.NONE, line), reason);
  }
}
