package org.parley.media;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.parley.media.dtls.Handshakes;
import org.parley.media.endpoint.Endpoint;
import org.parley.media.endpoint.EndpointIngress;
import org.parley.media.endpoint.SlotEgress;
import org.parley.media.route.Source;
import org.parley.media.route.Speakers;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.SourceKind;
import org.parley.media.transport.Counters;
import org.parley.media.transport.Drop;
import org.parley.media.transport.Outbox;
import org.parley.media.wire.Demux;

/** A meeting's media: its endpoints, and who is seated in whose slots. */
final class Room {

  private final String id;
  private final Handshakes handshakes;
  private final RandomGenerator random;
  private final Counters counters;
  private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
  private final Map<Hall, Speakers> halls = new LinkedHashMap<>();

  /**
   * Where people hear each other: who speaks in one is nothing to the others.
   *
   * @param name the side whose caucus it is, or the sidebar's; empty for the plenary
   */
  private record Hall(Chamber chamber, String name) {
    static Hall of(Endpoint endpoint, Chamber chamber) {
      return switch (chamber) {
        case PLENARY -> new Hall(chamber, "");
        case CAUCUS -> new Hall(chamber, endpoint.side());
        case SIDEBAR -> new Hall(chamber, endpoint.sidebar());
      };
    }
  }

  Room(String id, Handshakes handshakes, RandomGenerator random, Counters counters) {
    this.id = id;
    this.handshakes = handshakes;
    this.random = random;
    this.counters = counters;
  }

  String id() {
    return id;
  }

  boolean isEmpty() {
    return endpoints.isEmpty();
  }

  Collection<Endpoint> endpoints() {
    return endpoints.values();
  }

  Endpoint admit(long nowNs, Endpoint.Device device) {
    Endpoint admitted = new Endpoint(nowNs, device, handshakes, random, counters);
    endpoints.put(device.id(), admitted);
    return admitted;
  }

  void remove(Endpoint endpoint) {
    endpoints.remove(endpoint.id());
    endpoint.close();
    halls.values().forEach(speakers -> speakers.remove(endpoint.id()));
  }

  /**
   * Seats a publisher of this room, or nobody, in a slot. Who may be seated where is decided elsewhere; but that a caucus stays within its
   * side, and a sidebar among those who are in it, is seen to here as well.
   *
   * @return why it was refused, and the slot is empty; null where it was not
   */
  @Nullable
  Drop seat(long nowNs, Endpoint receiver, RoomCommand.Seat command) {
    if (command.slot() < 0 || command.slot() >= receiver.slots().size()) {
      return Drop.COMMAND_TARGET_GONE;
    }
    SlotEgress slot = receiver.slots().get(command.slot());
    if (command.publisher() == null) {
      slot.empty();
      return null;
    }
    Endpoint publisher = endpoints.get(command.publisher());
    if (publisher == null) {
      slot.empty();
      return Drop.COMMAND_TARGET_GONE;
    }
    Chamber chamber = command.chamber();
    if (!Hall.of(publisher, chamber).equals(Hall.of(receiver, chamber))
        || isNowhere(publisher, chamber)) {
      slot.empty();
      return chamber == Chamber.CAUCUS ? Drop.CAUCUS_OF_ANOTHER_SIDE : Drop.SIDEBAR_OF_OTHERS;
    }
    switch (command.occupant()) {
      case PERSON ->
        slot.seat(
            publisher.source(chamber, SourceKind.MICROPHONE),
            publisher.source(chamber, SourceKind.CAMERA));
      case SCREEN -> slot.seat(null, publisher.source(chamber, SourceKind.SCREEN));
    }
    receiver.reports().allocate(nowNs);
    return null;
  }

  /** Whether what an endpoint sends in a chamber can be heard by nobody: it is in no sidebar. */
  private static boolean isNowhere(Endpoint endpoint, Chamber chamber) {
    return chamber == Chamber.SIDEBAR && endpoint.sidebar().isEmpty();
  }

  /** Puts an endpoint into a sidebar, or out of one. */
  void stepAside(Endpoint endpoint, String sidebar) {
    Speakers speakers = halls.get(Hall.of(endpoint, Chamber.SIDEBAR));
    if (speakers != null && !sidebar.equals(endpoint.sidebar())) {
      speakers.remove(endpoint.id());
    }
    endpoint.stepAside(sidebar);
  }

  /**
   * Turns a source on or off.
   *
   * @return why it was refused, and the source is off; null where it was not
   */
  @Nullable
  Drop publish(Endpoint publisher, Chamber chamber, SourceKind kind, boolean on) {
    if (on && isNowhere(publisher, chamber)) {
      return Drop.SIDEBAR_OF_OTHERS;
    }
    Source source = publisher.source(chamber, kind);
    if (source != null) {
      source.setOn(on);
    }
    Speakers speakers = halls.get(Hall.of(publisher, chamber));
    if (kind == SourceKind.MICROPHONE && !on && speakers != null) {
      speakers.remove(publisher.id());
    }
    return null;
  }

  /** Takes a datagram of DTLS, RTP or RTCP from a validated address. */
  void handle(
      long nowNs,
      Endpoint from,
      Demux.Kind kind,
      byte[] bytes,
      int offset,
      int sizeBytes,
      Outbox outbox) {
    EndpointIngress ingress = from.ingress();
    switch (kind) {
      case DTLS -> from.onDtls(bytes, offset, sizeBytes);
      case RTP -> {
        ingress.onRtp(nowNs, bytes, offset, sizeBytes, outbox);
        int level = ingress.takeAudioLevel();
        if (level != EndpointIngress.NO_LEVEL) {
          halls
              .computeIfAbsent(Hall.of(from, ingress.audioChamber()), hall -> new Speakers())
              .onLevel(nowNs, from.id(), level);
        }
      }
      case RTCP -> {
        ingress.onRtcp(nowNs, bytes, offset, sizeBytes, outbox);
        requestKeyframes(nowNs, outbox);
      }
      case STUN, UNKNOWN -> throw new IllegalArgumentException("not for a room: " + kind);
    }
  }

  /** Asks publishers for the key frames that are wanted and due. */
  void requestKeyframes(long nowNs, Outbox outbox) {
    for (Endpoint endpoint : endpoints.values()) {
      for (Source source : endpoint.sources()) {
        source.requestKeyframes(nowNs, outbox);
      }
    }
  }

  /** Does what is due, and returns the endpoints whose consent expired. */
  List<Endpoint> onTick(long nowNs, Outbox outbox) {
    List<Endpoint> expired = new ArrayList<>();
    for (Endpoint endpoint : endpoints.values()) {
      endpoint.reports().onTick(nowNs, outbox);
      if (!endpoint.ice().hasConsent(nowNs)) {
        expired.add(endpoint);
      }
    }
    requestKeyframes(nowNs, outbox);
    return expired;
  }

  /** Who speaks now, where that changed. */
  List<RoomEvent.Speaking> takeSpeaking(long nowNs) {
    List<RoomEvent.Speaking> changes = new ArrayList<>();
    halls.forEach((hall, speakers) -> {
      if (speakers.takeChange(nowNs)) {
        changes.add(new RoomEvent.Speaking(id, hall.chamber(), hall.name(), speakers.speaking()));
      }
    });
    halls.values().removeIf(Speakers::isEmpty);
    return changes;
  }
}
