package org.parley.meeting.log;

import java.util.Set;

/** What a seat wishes to write. */
public sealed interface LogCommand {

  /** Whose wish it is. */
  String seat();

  /** The place in the log that it is for. */
  int seq();

  /** What is to stand in the log. */
  LogEntry entry();

  /**
   * Founds the room's group.
   *
   * @param generation the next one
   * @param entitled whether one who is not in the book may, too: nobody is there who could add the seat
   */
  record Found(int seq, LogEntry entry, int generation, boolean entitled) implements LogCommand {
    @Override
    public String seat() {
      return entry.seat();
    }
  }

  /**
   * Changes the group.
   *
   * @param epoch the one that it ends
   * @param welcome for those added; empty where nobody is
   * @param addable seats that may be added
   * @param removable seats that may be removed; what is declared of others changes nothing
   */
  record Commit(
      int seq,
      LogEntry entry,
      int epoch,
      byte[] welcome,
      Set<String> added,
      Set<String> removed,
      Set<String> addable,
      Set<String> removable)
      implements LogCommand {
    public Commit {
      added = Set.copyOf(added);
      removed = Set.copyOf(removed);
      addable = Set.copyOf(addable);
      removable = Set.copyOf(removable);
    }

    @Override
    public String seat() {
      return entry.seat();
    }
  }

  /**
   * Adds something sealed.
   *
   * @param entitled whether one who is not in the book may, too: the room has no group
   */
  record Append(int seq, LogEntry entry, boolean entitled) implements LogCommand {
    @Override
    public String seat() {
      return entry.seat();
    }
  }
}
