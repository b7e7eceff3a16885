package org.parley.course.text;

import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Reason;
import org.parley.course.Texts;
import org.parley.course.text.TextCommand.OpenText;

/** What is wrong with what somebody writes; null where nothing is. */
final class TextChecks {

  private TextChecks() {}

  static @Nullable Reason wrong(OpenText command) {
    List<String> languages = command.languages();
    if (languages.size() > JointText.MAX_LANGUAGES) {
      return Reason.TOO_MANY;
    }
    Reason title = Texts.wrong(command.title(), JointText.MAX_TITLE_CHARS);
    boolean fits = !Texts.isBlank(command.title())
        && !languages.isEmpty()
        && new LinkedHashSet<>(languages).size() == languages.size()
        && languages.stream().allMatch(TextChecks::isLanguage);
    return title == null && !fits ? Reason.MALFORMED : title;
  }

  private static boolean isLanguage(String tag) {
    return tag.length() > 1
        && tag.length() <= JointText.MAX_LANGUAGE_CHARS
        && tag.chars().allMatch(c -> c >= 'a' && c <= 'z');
  }

  static @Nullable Reason wrong(List<NewParagraph> paragraphs, int languages) {
    for (NewParagraph paragraph : paragraphs) {
      List<String> wordings = paragraph.wordings();
      if (wordings.size() != languages || wordings.stream().allMatch(String::isEmpty)) {
        return Reason.MALFORMED;
      }
      for (String wording : wordings) {
        Reason wrong = wrongWording(wording);
        if (wrong != null) {
          return wrong;
        }
      }
    }
    return paragraphs.isEmpty() ? Reason.MALFORMED : null;
  }

  /** It may have lines, which no other text has. */
  static @Nullable Reason wrongWording(String wording) {
    return Texts.wrong(wording.replace('\n', ' '), Wording.MAX_CHARS);
  }

  static @Nullable Reason wrongComment(String body) {
    Reason wrong = Texts.wrong(body, Comment.MAX_CHARS);
    return wrong == null && Texts.isBlank(body) ? Reason.MALFORMED : wrong;
  }

  /** Whether it is another's than of what is said here: what somebody would sign says something else, whatever a device showed. */
  static @Nullable Reason wrongDigest(String digest, String form) {
    if (!TextForm.isDigest(digest)) {
      return Reason.MALFORMED;
    }
    return TextForm.digest(form).equals(digest) ? null : Reason.UNTRUE;
  }

  /** Whether a text can be cut there: not between the halves of a character. */
  static boolean isCut(String text, int at) {
    return at >= 0
        && at <= text.length()
        && (at == 0
            || at == text.length()
            || !Character.isHighSurrogate(text.charAt(at - 1))
            || !Character.isLowSurrogate(text.charAt(at)));
  }
}
