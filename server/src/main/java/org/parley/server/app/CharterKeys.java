package org.parley.server.app;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Rules;
import org.parley.server.signalling.protocol.ServerMessage.SidePart;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who speaks for which side of a meeting, and by which key: all that the server ever reads in a charter. That a side's part of it is by
 * whoever keeps its roster is known from the upload; its signature is for the clients.
 *
 * @param sides ids of all sides
 * @param heads by seat, those who speak for their sides
 */
record CharterKeys(Set<String> sides, Map<String, Head> heads) {

  private static final Set<String> HEADS = Set.of("head", "deputy");

  /** A charter's part has 5. */
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

  /** Null for what is no charter: a part of each side, base64url(JSON) ‖ {@code .} ‖ base64url(signature). */
  static @Nullable CharterKeys read(List<SidePart> parts) {
    Set<String> sides = new LinkedHashSet<>();
    Map<String, Head> heads = new HashMap<>();
    for (SidePart part : parts) {
      JsonNode read = json(part.charter());
      if (read == null || !read.path("side").asString("").equals(part.side())) {
        return null;
      }
      sides.add(part.side());
      for (JsonNode seat : read.path("seats")) {
        String id = seat.path("id").asString("");
        boolean isHead = HEADS.contains(role(seat, read.path("changes")))
            && !seat.path("withdrawn").asBoolean(true);
        Head head = new Head(part.side(), seat.path("key").asString(""));
        if (isHead && heads.put(id, head) != null) {
          return null;
        }
      }
    }
    return sides.size() < Rules.MIN_SIDES || sides.size() > Rules.MAX_SIDES
        ? null
        : new CharterKeys(sides, heads);
  }

  /** That of a seat's last change, else that with which it was added. */
  private static String role(JsonNode seat, JsonNode changes) {
    String role = seat.path("role").asString("");
    for (JsonNode change : changes) {
      if (change.path("seat").asString("").equals(seat.path("id").asString(""))) {
        role = change.path("role").asString("");
      }
    }
    return role;
  }

  private static @Nullable JsonNode json(String signed) {
    int end = signed.indexOf('.');
    try {
      byte[] json = Base64.getUrlDecoder().decode(signed.substring(0, Math.max(0, end)));
      return MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | JacksonException _) {
      return null;
    }
  }
}
