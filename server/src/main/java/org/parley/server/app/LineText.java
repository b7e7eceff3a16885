package org.parley.server.app;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parley.server.signalling.protocol.ClientMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a line or readout for the public: of these forms, these sizes and one way to write it. Whether it is true the server cannot know. */
final class LineText {

  // As in the rules that the clients run.

  private static final int MAX_LEVEL_CHARS = 80;
  private static final int MAX_TOPIC_CHARS = 200;
  private static final int MAX_REASON_CHARS = 400;
  private static final int MAX_COLUMNS = 2;
  private static final int MAX_COLUMN_CHARS = 8_000;
  private static final long MAX_START_MS = 253_370_764_800_000L;
  private static final int MIN_MINUTES = 5;
  private static final int MAX_MINUTES = 14 * 24 * 60;
  private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_+/-]{1,64}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,8}");

  /** A readout has 3. */
  private static final int MAX_DEPTH = 3;

  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(MAX_DEPTH)
              .maxDocumentLength(ClientMessage.MAX_LINE_CHARS)
              .build())
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private LineText() {}

  /**
   * What has to be known of it.
   *
   * @param isReadout whether it stands beside a meeting's line
   * @param notBeforeMs when it may go public, in milliseconds since 1970
   */
  record Line(boolean isReadout, long notBeforeMs) {}

  /** Null for what is none. */
  static @Nullable Line of(String text) {
    JsonNode line = read(text);
    if (line == null || !line.isObject()) {
      return null;
    }
    boolean isReadout = line.path("type").asString("").equals("readout");
    if (isReadout) {
      return isReadout(line) ? new Line(true, line.path("notBeforeMs").longValue()) : null;
    }
    return isStatus(line) ? new Line(false, 0) : null;
  }

  private static boolean isStatus(JsonNode line) {
    Set<String> names = Set.copyOf(line.propertyNames());
    return switch (line.path("type").asString("")) {
      case "noComment" -> names.equals(Set.of("type"));
      case "dateLine" -> names.equals(Set.of("type", "span")) && isSpan(line.path("span"));
      case "topicLine" ->
        names.equals(Set.of("type", "span", "level", "topic"))
            && isSpan(line.path("span"))
            && isText(line.path("level"), MAX_LEVEL_CHARS)
            && isText(line.path("topic"), MAX_TOPIC_CHARS);
      case "postponementLine", "cancellationLine" ->
        names.equals(Set.of("type", "reason")) && isText(line.path("reason"), MAX_REASON_CHARS);
      default -> false;
    };
  }

  /** Null for what is no JSON, or JSON that could be written in another way: with a space, or a field twice. */
  private static @Nullable JsonNode read(String text) {
    try {
      JsonNode read = MAPPER.readTree(text);
      return MAPPER.writeValueAsString(read).equals(text) ? read : null;
    } catch (JacksonException _) {
      return null;
    }
  }

  private static boolean isReadout(JsonNode line) {
    JsonNode columns = line.path("columns");
    return Set.copyOf(line.propertyNames()).equals(Set.of("type", "notBeforeMs", "columns"))
        && isTime(line.path("notBeforeMs"))
        && columns.isArray()
        && !columns.isEmpty()
        && columns.size() <= MAX_COLUMNS
        && columns.valueStream().allMatch(LineText::isColumn)
        && columns
                .valueStream()
                .map(column -> column.path("language"))
                .distinct()
                .count()
            == columns.size();
  }

  private static boolean isColumn(JsonNode column) {
    JsonNode language = column.path("language");
    JsonNode text = column.path("text");
    return column.isObject()
        && Set.copyOf(column.propertyNames()).equals(Set.of("language", "text"))
        && language.isString()
        && LANGUAGE.matcher(language.stringValue()).matches()
        && text.isString()
        && isText(text.stringValue().replace('\n', ' '), MAX_COLUMN_CHARS);
  }

  private static boolean isTime(JsonNode time) {
    return time.isIntegralNumber()
        && time.canConvertToLong()
        && time.longValue() >= 0
        && time.longValue() <= MAX_START_MS;
  }

  private static boolean isSpan(JsonNode span) {
    JsonNode minutes = span.path("minutes");
    return span.isObject()
        && Set.copyOf(span.propertyNames()).equals(Set.of("zone", "startMs", "minutes"))
        && span.path("zone").isString()
        && ZONE.matcher(span.path("zone").stringValue()).matches()
        && isTime(span.path("startMs"))
        && minutes.isInt()
        && minutes.intValue() >= MIN_MINUTES
        && minutes.intValue() <= MAX_MINUTES;
  }

  private static boolean isText(JsonNode node, int maxChars) {
    return node.isString() && isText(node.stringValue(), maxChars);
  }

  private static boolean isText(String text, int maxChars) {
    return !text.isBlank()
        && text.length() <= maxChars
        && text.chars().noneMatch(Character::isISOControl);
  }
}
