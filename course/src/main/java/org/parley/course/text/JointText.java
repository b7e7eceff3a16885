package org.parley.course.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text of all sides.
 *
 * @param id the place in the log of its opening
 * @param languages each as authentic as the other
 * @param next the first id that no paragraph and no segment has had
 * @param changed the place in the log of the last change of what it says
 * @param approvals of sides; none where a bracket is open
 */
public record JointText(
    int id,
    TextKind kind,
    String title,
    List<String> languages,
    List<Paragraph> paragraphs,
    int next,
    int changed,
    List<Mark> approvals) {

  /** One line. */
  public static final int MAX_TITLE_CHARS = 200;

  /** More than two do not stand beside each other on a screen. */
  public static final int MAX_LANGUAGES = 2;

  /** As in BCP 47, of languages without a region: the longest that is registered. */
  public static final int MAX_LANGUAGE_CHARS = 8;

  /** Twice a text of 200 pages; more would only make what everybody folds larger. */
  public static final int MAX_PARAGRAPHS = 4_000;

  public JointText {
    languages = List.copyOf(languages);
    paragraphs = List.copyOf(paragraphs);
    approvals = List.copyOf(approvals);
  }

  public @Nullable Paragraph paragraph(int paragraph) {
    for (Paragraph one : paragraphs) {
      if (one.id() == paragraph) {
        return one;
      }
    }
    return null;
  }

  /** The paragraph with that passage. */
  @Nullable
  Paragraph with(int passage) {
    for (Paragraph one : paragraphs) {
      if (one.passage(passage) != null) {
        return one;
      }
    }
    return null;
  }

  /** Open brackets. */
  public int open() {
    return paragraphs.stream().mapToInt(Paragraph::open).sum();
  }

  /** Whether there is something to approve, and no open bracket in it. */
  public boolean isClean() {
    return !paragraphs.isEmpty() && open() == 0;
  }

  /** With another paragraph of the same id, of which something else changed than what it says. */
  JointText with(Paragraph changed) {
    return with(
        paragraphs.stream().map(one -> one.id() == changed.id() ? changed : one).toList(),
        next,
        this.changed,
        approvals);
  }

  JointText approved(List<Mark> others) {
    return with(paragraphs, next, changed, others);
  }

  /** Says something else, so nobody has approved it. A paragraph with nothing in it is none. */
  JointText changed(int seq, int newNext, Paragraph changed) {
    List<Paragraph> others = new ArrayList<>();
    for (Paragraph one : paragraphs) {
      if (one.id() != changed.id()) {
        others.add(one);
      } else if (!changed.isEmpty()) {
        others.add(changed);
      }
    }
    return with(others, newNext, seq, List.of());
  }

  JointText with(List<Paragraph> others, int newNext, int seq, List<Mark> marks) {
    return new JointText(id, kind, title, languages, others, newNext, seq, marks);
  }
}
