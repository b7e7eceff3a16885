package org.parley.server.verify;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.IntFunction;
import org.parley.record.RecordFile;
import org.parley.record.TextForm;
import org.parley.record.Verdict;

/** In words: which texts the file holds, and who has approved them. */
final class TextReport {

  private final RecordFile file;
  private final Verdict verdict;
  private final IntFunction<String> sides;

  /** @param sides names a side, by its place in the charter */
  TextReport(RecordFile file, Verdict verdict, IntFunction<String> sides) {
    this.file = file;
    this.verdict = verdict;
    this.sides = sides;
  }

  /** @param isWhole with all that they say */
  void print(PrintWriter out, boolean isWhole) {
    for (int i = 0; i < file.texts().size(); i++) {
      Verdict.Held held = verdict.texts().get(i);
      TextForm form = TextForm.read(file.texts().get(i));
      out.println();
      out.println("Text " + (i + 1) + ": " + TextNames.title(form) + ", SHA-256 " + held.digest()
          + ": " + by(held));
      if (isWhole && form != null) {
        printForm(out, form);
      }
    }
    long missing =
        verdict.approvals().stream().filter(one -> one.text() == Verdict.NONE).count();
    if (missing > 0) {
      out.println();
      out.println(
          "What " + missing + (missing == 1 ? " entry approves" : " entries approve")
              + " this file does not hold: it is proven that it was approved, and by its SHA-256 alone what it says.");
    }
  }

  private String by(Verdict.Held held) {
    List<String> ids = verdict.signed().stream().map(Verdict.Signed::side).toList();
    String names = held.sides().stream()
        .map(side -> sides.apply(ids.indexOf(side)))
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
    if (names.isEmpty()) {
      return verdict.wasApproved(held)
          ? "whoever approved it has taken that back"
          : "NOBODY HAS APPROVED IT";
    }
    boolean isWhole = held.sides().size() == ids.size();
    return "approved by " + (isWhole ? "all sides: " : "") + names;
  }

  /** Its paragraphs by numbers, each language in a line of its own or more. */
  private static void printForm(PrintWriter out, TextForm form) {
    for (int i = 0; i < form.paragraphs().size(); i++) {
      out.println();
      List<String> wordings = form.paragraphs().get(i);
      for (int j = 0; j < wordings.size(); j++) {
        String language = form.languages().size() < 2 ? "" : form.languages().get(j) + "  ";
        String head = "  " + (i + 1) + "  " + Shown.of(language);
        for (String line : wordings.get(j).split("\n", -1)) {
          out.println(head + Shown.whole(line));
          head = " ".repeat(head.length());
        }
      }
    }
  }
}
