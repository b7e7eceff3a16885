package org.parley.course.schedule;

import org.parley.course.Act;

/** What happened in a process. */
public sealed interface ScheduleEvent
    permits MeetingEvent,
        PurgeEvent,
        ScheduleEvent.SideDescribed,
        ScheduleEvent.ObjectionRaised,
        ScheduleEvent.ObjectionLifted {

  /** Of the one entry by which it happened. */
  Act act();

  /** The author's side has a new description. */
  record SideDescribed(Act act, Description description) implements ScheduleEvent {}

  /** The author's side objects to somebody. */
  record ObjectionRaised(Act act, String seat, String text) implements ScheduleEvent {}

  /** The author's side does not object to somebody any more. */
  record ObjectionLifted(Act act, String seat) implements ScheduleEvent {}
}
