package org.parley.course.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.course.Act;
import org.parley.course.Reason;
import org.parley.course.Role;
import org.parley.course.Tables;
import org.parley.course.schedule.LineCommand.AcceptLine;
import org.parley.course.schedule.LineCommand.DeclineLine;
import org.parley.course.schedule.LineCommand.ProposeLine;
import org.parley.course.schedule.LineCommand.TakeDownLine;
import org.parley.course.schedule.LineCommand.WithdrawLine;
import org.parley.course.schedule.MeetingCommand.AcceptOffer;
import org.parley.course.schedule.MeetingCommand.DeclineOffer;
import org.parley.course.schedule.MeetingCommand.MakeOffer;
import org.parley.course.schedule.MeetingCommand.WithdrawOffer;
import org.parley.course.schedule.ScheduleCommand.DescribeSide;
import org.parley.course.schedule.ScheduleCommand.LiftObjection;
import org.parley.course.schedule.ScheduleCommand.ProposeMeeting;
import org.parley.course.schedule.ScheduleCommand.RaiseObjection;
import org.parley.course.schedule.ScheduleOutcome.Arranged;
import org.parley.course.schedule.ScheduleOutcome.Refused;

public class ScheduleRightsTest {

  private static final Proposal.Dates OTHER =
      new Proposal.Dates(List.of(Processes.day(9)), Format.HYBRID, "Pier 4");

  /** Where there is nothing of the kind. */
  private static final Set<ScheduleRight> OVER = EnumSet.of(
      ScheduleRight.LIFT_OBJECTION, ScheduleRight.ACCEPT_PURGE, ScheduleRight.WITHDRAW_PURGE);

  /** Every role with a meeting in every state: what the table refuses is refused for that reason, and what it allows is not. */
  @ParameterizedTest
  @EnumSource(ScheduleRight.class)
  void theTableDecides(ScheduleRight right) {
    for (MeetingState state : MeetingState.values()) {
      for (Role role : Role.values()) {
        for (String side : List.of("harbour-", "ridge-")) {
          decides(right, role, state, side + role.name().toLowerCase(Locale.ROOT));
        }
      }
      decides(right, null, state, "nobody");
    }
  }

  private static void decides(
      ScheduleRight right, @Nullable Role role, MeetingState state, String seat) {
    Schedule schedule = Processes.in(state);
    int standing = Processes.meeting(schedule, 0).standing();
    // Where no offer stands there is nothing to agree to, so each state is tried with one as well.
    Schedule offered = state == MeetingState.CANCELLED || standing != Meeting.NONE
        ? schedule
        : Processes.done(schedule, "harbour-head", new MakeOffer(0, standing, Processes.ONLINE));
    // So is a line proposed, and one in force.
    Schedule proposed = Processes.done(
        offered, "harbour-head", new ProposeLine(0, Meeting.NONE, new PublicLine.NoComment()));
    Schedule inForce = Processes.inForce(schedule, 0, new PublicLine.NoComment());
    for (Schedule each : List.of(schedule, offered, proposed, inForce)) {
      ScheduleCommand command = example(right, 0, standing(right, Processes.meeting(each, 0)));
      assertThat(ScheduleRight.of(command)).isEqualTo(right);
      ScheduleOutcome outcome = each.decide(new Act(seat, each.seq() + 1, 0), command);
      Reason refusal = right.refusal(role, state);
      if (refusal != null) {
        assertThat(outcome).isEqualTo(new Refused(refusal));
      } else if (outcome instanceof Refused(Reason reason)) {
        assertThat(reason).isIn(Reason.OVER, Reason.ALREADY, Reason.NOT_YOUR_SIDE, Reason.UNKNOWN);
        assertThat(right)
            .isIn(
                ScheduleRight.RAISE_OBJECTION,
                ScheduleRight.LIFT_OBJECTION,
                ScheduleRight.ACCEPT_OFFER,
                ScheduleRight.DECLINE_OFFER,
                ScheduleRight.WITHDRAW_OFFER,
                ScheduleRight.PROPOSE_LINE,
                ScheduleRight.ACCEPT_LINE,
                ScheduleRight.DECLINE_LINE,
                ScheduleRight.WITHDRAW_LINE,
                ScheduleRight.TAKE_DOWN_LINE,
                ScheduleRight.ACCEPT_PURGE,
                ScheduleRight.WITHDRAW_PURGE);
      }
    }
  }

  /** What a command of that kind names. */
  private static int standing(ScheduleRight right, Meeting meeting) {
    LineProposal inForce = meeting.publicity().inForce();
    return switch (right) {
      case PROPOSE_LINE, ACCEPT_LINE, DECLINE_LINE, WITHDRAW_LINE ->
        meeting.publicity().standing();
      case TAKE_DOWN_LINE -> inForce == null ? Meeting.NONE : inForce.seq();
      case DESCRIBE_SIDE,
          RAISE_OBJECTION,
          LIFT_OBJECTION,
          PROPOSE_MEETING,
          OFFER_DATES,
          OFFER_POSTPONEMENT,
          OFFER_CANCELLATION,
          ACCEPT_OFFER,
          DECLINE_OFFER,
          WITHDRAW_OFFER,
          PROPOSE_PURGE,
          ACCEPT_PURGE,
          WITHDRAW_PURGE -> meeting.standing();
    };
  }

  /** Who may do something to meetings learns that there is no such one. */
  @ParameterizedTest
  @EnumSource(ScheduleRight.class)
  void whatIsNotThereIsUnknown(ScheduleRight right) {
    Schedule schedule = Processes.in(MeetingState.AGREED);
    for (Role role : Role.values()) {
      String seat = "ridge-" + role.name().toLowerCase(Locale.ROOT);
      ScheduleOutcome outcome =
          schedule.decide(new Act(seat, schedule.seq() + 1, 0), example(right, 7, 7));
      Reason refusal = right.refusal(role, null);
      if (OVER.contains(right) && refusal == null) {
        assertThat(outcome).isEqualTo(new Refused(Reason.OVER));
      } else if (refusal == null) {
        assertThat(outcome).isInstanceOf(Arranged.class);
        assertThat(right.isAboutMeeting()).isFalse();
      } else {
        assertThat(outcome).isEqualTo(new Refused(refusal));
        assertThat(refusal).isIn(Reason.NOT_YOUR_ROLE, Reason.UNKNOWN);
      }
    }
  }

  @Test
  void headsBindAndTheSecretariatPrepares() {
    assertThat(Stream.of(Role.values()).filter(Role::speaksForSide))
        .containsExactly(Role.HEAD, Role.DEPUTY);
    assertThat(Stream.of(Role.values()).filter(Role::prepares))
        .containsExactly(Role.HEAD, Role.DEPUTY, Role.SECRETARIAT);
  }

  private static ScheduleCommand example(ScheduleRight right, int meeting, int standing) {
    return switch (right) {
      case DESCRIBE_SIDE ->
        new DescribeSide(new Description("Asia/Amman", List.of(), "", List.of(), List.of(), ""));
      case RAISE_OBJECTION -> new RaiseObjection("harbour-observer", "Was not invited");
      case LIFT_OBJECTION -> new LiftObjection("harbour-observer");
      case PROPOSE_MEETING -> new ProposeMeeting(Meeting.NONE, OTHER);
      case OFFER_DATES -> new MakeOffer(meeting, standing, OTHER);
      case OFFER_POSTPONEMENT ->
        new MakeOffer(meeting, standing, new Proposal.Postponement(Processes.GROUND));
      case OFFER_CANCELLATION ->
        new MakeOffer(meeting, standing, new Proposal.Cancellation(Processes.GROUND));
      case ACCEPT_OFFER -> new AcceptOffer(meeting, standing, 0);
      case DECLINE_OFFER -> new DeclineOffer(meeting, standing);
      case WITHDRAW_OFFER -> new WithdrawOffer(meeting, standing);
      case PROPOSE_LINE -> new ProposeLine(meeting, standing, new PublicLine.NoComment());
      case ACCEPT_LINE -> new AcceptLine(meeting, standing, Processes.SIGNATURE);
      case DECLINE_LINE -> new DeclineLine(meeting, standing);
      case WITHDRAW_LINE -> new WithdrawLine(meeting, standing);
      case TAKE_DOWN_LINE -> new TakeDownLine(meeting, standing);
      case PROPOSE_PURGE -> new PurgeCommand.ProposePurge();
      case ACCEPT_PURGE -> new PurgeCommand.AcceptPurge(standing, Processes.SIGNATURE);
      case WITHDRAW_PURGE -> new PurgeCommand.WithdrawPurge(standing);
    };
  }

  /** What a command needs besides. */
  private static String besides(ScheduleRight right) {
    return switch (right) {
      case DESCRIBE_SIDE ->
        "it is another description than before; at most " + Description.MAX_LANGUAGES
            + " languages and " + Description.MAX_HOLIDAYS + " holidays";
      case RAISE_OBJECTION ->
        "to somebody of another side, with another text than before; 1 to " + Objection.MAX_CHARS
            + " characters";
      case LIFT_OBJECTION -> "one's side objects to that seat";
      case PROPOSE_MEETING ->
        "there are fewer than " + Schedule.MAX_MEETINGS
            + "; it follows none, or one that is there; 1 to "
            + Proposal.MAX_SPANS + " different dates of " + Span.MIN_MINUTES + " to "
            + Span.MAX_MINUTES + " minutes";
      case OFFER_DATES ->
        "the offer that one has seen is the one that stands, or none was and none is; dates as for a proposal, none of them the agreed one";
      case OFFER_POSTPONEMENT, OFFER_CANCELLATION ->
        "the offer that one has seen is the one that stands, or none was and none is";
      case ACCEPT_OFFER ->
        "the offer stands and is another side's, and one's side has not agreed to that date";
      case DECLINE_OFFER ->
        "the offer stands and is another side's, and one's side has not agreed to it: it is over";
      case WITHDRAW_OFFER ->
        "the offer stands, and is one's side's: it is over; or one's side has agreed to it";
      case PROPOSE_LINE ->
        "the proposal that one has seen is the one that stands, or none was and none is; the line says what was agreed, and is neither proposed"
            + " nor in force; a level of 1 to " + PublicLine.MAX_LEVEL_CHARS
            + " characters, a topic of 1 to " + PublicLine.MAX_TOPIC_CHARS
            + "; a readout of a meeting that is agreed, in at most " + PublicLine.MAX_COLUMNS
            + " languages, each of 1 to " + PublicLine.MAX_COLUMN_CHARS + " characters, at most "
            + Meeting.MAX_READOUTS + " of a meeting; it and the line have a proposal each";
      case ACCEPT_LINE -> "it is proposed, and one's side has not given this key";
      case DECLINE_LINE ->
        "it is proposed by another side, and one's side has not given its key: it is over";
      case WITHDRAW_LINE ->
        "it is proposed by one's side, or one's side has given its key: it is over";
      case TAKE_DOWN_LINE -> "it is in force";
      case PROPOSE_PURGE -> "it is not proposed";
      case ACCEPT_PURGE -> "it is proposed, and one's side has not given this key";
      case WITHDRAW_PURGE -> "it is proposed: it is over";
    };
  }

  /** Of docs/rights.md. */
  public static String chapter() {
    StringBuilder out = new StringBuilder("""

        ## On the dates of meetings

        By the state of the meeting that the command is about. A side is described, an objection raised and a meeting proposed whatever became of others.

        | command | %s | if |
        |---|%s---|
        """.formatted(
        String.join(" | ", Stream.of(MeetingState.values()).map(Tables::words).toList()),
        "---|".repeat(MeetingState.values().length)));
    for (ScheduleRight right : ScheduleRight.values()) {
      List<String> cells = new ArrayList<>(List.of(Tables.words(right)));
      for (MeetingState state : MeetingState.values()) {
        cells.add(Tables.words(role -> right.refusal(role, state) == null));
      }
      cells.add(besides(right));
      out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
    return out.append("""

            Of a meeting at most one offer stands. It comes about when each other side's head or deputy has agreed to it, to the same date where there
            are several; the side that made it has by making it. Until then what was agreed before holds.

            When the offer that stands is over and none took its place, a meeting that is proposed is cancelled; any other stays in its state. After %d
            steps a meeting takes no more.

            What the public may read of a meeting is a line: no comment; the date; the date with a level and a topic; or, where the reason is one for
            everybody, that it is postponed or cancelled, with that reason. A line is in force when each side's head or deputy has given a key, and until
            one side takes it down or another is in force. What is proposed is over when the date is moved and when the meeting is postponed or
            cancelled; what is in force then stays, marked as outdated where it is not true any more.

            That what the server holds be deleted is agreed once each side's head or deputy has given a key to the proposal that stands. Until it
            is carried out any of them ends it.

            To one seat a side has at most one objection, the latest. Who leaves takes the objections to the seat along.
            """.formatted(Meeting.MAX_STEPS)).toString();
  }
}
