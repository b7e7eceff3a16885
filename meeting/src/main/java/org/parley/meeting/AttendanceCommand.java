package org.parley.meeting;

/** What happens to someone's presence. Seats are ids. */
public sealed interface AttendanceCommand {

  String seat();

  /** Arrives, or begins anew in a seat that is taken: a second page on the same link takes it over. No screen is shared yet. */
  record TakeSeat(String seat, String room, boolean microphone, boolean camera)
      implements AttendanceCommand {}

  /** Goes to another room. Microphone and camera stay as they are; a screen is not carried from one room to another. */
  record Move(String seat, String room) implements AttendanceCommand {}

  /** Switches sources on or off. */
  record Publish(String seat, boolean microphone, boolean camera, boolean screen)
      implements AttendanceCommand {}

  /**
   * The connection broke.
   *
   * @param graceNs how long the seat is kept; of two interruptions without a return the earlier end counts
   */
  record Interrupt(String seat, long graceNs) implements AttendanceCommand {}

  /** The connection is back. */
  record ComeBack(String seat) implements AttendanceCommand {}

  /** Goes for good. */
  record Leave(String seat) implements AttendanceCommand {}
}
