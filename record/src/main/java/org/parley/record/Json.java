package org.parley.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON that is read strictly: no field twice, nothing behind the value, and each field of its own type or null. */
final class Json {

  /** A browser's numbers are exact up to here. */
  static final long MAX_NUMBER = (1L << 53) - 1;

  /** A charter's part has 5; more would only fill a stack. */
  private static final int MAX_DEPTH = 500;

  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(MAX_DEPTH)
              .maxStringLength(SealedRecord.MAX_BYTES)
              .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private Json() {}

  static @Nullable JsonNode read(byte[] json) {
    String text = text(json);
    return text == null ? null : read(text);
  }

  static @Nullable JsonNode read(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      return node == null || node.isMissingNode() ? null : node;
    } catch (JacksonException _) {
      return null;
    }
  }

  /** Whether it is an object with these fields, and no other. */
  static boolean areJust(@Nullable JsonNode node, String... names) {
    if (node == null || !node.isObject() || node.size() != names.length) {
      return false;
    }
    for (String name : names) {
      if (!node.has(name)) {
        return false;
      }
    }
    return true;
  }

  static @Nullable String string(@Nullable JsonNode node) {
    return node != null && node.isString() ? node.stringValue() : null;
  }

  static boolean isFlag(@Nullable JsonNode node) {
    return node != null && node.isBoolean();
  }

  /** A whole number that is not negative, however it is written; -1 for what is none. */
  static long number(@Nullable JsonNode node) {
    if (node == null || !node.isNumber() || node.isBigInteger()) {
      return -1;
    }
    double value = node.isIntegralNumber() ? node.longValue() : node.doubleValue();
    boolean fits = value >= 0 && value <= MAX_NUMBER && value == Math.rint(value);
    return fits ? (long) value : -1;
  }

  static byte @Nullable [] bytes(@Nullable JsonNode node, int length) {
    String text = string(node);
    byte[] bytes = text == null ? null : bytes(text);
    return bytes != null && bytes.length == length ? bytes : null;
  }

  /** Base64url without padding. Each value has one spelling, so that no change goes unnoticed. */
  static byte @Nullable [] bytes(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)
          ? bytes
          : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** Null for what is no UTF-8. */
  static @Nullable String text(byte[] utf8) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }

  /** In UTF-8; null where it has half of a surrogate pair, which is written in it in no one way. */
  static byte @Nullable [] utf8(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new String(bytes, UTF_8).equals(text) ? bytes : null;
  }
}
