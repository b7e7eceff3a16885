package org.parley.course.schedule;

/** About what the public may read of a meeting. A proposal is named by its place in the log. */
public sealed interface LineCommand extends MeetingCommand {

  /**
   * Proposes a line, instead of what is proposed. It gives no key.
   *
   * @param seen the proposal that stood when the author decided; {@link Meeting#NONE} where none did
   */
  record ProposeLine(int meeting, int seen, PublicLine line) implements LineCommand {}

  /**
   * Gives one's side's key, or another instead of it.
   *
   * @param signature of {@link LineProposal#SIGNATURE_CHARS} characters
   */
  record AcceptLine(int meeting, int proposal, String signature) implements LineCommand {}

  /** Says no for a side that has not given its key, to what another has proposed: it is over. */
  record DeclineLine(int meeting, int proposal) implements LineCommand {}

  /** Takes one's side's proposal back, or its key to another's: it is over. */
  record WithdrawLine(int meeting, int proposal) implements LineCommand {}

  /**
   * Ends a line in force, for which one side is enough.
   *
   * @param line its proposal
   */
  record TakeDownLine(int meeting, int line) implements LineCommand {}
}
