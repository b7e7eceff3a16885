package org.parley.server.mail;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address in one of the forms that are in use (RFC 5321): no quoted name, no literal, no letters beyond ASCII, so nothing of it can end a line. */
public record MailAddress(String text) {

  /** RFC 5321, section 4.5.3.1.3, without the brackets. */
  private static final int MAX_CHARS = 254;

  private static final Pattern FORM = Pattern.compile(
      "(?=[^@]{1,64}@)"
          + "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
          + "@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

  public MailAddress {
    if (!isOne(text)) {
      throw new IllegalArgumentException("not an address");
    }
  }

  /** Null for what is none. */
  public static @Nullable MailAddress parse(String text) {
    return isOne(text) ? new MailAddress(text) : null;
  }

  private static boolean isOne(String text) {
    return text.length() <= MAX_CHARS && FORM.matcher(text).matches();
  }

  String host() {
    return text.substring(text.indexOf('@') + 1);
  }

  @Override
  public String toString() {
    return "MailAddress[]";
  }
}
