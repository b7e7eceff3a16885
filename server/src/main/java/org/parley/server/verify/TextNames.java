package org.parley.server.verify;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.record.RecordFile;
import org.parley.record.TextForm;
import org.parley.record.Verdict;

/** What a file's texts are called. Each is read once, however many entries approve it. */
final class TextNames {

  /** By digest, the first of each. */
  private final Map<String, String> names = new HashMap<>();

  TextNames(RecordFile file, Verdict verdict) {
    for (int i = 0; i < file.texts().size(); i++) {
      String title = title(TextForm.read(file.texts().get(i)));
      names.putIfAbsent(verdict.texts().get(i).digest(), title + " (text " + (i + 1) + ")");
    }
  }

  /** What an entry approves, by its digest. */
  String of(String digest) {
    return names.getOrDefault(
        digest, "a text that is not in this file, SHA-256 " + Shown.of(digest));
  }

  static String title(@Nullable TextForm form) {
    return form == null ? "what is no text" : "“" + Shown.of(form.title()) + "”";
  }
}
