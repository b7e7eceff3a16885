package org.parley.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.parley.server.signalling.protocol.ClientMessage.PublishLine;

/** What sides' keys to a line sign, and what follows from a process's id. As the clients make it. */
final class LineSignatures {

  private static final int ID_BYTES = 16;

  private LineSignatures() {}

  /** Whether there is one good key of each side, and none else. */
  static boolean areOfAllSides(String process, PublishLine publish, CharterKeys charter) {
    return HeadSignatures.areOfAllSides(signed(process, publish), publish.keys(), charter);
  }

  /** What a line is called on its page: it binds its text, and tells nobody its place or its process. */
  static String lineId(String process, PublishLine publish) {
    return idOf(signed(process, publish));
  }

  /** Of a process's public page. Whoever knows it does not know the process's id. */
  static String pageId(String process) {
    return idOf(("parley public page\0" + process).getBytes(UTF_8));
  }

  /** Only the last part may hold a NUL, so a text has one meaning. */
  private static byte[] signed(String process, PublishLine publish) {
    List<String> parts = List.of(
        "parley public line",
        process,
        Integer.toString(publish.meeting()),
        Integer.toString(publish.place()),
        publish.line());
    return String.join("\0", parts).getBytes(UTF_8);
  }

  private static String idOf(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
