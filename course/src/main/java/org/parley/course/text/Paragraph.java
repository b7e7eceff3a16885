package org.parley.course.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A paragraph of a text.
 *
 * @param id counted by the text
 * @param changed the place in the log of the last change of what it says
 * @param columns one for each of the text's languages
 * @param comments in the order in which they were made
 * @param initials of sides; none where a bracket is open
 */
public record Paragraph(
    int id, int changed, List<Column> columns, List<Comment> comments, List<Mark> initials) {

  /** Whoever has more to say says it at the table. */
  public static final int MAX_COMMENTS = 100;

  public Paragraph {
    columns = List.copyOf(columns);
    comments = List.copyOf(comments);
    initials = List.copyOf(initials);
  }

  /** Open brackets. */
  public int open() {
    return columns.stream().mapToInt(Column::open).sum();
  }

  @Nullable
  Passage passage(int passage) {
    for (Column column : columns) {
      if (column.segment(passage) instanceof Passage found) {
        return found;
      }
    }
    return null;
  }

  boolean isEmpty() {
    return columns.stream().allMatch(column -> column.segments().isEmpty());
  }

  /** The place of the column with that passage. */
  int columnOf(int passage) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).segment(passage) != null) {
        return i;
      }
    }
    return -1;
  }

  /** Says something else, so nobody has initialled it. */
  Paragraph changed(int seq, int at, Column column) {
    List<Column> others = new ArrayList<>(columns);
    others.set(at, column);
    return new Paragraph(id, seq, others, comments, List.of());
  }

  /** A passage in which other sides' acceptances alone have changed. */
  Paragraph with(Passage passage) {
    int at = columnOf(passage.id());
    List<Column> others = new ArrayList<>(columns);
    others.set(at, columns.get(at).with(passage));
    return new Paragraph(id, changed, others, comments, initials);
  }

  Paragraph commented(List<Comment> more) {
    return new Paragraph(id, changed, columns, more, initials);
  }

  Paragraph initialled(List<Mark> others) {
    return new Paragraph(id, changed, columns, comments, others);
  }
}
