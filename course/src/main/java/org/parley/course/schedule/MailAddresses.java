package org.parley.course.schedule;

import org.jspecify.annotations.Nullable;
import org.parley.course.Reason;

/** Addresses as in RFC 5321, of those forms that are in use: no quoted names, no literals, no letters beyond ASCII. */
final class MailAddresses {

  /** RFC 5321, section 4.5.3.1.1. */
  private static final int MAX_NAME_CHARS = 64;

  /** RFC 1035, section 2.3.4. */
  private static final int MAX_LABEL_CHARS = 63;

  private MailAddresses() {}

  /** What is wrong with an address; null where nothing is. It may be empty. */
  static @Nullable Reason wrong(String address) {
    if (address.length() > Description.MAX_MAIL_CHARS) {
      return Reason.TOO_LONG;
    }
    int at = address.indexOf('@');
    boolean fits = address.isEmpty()
        || (at >= 0
            && at <= MAX_NAME_CHARS
            && isDotted(address, 0, at, "!#$%&'*+-/=?^_`{|}~", MAX_NAME_CHARS)
            && isDotted(address, at + 1, address.length(), "-", MAX_LABEL_CHARS));
    return fits ? null : Reason.MALFORMED;
  }

  /** Whether there are parts between dots, none of them empty, of letters, digits and some others; a host's begin and end with none of these. */
  private static boolean isDotted(String text, int from, int to, String others, int maxChars) {
    int begin = from;
    for (int i = from; i <= to; i++) {
      char c = i == to ? '.' : text.charAt(i);
      if (c == '.') {
        boolean isHyphened = others.equals("-")
            && i > begin
            && (text.charAt(begin) == '-' || text.charAt(i - 1) == '-');
        if (i == begin || i - begin > maxChars || isHyphened) {
          return false;
        }
        begin = i + 1;
      } else if (!isLetterOrDigit(c) && others.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
