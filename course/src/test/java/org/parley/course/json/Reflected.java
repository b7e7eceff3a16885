package org.parley.course.json;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What JSON should be, from the records themselves: what is written and read by hand is held against it. */
final class Reflected {

  private Reflected() {}

  /** The records of a sealed interface, and of those in it. */
  static Class<?>[] members(Class<?> type) {
    return Stream.of(type.getPermittedSubclasses())
        .flatMap(one -> one.isSealed() ? Stream.of(members(one)) : Stream.of(one))
        .toArray(Class<?>[]::new);
  }

  /** As TypeScript's types say it: records by their components, members of sealed interfaces with a type. */
  static Json of(@Nullable Object value) {
    return switch (value) {
      case null -> new Json.Nothing();
      case Boolean flag -> new Json.Flag(flag);
      case Number number -> new Json.Whole(number.longValue());
      case String text -> new Json.Text(text);
      case Enum<?> constant -> new Json.Text(Names.of(constant));
      case List<?> list -> Json.Array.of(list, Reflected::of);
      case Record record -> ofRecord(record);
      default -> throw new IllegalStateException("no JSON for " + value);
    };
  }

  private static Json ofRecord(Record record) {
    String name = record.getClass().getSimpleName();
    boolean isMember = Stream.of(record.getClass().getInterfaces()).anyMatch(Class::isSealed);
    Json.Fields fields = isMember
        ? Json.Fields.of(Character.toLowerCase(name.charAt(0)) + name.substring(1))
        : Json.Fields.of();
    try {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        fields = fields.with(component.getName(), of(component.getAccessor().invoke(record)));
      }
    } catch (ReflectiveOperationException closed) {
      throw new IllegalStateException(closed);
    }
    return fields;
  }
}
