package org.parley.course.schedule;

/** About a meeting that was proposed before. An offer is named by its place in the log, so what is decided is decided about what was read. */
public sealed interface MeetingCommand extends ScheduleCommand
    permits LineCommand,
        MeetingCommand.MakeOffer,
        MeetingCommand.AcceptOffer,
        MeetingCommand.DeclineOffer,
        MeetingCommand.WithdrawOffer {

  /** The meeting's id. */
  int meeting();

  /**
   * Offers something, and gives one's side's key to it: instead of another side's offer, of one's own, or of none.
   *
   * @param seen the offer that stood when the author decided; {@link Meeting#NONE} where none did
   */
  record MakeOffer(int meeting, int seen, Proposal proposal) implements MeetingCommand {}

  /**
   * Gives one's side's key, or chooses another date.
   *
   * @param span which of the dates; 0 where there are none to choose from
   */
  record AcceptOffer(int meeting, int offer, int span) implements MeetingCommand {}

  /** Says no for a side that has not given its key: the offer is over. */
  record DeclineOffer(int meeting, int offer) implements MeetingCommand {}

  /** Takes one's side's offer back, or its key to another's. */
  record WithdrawOffer(int meeting, int offer) implements MeetingCommand {}
}
