package org.parley.media.sdp;

import java.util.List;

/** The small words of SDP's grammar (RFC 8866, section 9). */
final class Tokens {
  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`{|}~";

  private Tokens() {}

  static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> isAlphanumeric(c) || TOKEN_PUNCTUATION.indexOf(c) >= 0);
  }

  static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The number, or -1 where the text is none or exceeds {@code max}. */
  static int number(String text, int max) {
    // Ten digits fit a long, whatever they are.
    if (text.length() > 10 || !isDigits(text)) {
      return -1;
    }
    long value = Long.parseLong(text);
    return value <= max ? (int) value : -1;
  }

  /** The words between single spaces; an empty word where two follow each other. */
  static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }
}
