package org.parley.course.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A paragraph in one language. No two agreed texts stand side by side, and none is empty. */
public record Column(List<Segment> segments) {

  /** Of agreed text and all wordings. More would make one paragraph as long as a text. */
  public static final int MAX_CHARS = 40_000;

  /** More brackets than these nobody can read. */
  public static final int MAX_SEGMENTS = 100;

  public Column {
    segments = List.copyOf(segments);
  }

  int chars() {
    return segments.stream().mapToInt(Segment::chars).sum();
  }

  int open() {
    return (int) segments.stream().filter(Passage.class::isInstance).count();
  }

  @Nullable
  Segment segment(int id) {
    for (Segment one : segments) {
      if (one.id() == id) {
        return one;
      }
    }
    return null;
  }

  /** With others instead of one; agreed text that comes to stand beside agreed text is one with it, under a new id. */
  Column replacing(int id, List<Segment> instead, IntSupplier ids) {
    List<Segment> changed = new ArrayList<>();
    for (Segment one : segments) {
      for (Segment next : one.id() == id ? instead : List.of(one)) {
        if (next instanceof AgreedText(int _, String after)
            && !changed.isEmpty()
            && changed.getLast() instanceof AgreedText(int _, String before)) {
          changed.set(changed.size() - 1, new AgreedText(ids.getAsInt(), before + after));
        } else if (!(next instanceof AgreedText(int _, String text) && text.isEmpty())) {
          changed.add(next);
        }
      }
    }
    return new Column(changed);
  }

  Column with(Passage passage) {
    return new Column(
        segments.stream().map(one -> one.id() == passage.id() ? passage : one).toList());
  }
}
