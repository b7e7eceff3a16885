package org.parley.server.signalling.protocol;

import java.util.Base64;
import java.util.List;

/** What a message's constructor lets through. */
final class Ranges {
  private Ranges() {}

  static void number(long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException("a number is out of range");
    }
  }

  static void token(String value) {
    text(value, ClientMessage.MAX_TOKEN_CHARS);
  }

  static void text(String value, int maxChars) {
    if (value.length() > maxChars) {
      throw new IllegalArgumentException("a text is too long");
    }
  }

  /** Bytes in base64url, in the one form there is of them: no padding, no stray bits at the end. */
  static void bytes(String value, int minBytes, int maxBytes) {
    if (value.length() > (maxBytes * 4 + 2) / 3) {
      throw new IllegalArgumentException("bytes are too many");
    }
    byte[] decoded = Base64.getUrlDecoder().decode(value);
    if (decoded.length < minBytes
        || !Base64.getUrlEncoder().withoutPadding().encodeToString(decoded).equals(value)) {
      throw new IllegalArgumentException("bytes are missing, or not in their one form");
    }
  }

  /** A copy that cannot change. */
  static <T> List<T> list(List<T> value, int minSize, int maxSize) {
    if (value.size() < minSize || value.size() > maxSize) {
      throw new IllegalArgumentException("a list is too short or too long");
    }
    return List.copyOf(value);
  }
}
