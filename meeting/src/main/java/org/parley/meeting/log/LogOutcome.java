package org.parley.meeting.log;

/** What is to become of a {@link LogCommand}. */
public sealed interface LogOutcome {

  /** @param after the state with the entry in it */
  record Accepted(RoomState after) implements LogOutcome {}

  /**
   * Something stands in that place. Where it is the very same entry, the command was carried out before and its answer lost; else
   * {@code otherwise} holds.
   */
  record Taken(LogOutcome otherwise) implements LogOutcome {}

  /** Others were faster, or the command is of another generation. */
  record Conflict() implements LogOutcome {}

  /** The seat may not write here. */
  record NotMember() implements LogOutcome {}

  /** The commit is none, or not of this group and epoch, or adds whom it may not. */
  record CommitInvalid() implements LogOutcome {}

  /** The log takes no more. */
  record Full() implements LogOutcome {}
}
