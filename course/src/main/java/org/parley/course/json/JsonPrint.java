package org.parley.course.json;

import java.util.Map;
import org.parley.course.Texts;

/** Writes JSON, for one value always the same text. */
final class JsonPrint {

  private static final String HEX = "0123456789abcdef";

  private JsonPrint() {}

  static void print(Json json, StringBuilder out) {
    switch (json) {
      case Json.Nothing() -> out.append("null");
      case Json.Flag(boolean value) -> out.append(value);
      case Json.Whole(long value) -> out.append(value);
      case Json.Text(String value) -> printText(value, out);
      case Json.Array array -> printArray(array, out);
      case Json.Fields fields -> printFields(fields, out);
    }
  }

  private static void printArray(Json.Array array, StringBuilder out) {
    String before = "[";
    for (Json value : array.values()) {
      out.append(before);
      print(value, out);
      before = ",";
    }
    out.append(array.values().isEmpty() ? "[]" : "]");
  }

  private static void printFields(Json.Fields fields, StringBuilder out) {
    String before = "{";
    for (Map.Entry<String, Json> field : fields.values().entrySet()) {
      out.append(before);
      printText(field.getKey(), out);
      out.append(':');
      print(field.getValue(), out);
      before = ",";
    }
    out.append(fields.values().isEmpty() ? "{}" : "}");
  }

  private static void printText(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Texts.isHalf(text, i)) {
        // A half would not survive the way to a file.
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt((c >> shift) & 0xf));
        }
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
