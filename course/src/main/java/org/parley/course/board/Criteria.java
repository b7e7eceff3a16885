package org.parley.course.board;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.course.Reason;
import org.parley.course.Texts;

/**
 * What all sides have agreed to compare by.
 *
 * @param version the place in the log of their proposal; {@link #NONE} before the first
 */
public record Criteria(int version, List<Criterion> items) {

  /** Instead of a version. */
  public static final int NONE = -1;

  /** More make a table that nobody reads, and weights that nobody can hold apart. */
  public static final int MAX_ITEMS = 12;

  static final Criteria EMPTY = new Criteria(NONE, List.of());

  public Criteria {
    items = List.copyOf(items);
  }

  boolean has(int criterion) {
    return items.stream().anyMatch(one -> one.id() == criterion);
  }

  /** What is wrong with those that somebody proposes; null where nothing is. */
  static @Nullable Reason wrong(List<Criterion> items) {
    if (items.size() > MAX_ITEMS) {
      return Reason.TOO_MANY;
    }
    Set<Integer> ids = new LinkedHashSet<>();
    for (Criterion item : items) {
      Reason wrong = Texts.wrong(item.text(), Criterion.MAX_CHARS);
      if (wrong != null) {
        return wrong;
      }
      if (Texts.isBlank(item.text()) || item.id() < 0 || !ids.add(item.id())) {
        return Reason.MALFORMED;
      }
    }
    return null;
  }
}
