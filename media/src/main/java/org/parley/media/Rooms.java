package org.parley.media;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.parley.media.dtls.Handshakes;
import org.parley.media.endpoint.Endpoint;
import org.parley.media.sdp.Session;
import org.parley.media.transport.Counters;
import org.parley.media.transport.Drop;
import org.parley.media.transport.Outbox;
import org.parley.media.transport.Path;
import org.parley.media.wire.Demux;
import org.parley.media.wire.StunMessage;

/**
 * All rooms of one media loop, behind one UDP port: finds whose a datagram is, and lets that room handle it. Called from the loop's
 * thread alone. Times are nanoseconds of one monotonic clock, never negative.
 */
public final class Rooms {

  /** Lower asks for losses and key frames sooner; higher saves CPU time. */
  private static final long TICK_NS = 20_000_000L;

  /** Events that nobody took; past it the oldest are forgotten. */
  private static final int MAX_EVENTS = 10_000;

  private final Handshakes handshakes;
  private final SplittableRandom random;
  private final Counters counters = new Counters();
  private final Map<String, Room> rooms = new HashMap<>();
  private final Map<String, Member> members = new HashMap<>();
  private final Map<String, Member> byUfrag = new HashMap<>();
  private final Map<Path, Member> byPath = new HashMap<>();
  private List<RoomEvent> events = new ArrayList<>();
  private long nextTickNs;

  private record Member(Room room, Endpoint endpoint) {}

  /**
   * Rooms without any.
   *
   * @param handshakes runs DTLS elsewhere
   * @param seed for what need not be secret: where sequence numbers start
   */
  public Rooms(Handshakes handshakes, long seed) {
    this.handshakes = handshakes;
    this.random = new SplittableRandom(seed);
  }

  /** Takes one datagram, whose bytes are changed; what follows from it is in the outbox. Never throws, whatever the bytes. */
  public void handle(
      long nowNs, Path path, byte[] bytes, int offset, int sizeBytes, Outbox outbox) {
    Demux.Kind kind = Demux.kind(bytes, offset, sizeBytes);
    switch (kind) {
      case STUN -> onStun(nowNs, path, bytes, offset, sizeBytes, outbox);
      case UNKNOWN -> counters.drop(Drop.UNKNOWN_PROTOCOL);
      case DTLS, RTP, RTCP -> {
        Member member = byPath.get(path);
        if (member == null) {
          counters.drop(Drop.PATH_NOT_VALIDATED);
          return;
        }
        member.room().handle(nowNs, member.endpoint(), kind, bytes, offset, sizeBytes, outbox);
      }
    }
  }

  private void onStun(
      long nowNs, Path path, byte[] bytes, int offset, int sizeBytes, Outbox outbox) {
    StunMessage message = StunMessage.parse(bytes, offset, sizeBytes);
    if (message == null || (message.hasFingerprint() && !message.fingerprintMatches())) {
      counters.drop(Drop.STUN_MALFORMED);
      return;
    }
    if (message.type() != StunMessage.BINDING_REQUEST) {
      counters.drop(Drop.STUN_UNEXPECTED);
      return;
    }
    Member member = memberNamedBy(message.username());
    if (member == null) {
      counters.drop(Drop.STUN_UNKNOWN_USER);
      return;
    }
    Member holder = byPath.get(path);
    if (holder != null && !holder.equals(member) && holder.endpoint().ice().uses(nowNs, path)) {
      counters.drop(Drop.PATH_TAKEN);
      return;
    }
    if (!member.endpoint().ice().onRequest(nowNs, path, message, outbox)) {
      return;
    }
    byPath.put(path, member);
    Path forgotten = member.endpoint().ice().takeForgotten();
    if (forgotten != null) {
      byPath.remove(forgotten, member);
    }
  }

  private @Nullable Member memberNamedBy(@Nullable String username) {
    int colon = username == null ? -1 : username.indexOf(':');
    return username == null || colon < 0 ? null : byUfrag.get(username.substring(0, colon));
  }

  /** Carries out a command. */
  public void apply(long nowNs, RoomCommand command, Outbox outbox) {
    if (command instanceof RoomCommand.Admit admit) {
      admit(nowNs, admit);
      return;
    }
    Member member = members.get(command.endpoint());
    if (member == null) {
      counters.drop(Drop.COMMAND_TARGET_GONE);
      return;
    }
    Room room = member.room();
    Endpoint endpoint = member.endpoint();
    switch (command) {
      case RoomCommand.Admit admit -> throw new AssertionError("handled above");
      case RoomCommand.Renegotiate renegotiate -> renegotiate(member, renegotiate.session());
      case RoomCommand.Remove remove -> remove(member);
      case RoomCommand.StepAside aside -> room.stepAside(endpoint, aside.sidebar());
      case RoomCommand.Seat seat -> count(room.seat(nowNs, endpoint, seat));
      case RoomCommand.Publish publish ->
        count(room.publish(endpoint, publish.chamber(), publish.kind(), publish.on()));
      case RoomCommand.View view -> view(nowNs, endpoint, view);
      case RoomCommand.HandshakeOutput output -> endpoint.sendDtls(output.bytes(), outbox);
      case RoomCommand.HandshakeDone done -> {
        endpoint.onKeys(done.keys());
        tell(new RoomEvent.Connected(room.id(), endpoint.id()));
      }
      case RoomCommand.HandshakeOver over -> lose(member, over.reason());
    }
    room.requestKeyframes(nowNs, outbox);
  }

  private void count(@Nullable Drop refused) {
    if (refused != null) {
      counters.drop(refused);
    }
  }

  private void admit(long nowNs, RoomCommand.Admit admit) {
    Member before = members.get(admit.endpoint());
    if (before != null) {
      remove(before);
    }
    if (rooms.isEmpty()) {
      nextTickNs = nowNs + TICK_NS;
    }
    Room room =
        rooms.computeIfAbsent(admit.room(), id -> new Room(id, handshakes, random, counters));
    Endpoint.Device device = new Endpoint.Device(admit.endpoint(), admit.side(), admit.session());
    Member member = new Member(room, room.admit(nowNs, device));
    members.put(admit.endpoint(), member);
    byUfrag.put(admit.session().local().ufrag(), member);
  }

  private void renegotiate(Member member, Session session) {
    member.endpoint().ice().ufrags().forEach(ufrag -> byUfrag.remove(ufrag, member));
    member.endpoint().renegotiate(session);
    member.endpoint().ice().ufrags().forEach(ufrag -> byUfrag.put(ufrag, member));
  }

  private static void view(long nowNs, Endpoint endpoint, RoomCommand.View view) {
    if (view.slot() >= 0 && view.slot() < endpoint.slots().size()) {
      endpoint.slots().get(view.slot()).video().show(view.width(), view.height());
      endpoint.reports().allocate(nowNs);
    }
  }

  private void remove(Member member) {
    members.remove(member.endpoint().id());
    member.endpoint().ice().ufrags().forEach(ufrag -> byUfrag.remove(ufrag, member));
    member.endpoint().ice().validatedPaths().forEach(path -> byPath.remove(path, member));
    member.room().remove(member.endpoint());
    if (member.room().isEmpty()) {
      rooms.remove(member.room().id());
    }
  }

  private void lose(Member member, String reason) {
    remove(member);
    tell(new RoomEvent.Lost(member.room().id(), member.endpoint().id(), reason));
  }

  /** When {@link #onDeadline} wants to be called next; {@link Long#MAX_VALUE} for never. */
  public long nextDeadlineNs() {
    return rooms.isEmpty() ? Long.MAX_VALUE : nextTickNs;
  }

  /** Does what is due: feedback, reports, consent. */
  public void onDeadline(long nowNs, Outbox outbox) {
    if (nowNs < nextTickNs) {
      return;
    }
    nextTickNs = nowNs + TICK_NS;
    for (Room room : List.copyOf(rooms.values())) {
      for (Endpoint expired : room.onTick(nowNs, outbox)) {
        lose(new Member(room, expired), "consent expired");
      }
      List<RoomEvent.Speaking> changes = room.takeSpeaking(nowNs);
      if (!room.isEmpty()) {
        changes.forEach(this::tell);
      }
    }
  }

  /** What happened since the last call. */
  public List<RoomEvent> takeEvents() {
    if (events.isEmpty()) {
      return List.of();
    }
    List<RoomEvent> taken = events;
    events = new ArrayList<>();
    return taken;
  }

  /** The path's TCP connection is gone. */
  public void onPathClosed(Path path) {
    Member member = byPath.remove(path);
    if (member != null) {
      member.endpoint().ice().forget(path);
    }
  }

  /** What was counted since the start. */
  public Counters.Snapshot snapshot() {
    return counters.snapshot(rooms.size(), members.size());
  }

  private void tell(RoomEvent event) {
    if (events.size() == MAX_EVENTS) {
      events.removeFirst();
    }
    events.add(event);
  }
}
