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

  /** As {@link String#isBlank}, which a browser's build takes for another set of characters. */
  public static boolean isBlank(String text) {
    return text.chars().allMatch(Texts::isSpace);
  }

  private static boolean isSpace(int c) {
    return c == ' '
        || (c >= '\t' && c <= '\r')
        || (c >= 0x1c && c <= 0x1f)
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200a && c != 0x2007)
        || c == 0x2028
        || c == 0x2029
        || c == 0x205f
        || c == 0x3000;
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
