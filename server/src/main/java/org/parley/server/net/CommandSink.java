package org.parley.server.net;

import org.parley.media.RoomCommand;

/** Where commands for a media loop's rooms go; any thread may call it, and it never blocks. */
@FunctionalInterface
public interface CommandSink {

  /**
   * @return false where the loop's queue is full: the command is not taken
   */
  boolean submit(RoomCommand command);
}
