package org.parley.server.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.parley.meeting.log.LogEntry;

/** The hash chain of a room's log: the hash of an entry covers all before it. Clients compute the same. */
final class LogChain {

  private LogChain() {}

  /** The hash of nothing. */
  static byte[] start(String meeting, String room) {
    return sha256().digest(utf8("parley log\0" + meeting + "\0" + room));
  }

  /** The hash up to and with an entry. */
  static byte[] next(byte[] before, LogEntry entry) {
    MessageDigest digest = sha256();
    digest.update(before);
    digest.update(entry.kind().number());
    digest.update(utf8(entry.seat()));
    digest.update((byte) 0);
    return digest.digest(entry.bytes());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
