package org.parley.course.schedule;

import org.parley.course.Act;

/** What happened to a meeting. */
public sealed interface MeetingEvent extends ScheduleEvent
    permits LineEvent,
        MeetingEvent.MeetingProposed,
        MeetingEvent.OfferMade,
        MeetingEvent.OfferAccepted,
        MeetingEvent.OfferDeclined,
        MeetingEvent.OfferWithdrawn,
        MeetingEvent.ConsentWithdrawn,
        MeetingEvent.DatesAgreed,
        MeetingEvent.MeetingPostponed,
        MeetingEvent.MeetingCancelled,
        MeetingEvent.MeetingDropped {

  /** Its id. */
  int meeting();

  /** There is a meeting to agree on, with the first offer; the act's place names both. */
  record MeetingProposed(Act act, int meeting, int follows, Proposal.Dates dates)
      implements MeetingEvent {}

  /**
   * An offer stands, which the act's place names.
   *
   * @param instead of the offer that stood before; -1 where none did
   */
  record OfferMade(Act act, int meeting, int instead, Proposal proposal) implements MeetingEvent {}

  /** A side gave its key, or chose another date. */
  record OfferAccepted(Act act, int meeting, int offer, int span) implements MeetingEvent {}

  /** A side said no. */
  record OfferDeclined(Act act, int meeting, int offer) implements MeetingEvent {}

  /** The side that made it does not stand by it any more. */
  record OfferWithdrawn(Act act, int meeting, int offer) implements MeetingEvent {}

  /** A side took its key back. */
  record ConsentWithdrawn(Act act, int meeting, int offer) implements MeetingEvent {}

  /** All keys are there, for this date. */
  record DatesAgreed(Act act, int meeting, int sequence, Terms terms) implements MeetingEvent {}

  /** All keys are there: it is later. */
  record MeetingPostponed(Act act, int meeting, int sequence, Ground ground)
      implements MeetingEvent {}

  /** All keys are there: it is not held. */
  record MeetingCancelled(Act act, int meeting, int sequence, Ground ground)
      implements MeetingEvent {}

  /** Its first offer is gone, so there is nothing left to agree on. */
  record MeetingDropped(Act act, int meeting) implements MeetingEvent {}
}
