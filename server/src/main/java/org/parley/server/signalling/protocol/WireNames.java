package org.parley.server.signalling.protocol;

import java.util.Locale;

/** How the types of this package are called in JSON. */
public final class WireNames {
  private WireNames() {}

  /** The {@code type} of a message: its record's name with the first letter in lower case, such as {@code meetingChanged}. */
  public static String ofMessage(Class<? extends Record> message) {
    String name = message.getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /** An enum's constant's name in lowerCamelCase, such as {@code unknownLink}. */
  public static String ofConstant(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.split("_", -1)) {
      String lower = word.toLowerCase(Locale.ROOT);
      name.append(
          name.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
    }
    return name.toString();
  }
}
