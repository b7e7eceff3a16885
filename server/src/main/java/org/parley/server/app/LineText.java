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

/** The JSON of a line for the public: of these forms, these sizes and one way to write it. Whether it is true the server cannot know. */
final class LineText {

  // As in the rules that the clients run.

  private static final int MAX_LEVEL_CHARS = 80;
  private static final int MAX_TOPIC_CHARS = 200;
  private static final int MAX_REASON_CHARS = 400;
  private static final long MAX_START_MS = 253_370_764_800_000L;
  private static final int MIN_MINUTES = 5;
  private static final int MAX_MINUTES = 14 * 24 * 60;
  private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_+/-]{1,64}");

  /** A line has 2. */
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

  static boolean isLine(String text) {
    JsonNode line = read(text);
    if (line == null || !line.isObject()) {
      return false;
    }
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

  private static boolean isSpan(JsonNode span) {
    JsonNode startMs = span.path("startMs");
    JsonNode minutes = span.path("minutes");
    return span.isObject()
        && Set.copyOf(span.propertyNames()).equals(Set.of("zone", "startMs", "minutes"))
        && span.path("zone").isString()
        && ZONE.matcher(span.path("zone").stringValue()).matches()
        && startMs.isIntegralNumber()
        && startMs.canConvertToLong()
        && startMs.longValue() >= 0
        && startMs.longValue() <= MAX_START_MS
        && minutes.isInt()
        && minutes.intValue() >= MIN_MINUTES
        && minutes.intValue() <= MAX_MINUTES;
  }

  private static boolean isText(JsonNode node, int maxChars) {
    return node.isString()
        && !node.stringValue().isBlank()
        && node.stringValue().length() <= maxChars
        && node.stringValue().chars().noneMatch(Character::isISOControl);
  }
}
