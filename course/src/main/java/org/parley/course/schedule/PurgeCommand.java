package org.parley.course.schedule;

/** About deleting what the server holds of the process. A proposal is named by its place in the log. */
public sealed interface PurgeCommand extends ScheduleCommand {

  /** Proposes it, where nobody has. It gives no key. */
  record ProposePurge() implements PurgeCommand {}

  /**
   * Gives one's side's key, or another instead of it.
   *
   * @param signature of {@link LineProposal#SIGNATURE_CHARS} characters
   */
  record AcceptPurge(int proposal, String signature) implements PurgeCommand {}

  /** Ends what is proposed, for which one side is enough until it is carried out. */
  record WithdrawPurge(int proposal) implements PurgeCommand {}
}
