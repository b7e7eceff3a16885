package org.parley.course.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A JSON value of those that occur here: numbers are whole. */
sealed interface Json {

  /** Stands for the absence of anything. */
  record Nothing() implements Json {}

  record Flag(boolean value) implements Json {}

  record Whole(long value) implements Json {}

  record Text(String value) implements Json {}

  record Array(List<Json> values) implements Json {
    public Array {
      values = List.copyOf(values);
    }

    static <T> Array of(List<T> values, Function<T, Json> each) {
      return new Array(values.stream().map(each).toList());
    }

    /** Null where one of them is. */
    <T> @Nullable List<T> as(Function<Json, @Nullable T> each) {
      List<T> read = new ArrayList<>();
      for (Json value : values) {
        T one = each.apply(value);
        if (one == null) {
          return null;
        }
        read.add(one);
      }
      return read;
    }
  }

  /** In their order. */
  record Fields(Map<String, Json> values) implements Json {

    static Fields of() {
      return new Fields(new LinkedHashMap<>());
    }

    static Fields of(String type) {
      return of().with("type", new Text(type));
    }

    Fields with(String name, Json value) {
      Map<String, Json> more = new LinkedHashMap<>(values);
      more.put(name, value);
      return new Fields(more);
    }

    Fields with(String name, String value) {
      return with(name, new Text(value));
    }

    Fields with(String name, long value) {
      return with(name, new Whole(value));
    }

    /** Whether it has these fields, and no other. */
    boolean areJust(String... names) {
      for (String name : names) {
        if (!values.containsKey(name)) {
          return false;
        }
      }
      return values.size() == names.length;
    }

    /** Null where there is none, as for the others. */
    @Nullable
    String text(String name) {
      return values.get(name) instanceof Text(String value) ? value : null;
    }

    @Nullable
    Boolean flag(String name) {
      return values.get(name) instanceof Flag(boolean value) ? (Boolean) value : null;
    }

    @Nullable
    Integer number(String name) {
      return values.get(name) instanceof Whole(long value) && value == (int) value
          ? (Integer) (int) value
          : null;
    }

    @Nullable
    Long whole(String name) {
      return values.get(name) instanceof Whole(long value) ? (Long) value : null;
    }

    @Nullable
    Array array(String name) {
      return values.get(name) instanceof Array array ? array : null;
    }

    @Nullable
    Fields fields(String name) {
      return values.get(name) instanceof Fields fields ? fields : null;
    }
  }

  /** Without a space. */
  default String print() {
    StringBuilder out = new StringBuilder();
    JsonPrint.print(this, out);
    return out.toString();
  }
}
