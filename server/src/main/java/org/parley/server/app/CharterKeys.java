package org.parley.server.app;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Rules;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who speaks for which side of a meeting, and by which key: all that the server ever reads in a charter. That it is the organiser's who
 * uploaded it is known from the upload; its signature is for the clients.
 *
 * @param sides ids of all sides
 * @param heads by seat, those who speak for their sides
 */
record CharterKeys(Set<String> sides, Map<String, Head> heads) {

  private static final Set<String> HEADS = Set.of("head", "deputy");

  /** A charter's has 7. */
  private static final int MAX_DEPTH = 10;

  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(MAX_DEPTH)
              .maxDocumentLength(Rules.MAX_CHARTER_CHARS)
              .build())
          .build())
      .build();

  /**
   * A head or a deputy.
   *
   * @param key the public one of the seat's link that counts now, in base64url
   */
  record Head(String side, String key) {}

  CharterKeys {
    sides = Set.copyOf(sides);
    heads = Map.copyOf(heads);
  }

  /**
   * Null for what is no charter.
   *
   * @param charter base64url(JSON) ‖ {@code .} ‖ base64url(signature)
   */
  static @Nullable CharterKeys read(String charter) {
    int end = charter.indexOf('.');
    try {
      byte[] json = Base64.getUrlDecoder().decode(charter.substring(0, Math.max(0, end)));
      return of(MAPPER.readTree(new String(json, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException | JacksonException _) {
      return null;
    }
  }

  private static @Nullable CharterKeys of(@Nullable JsonNode charter) {
    Set<String> sides = new LinkedHashSet<>();
    Map<String, Head> heads = new HashMap<>();
    if (charter == null) {
      return null;
    }
    for (JsonNode side : charter.path("sides")) {
      String id = side.path("id").asString("");
      if (!Rules.isId(id) || !sides.add(id)) {
        return null;
      }
      for (JsonNode seat : side.path("seats")) {
        String key = seat.path("key").asString("");
        boolean isHead = HEADS.contains(seat.path("role").asString(""));
        if (isHead && heads.put(seat.path("id").asString(""), new Head(id, key)) != null) {
          return null;
        }
      }
    }
    return sides.size() < Rules.MIN_SIDES || sides.size() > Rules.MAX_SIDES
        ? null
        : new CharterKeys(sides, heads);
  }
}
