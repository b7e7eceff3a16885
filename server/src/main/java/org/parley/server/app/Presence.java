package org.parley.server.app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.parley.media.RoomCommand;
import org.parley.media.sdp.Session;
import org.parley.server.app.Seating.Shown;
import org.parley.server.signalling.protocol.ServerMessage.Occupant;

/** Someone who took a seat: the connection and the endpoint, each of which may break and come back. Guarded by its meeting. */
final class Presence {
  private static final int ID_BYTES = 16;

  /** Names this session for a resume; a secret. */
  final String session;

  /** Of the link by which the seat was taken. */
  final String linkHash;

  /** The connection; null while it is broken. */
  @Nullable
  LiveVisit visit;

  /** Whether this is someone with sound and picture, or one who reads and writes alone. */
  final boolean hasMedia;

  /** The media; null where there is none, or it is lost. */
  @Nullable
  Endpoint endpoint;

  /** @param endpoint null for one who reads and writes alone */
  Presence(String session, LiveVisit visit, @Nullable Endpoint endpoint) {
    this.session = session;
    this.linkHash = visit.linkHash();
    this.visit = visit;
    this.hasMedia = endpoint != null;
    this.endpoint = endpoint;
  }

  /** Whether the session of that name can go on. */
  boolean canResume(String other) {
    return isSession(other) && (endpoint != null || !hasMedia);
  }

  /** What the slots show; nothing where there are none. */
  List<Occupant> seating() {
    return endpoint == null ? List.of() : endpoint.seating();
  }

  private boolean isSession(String other) {
    return MessageDigest.isEqual(
        session.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** 128 bits that nobody guesses. */
  static String newId(RandomGenerator random) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A place in the room, and what its slots show. */
  static final class Endpoint {
    final String id;
    Session session;
    SortedMap<Integer, Shown> shown = Collections.emptySortedMap();
    final Map<Integer, RoomCommand.Seat> commanded = new HashMap<>();

    Endpoint(String id, Session session) {
      this.id = id;
      this.session = session;
    }

    List<Occupant> seating() {
      return shown.entrySet().stream()
          .map(e -> new Occupant(e.getKey(), e.getValue().seat(), e.getValue().showing()))
          .toList();
    }
  }
}
