package org.parley.course.json;

import java.util.List;
import org.parley.course.text.JointText;
import org.parley.course.text.JointTexts;
import org.parley.course.text.Mark;
import org.parley.course.text.Paragraph;
import org.parley.course.text.TextKind;

/**
 * Joint texts as they are shown in a list: what they say is asked for apart.
 *
 * @param seq the place of the last act that had an effect; -1 before the first
 */
public record TextsView(int seq, List<Head> texts) {

  /**
   * Of a text.
   *
   * @param paragraphs how many it has
   * @param open brackets
   * @param initialled the paragraphs that all sides have initialled
   * @param clean whether it can be approved
   * @param changed the place in the log of the last change of what it says
   */
  public record Head(
      int id,
      TextKind kind,
      String title,
      List<String> languages,
      int paragraphs,
      int open,
      int initialled,
      boolean clean,
      int changed,
      List<Mark> approvals) {
    public Head {
      languages = List.copyOf(languages);
      approvals = List.copyOf(approvals);
    }
  }

  /** A paragraph's place among the others, and what one has to know before one reads it. */
  public record Outlined(int id, int changed, int open, List<String> initials) {
    public Outlined {
      initials = List.copyOf(initials);
    }
  }

  public TextsView {
    texts = List.copyOf(texts);
  }

  public static TextsView of(JointTexts texts) {
    int sides = texts.delegations().size();
    return new TextsView(
        texts.seq(), texts.texts().stream().map(one -> head(one, sides)).toList());
  }

  private static Head head(JointText text, int sides) {
    return new Head(
        text.id(),
        text.kind(),
        text.title(),
        text.languages(),
        text.paragraphs().size(),
        text.open(),
        (int) text.paragraphs().stream()
            .filter(one -> one.initials().size() == sides)
            .count(),
        text.isClean(),
        text.changed(),
        text.approvals());
  }

  static List<Outlined> outline(JointText text) {
    return text.paragraphs().stream().map(TextsView::outlined).toList();
  }

  private static Outlined outlined(Paragraph one) {
    List<String> initials = one.initials().stream().map(Mark::side).toList();
    return new Outlined(one.id(), one.changed(), one.open(), initials);
  }
}
