package org.parley.server.app;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.parley.server.storage.PublicLines;
import org.parley.server.storage.RoomLogs;

/**
 * What all live meetings share.
 *
 * @param lines that are published
 * @param places one for each participant who may still come
 */
record LiveContext(
    RoomLogs logs,
    PublicLines lines,
    MediaPlane media,
    MailDesk mails,
    FileDesk files,
    LiveLimits limits,
    Semaphore places,
    SecureRandom random,
    Clocks clocks) {

  /** An empty meeting is forgotten after this, and with it how often its seats joined: longer holds their rate better. */
  static final Duration LINGER = Duration.ofSeconds(30);

  long nowNs() {
    return clocks.ns().getAsLong();
  }

  /** What time it is for people, in milliseconds since 1970. */
  long nowMs() {
    return clocks.wall().millis();
  }
}
