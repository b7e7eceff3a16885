package org.parley.course;

import org.jspecify.annotations.Nullable;

/** What a text from a person may be that others are shown. */
public final class Texts {

  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private Texts() {}

  /** What is wrong with it, where it is one line; null where nothing is. It may be empty. */
  public static @Nullable Reason wrong(String text, int maxChars) {
    return wrong(text, maxChars, false);
  }

  /** What is wrong with it, where it may have several lines; null where nothing is. It may be empty. */
  public static @Nullable Reason wrongLines(String text, int maxChars) {
    return wrong(text, maxChars, true);
  }

  private static @Nullable Reason wrong(String text, int maxChars, boolean takesLines) {
    if (text.length() > maxChars) {
      return Reason.TOO_LONG;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isLineEnd = takesLines && c == '\n';
      if ((isControl(c) && !isLineEnd) || isHalf(text, i)) {
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

  /** Whether it is a day, as in 2027-03-09. */
  public static boolean isDate(String date) {
    if (date.length() != 10 || date.charAt(4) != '-' || date.charAt(7) != '-') {
      return false;
    }
    int year = number(date, 0, 4);
    int month = number(date, 5, 7);
    int day = number(date, 8, 10);
    boolean isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return year >= 0
        && month >= 1
        && month <= DAYS.length
        && day >= 1
        && day <= DAYS[month - 1]
        && (isLeap || month != 2 || day < 29);
  }

  /** Below 0 where there are others than digits. */
  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
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
