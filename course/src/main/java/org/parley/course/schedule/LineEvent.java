package org.parley.course.schedule;

import org.parley.course.Act;

/** What happened about what the public may read of a meeting. */
public sealed interface LineEvent extends MeetingEvent {

  /**
   * A line waits for every side's key; the act's place names it.
   *
   * @param instead of the proposal that stood before; -1 where none did
   */
  record LineProposed(Act act, int meeting, int instead, PublicLine line) implements LineEvent {}

  /** A side gave its key. */
  record LineAccepted(Act act, int meeting, int proposal) implements LineEvent {}

  /** A side said no. */
  record LineDeclined(Act act, int meeting, int proposal) implements LineEvent {}

  /** The side that proposed it does not stand by it any more. */
  record LineWithdrawn(Act act, int meeting, int proposal) implements LineEvent {}

  /** A side took its key to another's back: the proposal is over. */
  record LineConsentWithdrawn(Act act, int meeting, int proposal) implements LineEvent {}

  /** All keys are there: it is in force. */
  record LineAgreed(Act act, int meeting, int proposal) implements LineEvent {}

  /** Something else was agreed about the meeting, so what was proposed is over. */
  record LineLapsed(Act act, int meeting, int proposal) implements LineEvent {}

  /** A side ended the line in force. */
  record LineTakenDown(Act act, int meeting, int line) implements LineEvent {}
}
