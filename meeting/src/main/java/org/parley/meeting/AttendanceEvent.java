package org.parley.meeting;

/** What others see of a change. */
public sealed interface AttendanceEvent {

  record Arrived(Participant participant) implements AttendanceEvent {}

  record Changed(Participant participant) implements AttendanceEvent {}

  /** @param seat its id */
  record Departed(String seat) implements AttendanceEvent {}
}
