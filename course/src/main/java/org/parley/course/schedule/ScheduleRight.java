package org.parley.course.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Reason;
import org.parley.course.Role;
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

/** The table of rights: which roles may do what with a meeting in which state. What else a command needs, {@link Schedule} asks. */
public enum ScheduleRight {
  DESCRIBE_SIDE(Of.PREPARERS),
  RAISE_OBJECTION(Of.HEADS),
  LIFT_OBJECTION(Of.HEADS),
  PROPOSE_MEETING(Of.PREPARERS),
  OFFER_DATES(
      Of.PREPARERS,
      MeetingState.PROPOSED,
      MeetingState.COUNTERED,
      MeetingState.AGREED,
      MeetingState.POSTPONED),
  OFFER_POSTPONEMENT(Of.PREPARERS, MeetingState.AGREED),
  // What was proposed and answered by nobody is withdrawn or declined instead.
  OFFER_CANCELLATION(
      Of.PREPARERS, MeetingState.COUNTERED, MeetingState.AGREED, MeetingState.POSTPONED),
  ACCEPT_OFFER(
      Of.HEADS,
      MeetingState.PROPOSED,
      MeetingState.COUNTERED,
      MeetingState.AGREED,
      MeetingState.POSTPONED),
  DECLINE_OFFER(
      Of.HEADS,
      MeetingState.PROPOSED,
      MeetingState.COUNTERED,
      MeetingState.AGREED,
      MeetingState.POSTPONED),
  WITHDRAW_OFFER(
      Of.HEADS,
      MeetingState.PROPOSED,
      MeetingState.COUNTERED,
      MeetingState.AGREED,
      MeetingState.POSTPONED),
  PROPOSE_LINE(Of.PREPARERS, MeetingState.values()),
  ACCEPT_LINE(Of.HEADS, MeetingState.values()),
  DECLINE_LINE(Of.HEADS, MeetingState.values()),
  WITHDRAW_LINE(Of.HEADS, MeetingState.values()),
  TAKE_DOWN_LINE(Of.HEADS, MeetingState.values()),
  PROPOSE_PURGE(Of.HEADS),
  ACCEPT_PURGE(Of.HEADS),
  WITHDRAW_PURGE(Of.HEADS);

  private enum Of {
    /** Heads and deputies. */
    HEADS,
    /** These and the secretariat. */
    PREPARERS;

    boolean has(Role role) {
      return switch (this) {
        case HEADS -> role.speaksForSide();
        case PREPARERS -> role.prepares();
      };
    }
  }

  private final Of of;
  // What List.of gives is immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<MeetingState> states;

  /** @param states none for what is about no meeting that is there already */
  ScheduleRight(Of of, MeetingState... states) {
    this.of = of;
    this.states = List.of(states);
  }

  /** What it takes for a command. */
  public static ScheduleRight of(ScheduleCommand command) {
    return switch (command) {
      case DescribeSide _ -> DESCRIBE_SIDE;
      case RaiseObjection _ -> RAISE_OBJECTION;
      case LiftObjection _ -> LIFT_OBJECTION;
      case ProposeMeeting _ -> PROPOSE_MEETING;
      case MakeOffer(int _, int _, Proposal proposal) -> toOffer(proposal);
      case AcceptOffer _ -> ACCEPT_OFFER;
      case DeclineOffer _ -> DECLINE_OFFER;
      case WithdrawOffer _ -> WITHDRAW_OFFER;
      case ProposeLine _ -> PROPOSE_LINE;
      case AcceptLine _ -> ACCEPT_LINE;
      case DeclineLine _ -> DECLINE_LINE;
      case WithdrawLine _ -> WITHDRAW_LINE;
      case TakeDownLine _ -> TAKE_DOWN_LINE;
      case PurgeCommand.ProposePurge _ -> PROPOSE_PURGE;
      case PurgeCommand.AcceptPurge _ -> ACCEPT_PURGE;
      case PurgeCommand.WithdrawPurge _ -> WITHDRAW_PURGE;
    };
  }

  private static ScheduleRight toOffer(Proposal proposal) {
    return switch (proposal) {
      case Proposal.Dates _ -> OFFER_DATES;
      case Proposal.Postponement _ -> OFFER_POSTPONEMENT;
      case Proposal.Cancellation _ -> OFFER_CANCELLATION;
    };
  }

  /** Whether it is about a meeting that is there already. */
  public boolean isAboutMeeting() {
    return !states.isEmpty();
  }

  /**
   * Why not; null for who has the right.
   *
   * @param role null for whoever is not seated
   * @param state of the meeting that the command is about; null where there is none
   */
  public @Nullable Reason refusal(@Nullable Role role, @Nullable MeetingState state) {
    if (role == null) {
      return Reason.NOT_SEATED;
    }
    if (!of.has(role)) {
      return Reason.NOT_YOUR_ROLE;
    }
    if (!isAboutMeeting()) {
      return null;
    }
    if (state == null) {
      return Reason.UNKNOWN;
    }
    return states.contains(state) ? null : Reason.WRONG_STATE;
  }
}
