package org.parley.course.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) strictly. Besides what the RFC forbids it takes no fraction, no exponent, no field twice and nothing nested
 * deeper than {@link #MAX_DEPTH}, so a text has one meaning for everybody.
 */
final class JsonReader {

  /** Commands are less deep, and the views in the tests' files are just as deep. More would only fill a stack. */
  static final int MAX_DEPTH = 11;

  /** What a browser's numbers hold exactly has 16 digits at most. */
  private static final int MAX_DIGITS = 16;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /** Null for what is no JSON of this kind. */
  static @Nullable Json read(String text) {
    JsonReader reader = new JsonReader(text);
    Json value = reader.value(MAX_DEPTH);
    reader.skipSpace();
    return reader.at == text.length() ? value : null;
  }

  private @Nullable Json value(int depth) {
    skipSpace();
    if (depth == 0 || at == text.length()) {
      return null;
    }
    char c = text.charAt(at);
    return switch (c) {
      case '{' -> fields(depth);
      case '[' -> array(depth);
      case '"' -> {
        String string = string();
        yield string == null ? null : new Json.Text(string);
      }
      case 't' -> word("true", new Json.Flag(true));
      case 'f' -> word("false", new Json.Flag(false));
      case 'n' -> word("null", new Json.Nothing());
      default -> number();
    };
  }

  private @Nullable Json fields(int depth) {
    Map<String, Json> fields = new LinkedHashMap<>();
    at++;
    if (takes('}')) {
      return new Json.Fields(fields);
    }
    do {
      skipSpace();
      String name = string();
      Json value = name != null && takes(':') ? value(depth - 1) : null;
      if (name == null || value == null || fields.put(name, value) != null) {
        return null;
      }
    } while (takes(','));
    return takes('}') ? new Json.Fields(fields) : null;
  }

  private @Nullable Json array(int depth) {
    List<Json> values = new ArrayList<>();
    at++;
    if (takes(']')) {
      return new Json.Array(values);
    }
    do {
      Json value = value(depth - 1);
      if (value == null) {
        return null;
      }
      values.add(value);
    } while (takes(','));
    return takes(']') ? new Json.Array(values) : null;
  }

  private @Nullable String string() {
    if (at == text.length() || text.charAt(at) != '"') {
      return null;
    }
    StringBuilder read = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return read.toString();
      }
      int meant = c == '\\' ? escaped() : c < ' ' ? -1 : c;
      if (meant < 0) {
        return null;
      }
      read.append((char) meant);
    }
    return null;
  }

  /** Leaves the place at the last character of the escape; -1 for what is none. */
  private int escaped() {
    at++;
    if (at == text.length()) {
      return -1;
    }
    return switch (text.charAt(at)) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> -1;
    };
  }

  private int hex() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      at++;
      int digit = at < text.length() ? hexDigit(text.charAt(at)) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Character.digit would take other scripts' digits too. */
  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }

  private @Nullable Json word(String word, Json meaning) {
    if (!text.startsWith(word, at)) {
      return null;
    }
    at += word.length();
    return meaning;
  }

  private @Nullable Json number() {
    boolean negative = text.charAt(at) == '-';
    at += negative ? 1 : 0;
    int first = at;
    long value = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      if (at - first == MAX_DIGITS) {
        return null;
      }
      value = value * 10 + (text.charAt(at) - '0');
      at++;
    }
    int digits = at - first;
    boolean zeros = digits > 1 && text.charAt(first) == '0';
    return digits == 0 || zeros || (negative && value == 0)
        ? null
        : new Json.Whole(negative ? -value : value);
  }

  private boolean takes(char c) {
    skipSpace();
    if (at == text.length() || text.charAt(at) != c) {
      return false;
    }
    at++;
    return true;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
