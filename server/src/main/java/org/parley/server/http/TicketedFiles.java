package org.parley.server.http;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * What the HTTP API asks of the application about sealed files. A call shows a ticket that a participant's connection was given, good once
 * and for one file. Calls may block.
 */
public interface TicketedFiles {

  /** Begins to take a file. */
  Taking take(String ticket, String file, long sizeBytes);

  /** Begins to hand one out. */
  Handing hand(String ticket, String file);

  sealed interface Taking {
    record Begun(Arrival arrival) implements Taking {}

    record Refused(Refusal why) implements Taking {}
  }

  sealed interface Handing {
    record Begun(Departure departure) implements Handing {}

    record Refused(Refusal why) implements Handing {}
  }

  /** Why a ticket is good for nothing. */
  enum Refusal {
    /** There is none such, or it was used, is too old, for another file or the other direction, or its holder is gone. */
    UNKNOWN_TICKET,
    /** The file is not as large as was said. */
    SIZE_WRONG,
    /** What was free when the ticket was given is not any more. */
    NO_ROOM,
    /** As many files move as may at a time. */
    BUSY,
    /** The server cannot say now what it has. */
    UNAVAILABLE
  }

  /** A file that comes; closed before it is finished, nothing of it stays. */
  interface Arrival extends AutoCloseable {
    void write(byte[] bytes, int length) throws IOException;

    /** It is on the disk, and recorded, when this returns. */
    void finish() throws IOException;

    @Override
    void close();
  }

  /** A file that goes. */
  interface Departure extends AutoCloseable {
    FileChannel content();

    /** All of it was sent. */
    void finish();

    @Override
    void close();
  }
}
