package org.parley.server.verify;

import java.util.Arrays;

/** Text from a file, made fit for a terminal: it can neither steer it nor change the order of what stands around. */
final class Shown {

  /** A title has 160; more would only push what matters out of sight. */
  private static final int MAX_CHARS = 200;

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Shown() {}

  /** Cut where it is long. */
  static String of(String text) {
    int[] points = text.codePoints().limit(MAX_CHARS + 1L).toArray();
    String shown = plain(Arrays.copyOf(points, Math.min(points.length, MAX_CHARS)));
    return points.length > MAX_CHARS ? shown + "…" : shown;
  }

  /** All of it. */
  static String whole(String text) {
    return plain(text.codePoints().toArray());
  }

  private static String plain(int[] points) {
    StringBuilder shown = new StringBuilder();
    for (int point : points) {
      if (isPlain(point)) {
        shown.appendCodePoint(point);
      } else {
        shown.append(String.format("\\u{%x}", point));
      }
    }
    return shown.toString();
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED -> false;
      // Some scripts are not written without the two.
      case Character.FORMAT -> point == ZERO_WIDTH_NON_JOINER || point == ZERO_WIDTH_JOINER;
      default -> true;
    };
  }
}
