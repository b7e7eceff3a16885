package org.parley.server.signalling.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.parley.meeting.log.RoomState;
import org.parley.server.signalling.MessageCodec;

/** Holds docs/protocol.md to the records: every message and type with all its fields and values, and examples that parse. */
class ProtocolDocumentTest {
  private static final Pattern SECTION = Pattern.compile("(?m)^### `?([A-Za-z]+)`?$");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Za-z]+)` \\|(?: ([^|]*?) \\|)?");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```json (client|server)\\n(.*?)```");
  private static final Pattern LINK = Pattern.compile("\\[([A-Za-z]+)]\\(#([a-z]+)\\)");

  private final String document = read();

  @Test
  void tellsEveryFieldOfEveryMessageAndType() {
    Map<String, String> sections = sections();
    Map<String, Class<?>> types = types();
    assertThat(sections.keySet()).containsExactlyInAnyOrderElementsOf(types.keySet());
    types.forEach((name, type) -> {
      Map<String, String> rows = rows(sections.getOrDefault(name, ""));
      if (type.isEnum()) {
        assertThat(rows.keySet())
            .as(name)
            .containsExactlyElementsOf(Arrays.stream(type.getEnumConstants())
                .map(constant -> WireNames.ofConstant(((Enum<?>) constant).name()))
                .toList());
        return;
      }
      Map<String, String> fields = new LinkedHashMap<>();
      for (RecordComponent component : type.getRecordComponents()) {
        fields.put(component.getName(), typeName(component.getGenericType()));
      }
      assertThat(rows).as(name).containsExactlyEntriesOf(fields);
    });
  }

  @Test
  void examplesAreMessages() {
    MessageCodec codec = new MessageCodec();
    List<String> examples = new ArrayList<>();
    Matcher matcher = EXAMPLE.matcher(document);
    while (matcher.find()) {
      String text = matcher.group(2);
      examples.add(text);
      boolean client = matcher.group(1).equals("client");
      assertThat(client ? codec.decode(text) : codec.decodeServerMessage(text))
          .as(text)
          .isNotNull();
    }
    assertThat(examples).hasSizeGreaterThan(10);
  }

  @Test
  void namesTheLimitsAsTheyAre() {
    assertThat(document)
        .contains("at most " + String.format("%,d", ClientMessage.MAX_SDP_CHARS) + " characters")
        .contains("at most " + ClientMessage.MAX_SLOTS + " |")
        .contains("1 to " + ClientMessage.MAX_PIXELS)
        .contains(MessageCodec.MAX_MESSAGE_BYTES / 1024 + " KiB, else")
        .contains("key package, 1 byte to " + ClientMessage.MAX_KEY_PACKAGE_BYTES / 1024 + " KiB")
        .contains("| 1 byte to " + ClientMessage.MAX_FOUNDING_BYTES / 1024 + " KiB")
        .contains("| 1 byte to " + ClientMessage.MAX_OBJECT_BYTES / 1024 + " KiB")
        .contains("public message, at most " + ClientMessage.MAX_COMMIT_BYTES / 1024 + " KiB")
        .contains("those added, at most " + ClientMessage.MAX_WELCOME_BYTES / 1024 + " KiB")
        .contains(String.format("%,d entries", RoomState.MAX_ENTRIES))
        .contains(RoomState.MAX_LOG_BYTES / 1024 / 1024 + " MiB");
  }

  private Map<String, String> sections() {
    Map<String, String> sections = new LinkedHashMap<>();
    Matcher matcher = SECTION.matcher(document);
    while (matcher.find()) {
      int end = document.indexOf("\n##", matcher.end());
      sections.put(
          matcher.group(1), document.substring(matcher.end(), end < 0 ? document.length() : end));
    }
    return sections;
  }

  /** The first column, and the second without its links. */
  private static Map<String, String> rows(String section) {
    Map<String, String> rows = new LinkedHashMap<>();
    Matcher matcher = ROW.matcher(section);
    while (matcher.find()) {
      String second = matcher.group(2) == null ? "" : matcher.group(2);
      Matcher link = LINK.matcher(second);
      rows.put(matcher.group(1), link.replaceAll("$1"));
    }
    return rows;
  }

  private static Map<String, Class<?>> types() {
    Map<String, Class<?>> types = new LinkedHashMap<>();
    Stream.of(ClientMessage.class, ServerMessage.class)
        .flatMap(union -> TypeScriptTypes.types(union).stream().map(type -> name(union, type)))
        .forEach(entry -> types.put(entry.getKey(), entry.getValue()));
    return types;
  }

  private static Map.Entry<String, Class<?>> name(Class<?> union, Class<?> type) {
    return union.isAssignableFrom(type)
        ? Map.entry(WireNames.ofMessage(type.asSubclass(Record.class)), type)
        : Map.entry(type.getSimpleName(), type);
  }

  private static String typeName(Type type) {
    return switch (type) {
      case ParameterizedType list -> typeName(list.getActualTypeArguments()[0]) + "[]";
      case Class<?> c when c == int.class || c == long.class -> "number";
      case Class<?> c when c == String.class -> "string";
      case Class<?> c -> c.getSimpleName();
      default -> throw new AssertionError(type);
    };
  }

  private static String read() {
    Path messages = TypeScriptTypes.file();
    Path root = messages.resolve("../../../..").normalize();
    try {
      return Files.readString(root.resolve("docs/protocol.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
