package org.parley.course.web;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parley.course.Command;
import org.parley.course.Delegation;
import org.parley.course.actions.Action;
import org.parley.course.actions.ActionCommand;
import org.parley.course.board.Alternative;
import org.parley.course.board.BoardCommand;
import org.parley.course.json.ActionAnswer;
import org.parley.course.json.ActionsView;
import org.parley.course.json.Answer;
import org.parley.course.json.BoardAnswer;
import org.parley.course.json.BoardView;
import org.parley.course.json.Names;
import org.parley.course.json.ScheduleAnswer;
import org.parley.course.json.ScheduleView;
import org.parley.course.json.TextAnswer;
import org.parley.course.json.TextsView;
import org.parley.course.json.View;
import org.parley.course.schedule.ScheduleCommand;
import org.parley.course.text.Paragraph;
import org.parley.course.text.TextCommand;

/** The TypeScript types of what goes through the {@link Door}, from Java's records, sealed interfaces and enums. */
final class TypeScript {

  private static final String DOOR = """
      // Written from Java's types, beside the module that is compiled from Java.

      /** A table that is followed. */
      export interface Table {
        /** Takes the next command of the log, of a seat, at its place there and the author's time. Gives an Answer's JSON. */
        apply(seat: string, seq: number, atMs: number, command: string): string;
        /** What would become of a command, were it the next. Gives an Answer's JSON. */
        check(seat: string, atMs: number, command: string): string;
        /** Goes on with other people and roles; what was done stays. False where these are no Delegations of the same sides. */
        seat(delegations: string): boolean;
        /** Gives a View's JSON. */
        view(): string;
      }

      /** A process whose meetings' dates are followed. */
      export interface Timetable {
        /** As a Table's. Takes a ScheduleCommand's JSON, gives a ScheduleAnswer's. */
        apply(seat: string, seq: number, atMs: number, command: string): string;
        /** As a Table's. Takes a ScheduleCommand's JSON, gives a ScheduleAnswer's. */
        check(seat: string, atMs: number, command: string): string;
        /** As a Table's. */
        seat(delegations: string): boolean;
        /** Gives a ScheduleView's JSON. */
        view(): string;
      }

      /** A process whose joint texts are followed. */
      export interface Dossier {
        /** As a Table's. Takes a TextCommand's JSON, gives a TextAnswer's. */
        apply(seat: string, seq: number, atMs: number, command: string): string;
        /** As a Table's. Takes a TextCommand's JSON, gives a TextAnswer's. */
        check(seat: string, atMs: number, command: string): string;
        /** Takes what the wording of the seat's side in a passage has come to. Gives a TextAnswer's JSON. */
        write(seat: string, seq: number, atMs: number, text: number, passage: number, content: string): string;
        /** What would become of that, were it the next. Gives a TextAnswer's JSON. */
        checkWrite(seat: string, atMs: number, text: number, passage: number, content: string): string;
        /** As a Table's. */
        seat(delegations: string): boolean;
        /** Gives a TextsView's JSON. */
        view(): string;
        /** Gives the JSON of an array of Outlined: a text's paragraphs in their order. */
        outline(text: number): string;
        /** Gives a Paragraph's JSON, or that of null. */
        paragraph(text: number, paragraph: number): string;
        /** What a text says, as docs/record.md has it; empty where it cannot be approved. */
        form(text: number): string;
        /** What one approves it by, likewise. */
        digest(text: number): string;
        /** What one initials a paragraph by; empty where it cannot be. */
        paragraphDigest(text: number, paragraph: number): string;
      }

      /** A board of alternatives that is followed. */
      export interface Easel {
        /** As a Table's. Takes a BoardCommand's JSON, gives a BoardAnswer's. */
        apply(seat: string, seq: number, atMs: number, command: string): string;
        /** As a Table's. Takes a BoardCommand's JSON, gives a BoardAnswer's. */
        check(seat: string, atMs: number, command: string): string;
        /** As a Table's. */
        seat(delegations: string): boolean;
        /** Gives a BoardView's JSON. */
        view(): string;
        /** Gives the JSON of the Alternative with that id, or of null. */
        detail(id: number): string;
      }

      /** What is to be done, as it is followed. */
      export interface Docket {
        /** As a Table's. Takes an ActionCommand's JSON, gives an ActionAnswer's. */
        apply(seat: string, seq: number, atMs: number, command: string): string;
        /** As a Table's. Takes an ActionCommand's JSON, gives an ActionAnswer's. */
        check(seat: string, atMs: number, command: string): string;
        /** As a Table's. */
        seat(delegations: string): boolean;
        /** Gives an ActionsView's JSON. */
        view(): string;
        /** Gives the JSON of the Action with that id, or of null. */
        detail(id: number): string;
      }

      /** A table at which nothing happened yet, from the JSON of a list of Delegation; null where that is none. */
      export function open(delegations: string): Table | null;

      /** A process in which nothing happened yet, from the same. */
      export function openSchedule(delegations: string): Timetable | null;

      /** A process without a text yet, from the same. */
      export function openTexts(delegations: string): Dossier | null;

      /** A board on which nothing is yet, from the same. */
      export function openBoard(delegations: string): Easel | null;

      /** Before anything is to be done, from the same. */
      export function openActions(delegations: string): Docket | null;
      """;

  private final StringBuilder out = new StringBuilder(DOOR);
  private final Map<String, Class<?>> named = new LinkedHashMap<>();
  private final Queue<Class<?>> left = new ArrayDeque<>();

  String write() {
    Stream.of(Command.class, Answer.class, View.class, Delegation.class).forEach(this::name);
    Stream.of(ScheduleCommand.class, ScheduleAnswer.class, ScheduleView.class).forEach(this::name);
    Stream.of(TextCommand.class, TextAnswer.class, TextsView.class).forEach(this::name);
    Stream.of(TextsView.Outlined.class, Paragraph.class).forEach(this::name);
    Stream.of(BoardCommand.class, BoardAnswer.class, BoardView.class, Alternative.class)
        .forEach(this::name);
    Stream.of(ActionCommand.class, ActionAnswer.class, ActionsView.class, Action.class)
        .forEach(this::name);
    for (Class<?> type = left.poll(); type != null; type = left.poll()) {
      if (type.isSealed()) {
        writeUnion(type, List.of(type.getPermittedSubclasses()));
      } else if (type.isEnum()) {
        writeEnum(type);
      } else {
        writeRecord(type);
      }
    }
    return out.toString();
  }

  private void writeUnion(Class<?> type, List<Class<?>> members) {
    String names = members.stream().map(this::name).collect(joining(" | "));
    out.append("\nexport type " + type.getSimpleName() + " = " + names + ";\n");
  }

  private void writeEnum(Class<?> type) {
    String names = Stream.of(type.getEnumConstants())
        .map(constant -> "'" + Names.of((Enum<?>) constant) + "'")
        .collect(joining(" | "));
    out.append("\nexport type " + type.getSimpleName() + " = " + names + ";\n");
  }

  private void writeRecord(Class<?> type) {
    out.append("\nexport interface " + type.getSimpleName() + " {\n");
    if (Stream.of(type.getInterfaces()).anyMatch(Class::isSealed)) {
      String name = type.getSimpleName();
      out.append("  readonly type: '" + Character.toLowerCase(name.charAt(0)) + name.substring(1)
          + "';\n");
    }
    for (RecordComponent component : type.getRecordComponents()) {
      out.append(
          "  readonly " + component.getName() + ": " + of(component.getAnnotatedType()) + ";\n");
    }
    out.append("}\n");
  }

  private String of(AnnotatedType type) {
    String plain = switch (type.getType()) {
      case Class<?> c when c == int.class || c == Integer.class || c == long.class -> "number";
      case Class<?> c when c == boolean.class -> "boolean";
      case Class<?> c when c == String.class -> "string";
      case Class<?> c when c.isSealed() || c.isRecord() || c.isEnum() -> name(c);
      default -> "readonly " + ofElement(type) + "[]";
    };
    return type.isAnnotationPresent(Nullable.class) ? plain + " | null" : plain;
  }

  private String ofElement(AnnotatedType type) {
    if (type instanceof AnnotatedParameterizedType list
        && list.getType().getTypeName().startsWith("java.util.List<")) {
      return of(list.getAnnotatedActualTypeArguments()[0]);
    }
    throw new IllegalStateException("no TypeScript for " + type);
  }

  /** A type's name, which is then written as well. */
  private String name(Class<?> type) {
    Class<?> other = named.putIfAbsent(type.getSimpleName(), type);
    if (other == null) {
      left.add(type);
    } else if (other != type) {
      throw new IllegalStateException(type + " and " + other + " have the same name");
    }
    return type.getSimpleName();
  }
}
