package org.parley.course.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.course.schedule.Processes.ONLINE;
import static org.parley.course.schedule.Processes.SIGNATURE;
import static org.parley.course.schedule.Processes.agreed;
import static org.parley.course.schedule.Processes.done;
import static org.parley.course.schedule.Processes.in;
import static org.parley.course.schedule.Processes.inForce;
import static org.parley.course.schedule.Processes.meeting;
import static org.parley.course.schedule.Processes.refused;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.course.Reason;
import org.parley.course.schedule.LineCommand.AcceptLine;
import org.parley.course.schedule.LineCommand.DeclineLine;
import org.parley.course.schedule.LineCommand.ProposeLine;
import org.parley.course.schedule.LineCommand.TakeDownLine;
import org.parley.course.schedule.MeetingCommand.MakeOffer;
import org.parley.course.schedule.PublicLine.NoComment;
import org.parley.course.schedule.PublicLine.Readout;
import org.parley.course.schedule.PublicLine.ReadoutColumn;

/** What the sides say in public of what came of a meeting, beside the line that tells its status. */
class ReadoutTest {

  private static final Readout READOUT = new Readout(
      1_804_147_200_000L,
      List.of(
          new ReadoutColumn("en", "The pier is open.\n\nAt night as well."),
          new ReadoutColumn("ar", "\u0627\u0644\u0631\u0635\u064a\u0641")));

  @Test
  void standsBesideTheLineAndNotInItsPlace() {
    Schedule lined = inForce(in(MeetingState.AGREED), 0, new NoComment());
    Publicity line = meeting(lined, 0).publicity();
    Schedule both = inForce(lined, 0, READOUT);
    assertThat(meeting(both, 0).publicity()).isEqualTo(line);
    assertThat(readout(both).line()).isEqualTo(READOUT);
    assertThat(readout(both).keys()).hasSize(2);
    Schedule left = done(both, "ridge-head", new TakeDownLine(0, readout(both).seq()));
    assertThat(meeting(left, 0).readout()).isEqualTo(Publicity.NOTHING);
    assertThat(meeting(left, 0).publicity()).isEqualTo(line);
    int seq = Objects.requireNonNull(line.inForce()).seq();
    Schedule other = done(both, "ridge-head", new TakeDownLine(0, seq));
    assertThat(meeting(other, 0).publicity()).isEqualTo(Publicity.NOTHING);
    assertThat(readout(other).line()).isEqualTo(READOUT);
  }

  @Test
  void isProposedWhileALineIs() {
    Schedule lined =
        done(in(MeetingState.AGREED), "harbour-head", new ProposeLine(0, -1, new NoComment()));
    int line = lined.seq();
    refused(lined, "ridge-head", new ProposeLine(0, line, READOUT), Reason.OVER);
    Schedule both = done(lined, "ridge-secretariat", new ProposeLine(0, -1, READOUT));
    int readout = both.seq();
    refused(both, "ridge-head", new ProposeLine(0, readout, READOUT), Reason.ALREADY);
    Schedule held = done(both, "harbour-head", new AcceptLine(0, readout, SIGNATURE));
    held = done(held, "ridge-head", new AcceptLine(0, line, SIGNATURE));
    Meeting meeting = meeting(held, 0);
    assertThat(Objects.requireNonNull(meeting.publicity().proposed()).keys())
        .extracting(LineProposal.LineKey::side)
        .containsExactly("ridge");
    assertThat(Objects.requireNonNull(meeting.readout().proposed()).keys())
        .extracting(LineProposal.LineKey::side)
        .containsExactly("harbour");
    Schedule declined = done(both, "harbour-head", new DeclineLine(0, readout));
    assertThat(meeting(declined, 0).readout()).isEqualTo(Publicity.NOTHING);
    assertThat(meeting(declined, 0).publicity().standing()).isEqualTo(line);
  }

  @ParameterizedTest
  @EnumSource(MeetingState.class)
  void isOfAMeetingThatIsAgreed(MeetingState state) {
    if (state == MeetingState.AGREED) {
      done(in(state), "ridge-head", new ProposeLine(0, -1, READOUT));
    } else {
      refused(in(state), "ridge-head", new ProposeLine(0, -1, READOUT), Reason.UNTRUE);
    }
  }

  @Test
  void isOutdatedOnceTheMeetingIsNotHeldAndNotByAnotherDate() {
    Schedule schedule = inForce(in(MeetingState.AGREED), 0, READOUT);
    schedule =
        done(schedule, "ridge-head", new ProposeLine(0, -1, readout(List.of(column("en", "No.")))));
    Schedule moved = agreed(schedule, 0, ONLINE);
    assertThat(meeting(moved, 0).readout().proposed()).isNull();
    assertThat(meeting(moved, 0).readout().isOutdated()).isFalse();
    Schedule cancelled =
        agreed(moved, 0, new Proposal.Cancellation(new Ground(Ground.Audience.PUBLIC, "A storm")));
    assertThat(meeting(cancelled, 0).readout().isOutdated()).isTrue();
    assertThat(readout(cancelled).line()).isEqualTo(READOUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "e", "EN", "en-GB", "abcdefghi", "e1", "<b>"})
  void namesItsLanguages(String language) {
    wrong(readout(List.of(column(language, "a"))), Reason.MALFORMED);
  }

  @Test
  void boundsItsTextsAndItsTime() {
    wrong(readout(List.of()), Reason.MALFORMED);
    for (String text : List.of("", " \n ", "\ud83d", "\r", "\u0000")) {
      wrong(readout(List.of(column("en", "a"), column("fr", text))), Reason.MALFORMED);
    }
    wrong(readout(List.of(column("en", "a"), column("en", "b"))), Reason.MALFORMED);
    wrong(
        readout(List.of(column("en", "a"), column("fr", "b"), column("ar", "c"))), Reason.TOO_MANY);
    wrong(
        readout(List.of(column("en", "a".repeat(PublicLine.MAX_COLUMN_CHARS + 1)))),
        Reason.TOO_LONG);
    wrong(new Readout(-1, READOUT.columns()), Reason.MALFORMED);
    wrong(new Readout(Span.MAX_START_MS + 1, READOUT.columns()), Reason.TOO_LONG);
    String longest = "\n".repeat(PublicLine.MAX_COLUMN_CHARS - 1) + "a";
    Readout large =
        new Readout(Span.MAX_START_MS, List.of(column("abcdefgh", longest), column("en", longest)));
    done(in(MeetingState.AGREED), "ridge-head", new ProposeLine(0, -1, large));
  }

  @Test
  void boundsHowManyAreProposedAndNotTheLines() {
    Schedule schedule = in(MeetingState.AGREED);
    for (int i = 0; i < Meeting.MAX_READOUTS; i++) {
      int seen = meeting(schedule, 0).readout().standing();
      schedule = done(schedule, "ridge-head", new ProposeLine(0, seen, another(i)));
    }
    int seen = meeting(schedule, 0).readout().standing();
    refused(schedule, "ridge-head", new ProposeLine(0, seen, READOUT), Reason.TOO_MANY);
    done(schedule, "ridge-head", new ProposeLine(0, -1, new NoComment()));
    done(schedule, "harbour-head", new AcceptLine(0, seen, SIGNATURE));
  }

  @Test
  void aFullHistoryStillLetsBothBeTakenDown() {
    Schedule schedule = inForce(inForce(in(MeetingState.AGREED), 0, READOUT), 0, new NoComment());
    while (meeting(schedule, 0).hasRoom()) {
      schedule =
          done(schedule, "ridge-head", new MakeOffer(0, meeting(schedule, 0).standing(), ONLINE));
      schedule = meeting(schedule, 0).hasRoom()
          ? done(schedule, "ridge-head", new MeetingCommand.WithdrawOffer(0, schedule.seq()))
          : schedule;
    }
    int line =
        Objects.requireNonNull(meeting(schedule, 0).publicity().inForce()).seq();
    Schedule down = done(schedule, "ridge-head", new TakeDownLine(0, line));
    down = done(down, "harbour-head", new TakeDownLine(0, readout(down).seq()));
    assertThat(meeting(down, 0).history()).hasSizeLessThanOrEqualTo(Meeting.MAX_STEPS);
  }

  private static LineProposal readout(Schedule schedule) {
    return Objects.requireNonNull(meeting(schedule, 0).readout().inForce());
  }

  private static Readout readout(List<ReadoutColumn> columns) {
    return new Readout(0, columns);
  }

  private static Readout another(int number) {
    return readout(List.of(column("en", "The pier is open " + number)));
  }

  private static ReadoutColumn column(String language, String text) {
    return new ReadoutColumn(language, text);
  }

  private static void wrong(Readout readout, Reason reason) {
    refused(in(MeetingState.AGREED), "ridge-head", new ProposeLine(0, -1, readout), reason);
  }
}
