package org.parley.course.web;

import java.util.List;
import java.util.Random;

/** What random logs are made of. The same seed gives the same. */
final class Chance {

  static final List<String> SIDES = List.of("harbour", "ridge", "valley");

  /** Texts that are easily spoilt on their way; in JSON already. */
  private static final List<String> TEXTS = List.of(
      "Access to the pier",
      "\u0645\u0631\u062d\u0628\u0627",
      "\ud83d\ude80",
      "\ud83d",
      "\\u0000\\n\\\"",
      "__proto__",
      "</script>",
      "\u2028\u202e");

  private final Random random;

  Chance(long seed) {
    random = new Random(seed);
  }

  /** From 0 up to it. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** A time that a clock might tell if it lies. */
  long anyTimeMs() {
    return random.nextLong(1L << 53);
  }

  <T> T pick(List<T> some) {
    return some.get(below(some.size()));
  }

  String text() {
    return pick(TEXTS);
  }

  /** With one character less, or another. */
  String spoilt(String text) {
    int at = below(text.length());
    String instead = pick(List.of("", "\"", "}", "0", " ", "\u0000"));
    return text.substring(0, at) + instead + text.substring(at + 1);
  }
}
