package org.parley.course;

import org.jspecify.annotations.Nullable;

/** What a text from a person may be, where it is one line that others are shown. */
public final class Texts {

  private Texts() {}

  /** What is wrong with it; null where nothing is. It may be empty. */
  public static @Nullable Reason wrong(String text, int maxChars) {
    if (text.length() > maxChars) {
      return Reason.TOO_LONG;
    }
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.charAt(i)) || isHalf(text, i)) {
        return Reason.MALFORMED;
      }
    }
    return null;
  }

  private static boolean isControl(char c) {
    return c < ' ' || (c >= '\u007f' && c <= '\u009f');
  }

  /** Whether there is a surrogate without its other half, which has no UTF-8. */
  public static boolean isHalf(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
