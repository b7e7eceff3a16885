package org.parley.course.schedule;

/** What somebody in a process wishes to do. */
public sealed interface ScheduleCommand
    permits MeetingCommand,
        PurgeCommand,
        ScheduleCommand.ProposeMeeting,
        ScheduleCommand.DescribeSide,
        ScheduleCommand.RaiseObjection,
        ScheduleCommand.LiftObjection {

  /**
   * Proposes a meeting with a first offer, and gives one's side's key to it.
   *
   * @param follows the meeting that it continues; {@link Meeting#NONE} where it is none
   */
  record ProposeMeeting(int follows, Proposal.Dates dates) implements ScheduleCommand {}

  /** Tells the others of one's side, instead of what was told before. */
  record DescribeSide(Description description) implements ScheduleCommand {}

  /** Objects to somebody of another side, instead of what one's side said of the same before. */
  record RaiseObjection(String seat, String text) implements ScheduleCommand {}

  /** One's side does not object to somebody any more. */
  record LiftObjection(String seat) implements ScheduleCommand {}
}
