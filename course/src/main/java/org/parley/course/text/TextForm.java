package org.parley.course.text;

import java.util.List;

/**
 * What a text without an open bracket says, in one writing alone: JSON without spaces, told in docs/record.md. A digest of it stands for the
 * text wherever the text itself is not.
 */
public final class TextForm {

  /** Of a digest: 32 bytes in base64url. */
  static final int DIGEST_CHARS = 43;

  private TextForm() {}

  /** Of a text that {@link JointText#isClean is clean}. */
  public static String of(JointText text) {
    StringBuilder out = new StringBuilder("{\"title\":");
    print(text.title(), out);
    out.append(",\"kind\":\"").append(text.kind() == TextKind.JOINT ? "joint" : "readout");
    out.append("\",\"languages\":");
    print(text.languages(), out);
    out.append(",\"paragraphs\":[");
    String before = "";
    for (Paragraph one : text.paragraphs()) {
      out.append(before);
      print(wordings(one), out);
      before = ",";
    }
    return out.append("]}").toString();
  }

  /** Of a paragraph without an open bracket: what it says in each of the text's languages. */
  public static String of(Paragraph paragraph) {
    StringBuilder out = new StringBuilder();
    print(wordings(paragraph), out);
    return out.toString();
  }

  /** SHA-256 of a form, in base64url. */
  public static String digest(String form) {
    return Sha256.of(form);
  }

  /** Whether it could be a digest's writing. */
  static boolean isDigest(String digest) {
    return digest.length() == DIGEST_CHARS && digest.chars().allMatch(TextForm::isBase64Url);
  }

  private static boolean isBase64Url(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  private static List<String> wordings(Paragraph paragraph) {
    return paragraph.columns().stream().map(TextForm::wording).toList();
  }

  private static String wording(Column column) {
    StringBuilder out = new StringBuilder();
    for (Segment one : column.segments()) {
      if (one instanceof AgreedText(int _, String agreed)) {
        out.append(agreed);
      }
    }
    return out.toString();
  }

  private static void print(List<String> texts, StringBuilder out) {
    String before = "[";
    for (String text : texts) {
      out.append(before);
      print(text, out);
      before = ",";
    }
    out.append(texts.isEmpty() ? "[]" : "]");
  }

  /** The rules let no other control character than a line's end into a text, and no half of a surrogate pair. */
  private static void print(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        default -> out.append(c);
      }
    }
    out.append('"');
  }
}
