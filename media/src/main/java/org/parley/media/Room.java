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
import org.parley.media.sdp.Session;
import org.parley.media.sdp.SourceKind;
import org.parley.media.transport.Counters;
import org.parley.media.transport.Outbox;
import org.parley.media.wire.Demux;

/** A meeting's media: its endpoints, and who is seated in whose slots. */
final class Room {

  private final String id;
  private final Handshakes handshakes;
  private final RandomGenerator random;
  private final Counters counters;
  private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
  private final Speakers speakers = new Speakers();

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

  Endpoint admit(long nowNs, String endpoint, Session session) {
    Endpoint admitted = new Endpoint(nowNs, endpoint, session, handshakes, random, counters);
    endpoints.put(endpoint, admitted);
    return admitted;
  }

  void remove(Endpoint endpoint) {
    endpoints.remove(endpoint.id());
    endpoint.close();
    speakers.remove(endpoint.id());
  }

  /** Seats a publisher of this room, or nobody, in a slot; false where there is no such slot or publisher. */
  boolean seat(long nowNs, Endpoint receiver, RoomCommand.Seat command) {
    if (command.slot() < 0 || command.slot() >= receiver.slots().size()) {
      return false;
    }
    SlotEgress slot = receiver.slots().get(command.slot());
    if (command.publisher() == null) {
      slot.empty();
      return true;
    }
    Endpoint publisher = endpoints.get(command.publisher());
    if (publisher == null) {
      slot.empty();
      return false;
    }
    switch (command.occupant()) {
      case PERSON ->
        slot.seat(publisher.source(SourceKind.MICROPHONE), publisher.source(SourceKind.CAMERA));
      case SCREEN -> slot.seat(null, publisher.source(SourceKind.SCREEN));
    }
    receiver.reports().allocate(nowNs);
    return true;
  }

  void publish(Endpoint publisher, SourceKind kind, boolean on) {
    Source source = publisher.source(kind);
    if (source != null) {
      source.setOn(on);
    }
    if (kind == SourceKind.MICROPHONE && !on) {
      speakers.remove(publisher.id());
    }
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
          speakers.onLevel(nowNs, from.id(), level);
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

  /** Who speaks now, if that changed; else null. */
  RoomEvent.@Nullable Speaking takeSpeaking(long nowNs) {
    return speakers.takeChange(nowNs) ? new RoomEvent.Speaking(id, speakers.speaking()) : null;
  }
}
