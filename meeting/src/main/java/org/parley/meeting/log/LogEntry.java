package org.parley.meeting.log;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a room's log.
 *
 * @param seat whose it is
 * @param bytes not to be changed
 */
public record LogEntry(Kind kind, String seat, byte[] bytes) {

  /** What an entry is. */
  public enum Kind {
    /** Begins a group anew. */
    FOUNDING(0),
    /** Ends an epoch of the group. */
    COMMIT(1),
    /** Something sealed for the group. */
    OBJECT(2);

    private final byte number;

    Kind(int number) {
      this.number = (byte) number;
    }

    /** What it is in the hash chain and on the disk. */
    public byte number() {
      return number;
    }

    /** The kind of a number; null where there is none. */
    public static @Nullable Kind of(int number) {
      return switch (number) {
        case 0 -> FOUNDING;
        case 1 -> COMMIT;
        case 2 -> OBJECT;
        default -> null;
      };
    }
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
