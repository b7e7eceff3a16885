package org.parley.meeting.log;

import java.util.Arrays;

/**
 * One entry of a room's log.
 *
 * @param seat whose it is
 * @param bytes not to be changed
 */
public record LogEntry(Kind kind, String seat, byte[] bytes) {

  /** What an entry is. The order is that of their numbers in the hash chain and on the disk. */
  public enum Kind {
    /** Begins a group anew. */
    FOUNDING,
    /** Ends an epoch of the group. */
    COMMIT,
    /** Something sealed for the group. */
    OBJECT
  }

  /** Whether it is the very same. */
  public boolean isSame(LogEntry other) {
    return kind == other.kind && seat.equals(other.seat) && Arrays.equals(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return "LogEntry[" + kind + ", " + seat + ", " + bytes.length + " bytes]";
  }
}
