package org.parley.server.net;

/** Why the shell dropped something, before or after the rooms saw it. */
public enum NetDrop {
  /** Longer than any datagram of ours or of a client's. */
  OVERSIZED,
  /** The system's send buffer was full. */
  SEND_BUFFER_FULL,
  /** The system refused to send: no route, or an address that cannot be. */
  SEND_FAILED,
  /** The loop's queue of commands was full; whoever submitted knows. */
  COMMAND_QUEUE_FULL,
  /** The loop's queue of TCP frames was full. */
  FRAME_QUEUE_FULL,
  /** A TCP peer reads more slowly than its media comes. */
  TCP_SLOW_READER,
  /** For a TCP connection that is gone. */
  TCP_GONE,
  /** The application took events more slowly than they came. */
  EVENT_QUEUE_FULL,
  /** A bug in the rooms: what threw is in the log. */
  INTERNAL_ERROR
}
