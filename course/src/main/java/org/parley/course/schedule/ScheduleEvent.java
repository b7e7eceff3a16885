package org.parley.course.schedule;

import org.parley.course.Act;

/** What happened in a process. */
public sealed interface ScheduleEvent permits MeetingEvent, ScheduleEvent.SideDescribed {

  /** Of the one entry by which it happened. */
  Act act();

  /** The author's side has a new description. */
  record SideDescribed(Act act, Description description) implements ScheduleEvent {}
}
