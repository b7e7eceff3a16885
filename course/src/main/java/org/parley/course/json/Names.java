package org.parley.course.json;

/** What Java's constants are called in JSON. */
public final class Names {

  private Names() {}

  /** NOT_OPEN is notOpen. */
  public static String of(Enum<?> constant) {
    StringBuilder name = new StringBuilder();
    boolean capital = false;
    for (char c : constant.name().toCharArray()) {
      if (c == '_') {
        capital = true;
      } else {
        name.append(capital ? c : Character.toLowerCase(c));
        capital = false;
      }
    }
    return name.toString();
  }
}
