package org.parley.course.schedule;

import org.parley.course.Act;

/** What happened about deleting what the server holds of the process. */
public sealed interface PurgeEvent extends ScheduleEvent {

  /** It waits for every side's key; the act's place names it. */
  record PurgeProposed(Act act) implements PurgeEvent {}

  /** A side gave its key. */
  record PurgeAccepted(Act act, int proposal) implements PurgeEvent {}

  /** A side does not want it: it is over. */
  record PurgeWithdrawn(Act act, int proposal) implements PurgeEvent {}

  /** All keys are there: whoever hands them to the server has it deleted. */
  record PurgeAgreed(Act act, int proposal) implements PurgeEvent {}
}
