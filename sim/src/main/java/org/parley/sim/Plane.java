package org.parley.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.parley.media.RoomCommand;
import org.parley.media.RoomEvent;
import org.parley.media.Rooms;
import org.parley.media.dtls.Fingerprint;
import org.parley.media.dtls.Handshakes;
import org.parley.media.srtp.SrtpKeys;
import org.parley.media.transport.Counters;
import org.parley.media.transport.Outbox;
import org.parley.media.transport.Path;

/**
 * A media plane under virtual time: what the server's media loop is to real sockets. Handshakes are left out: each endpoint's keys are
 * agreed on beforehand and taken at its first datagram of DTLS, since a real handshake takes real time.
 */
public final class Plane {

  private final Simulation simulation;
  private final Outbox outbox = new Outbox();
  private final Map<Path, Consumer<byte[]>> receivers = new HashMap<>();
  private final Map<String, SrtpKeys> keys = new HashMap<>();
  private final List<RoomEvent> events = new ArrayList<>();
  private final Rooms rooms;
  private long scheduledNs = Long.MAX_VALUE;

  public Plane(Simulation simulation, long seed) {
    this.simulation = simulation;
    this.rooms = new Rooms(new AgreedKeys(), seed);
  }

  private final class AgreedKeys implements Handshakes {
    @Override
    public Handshake start(String endpoint, List<Fingerprint> expected) {
      SrtpKeys agreed = keys.get(endpoint);
      if (agreed != null) {
        simulation.after(0, () -> apply(new RoomCommand.HandshakeDone(endpoint, agreed)));
      }
      return new Handshake() {
        @Override
        public void receive(byte[] bytes, int offset, int sizeBytes) {}

        @Override
        public void close() {}
      };
    }
  }

  /** Says which keys an endpoint's handshake will yield. */
  public void agree(String endpoint, SrtpKeys agreed) {
    keys.put(endpoint, agreed);
  }

  /** Says who gets what is sent to an address. */
  public void connect(Path path, Consumer<byte[]> receiver) {
    receivers.put(path, receiver);
  }

  public void apply(RoomCommand command) {
    rooms.apply(simulation.nowNs(), command, outbox);
    settle();
  }

  /** Takes a datagram from an address. */
  public void receive(Path path, byte[] datagram) {
    byte[] buffer = Arrays.copyOf(datagram, Math.max(datagram.length, Outbox.MAX_DATAGRAM_BYTES));
    rooms.handle(simulation.nowNs(), path, buffer, 0, datagram.length, outbox);
    settle();
  }

  /** Says that a path's connection is gone. */
  public void close(Path path) {
    rooms.onPathClosed(path);
    settle();
  }

  /** Everything that the rooms told so far. */
  public List<RoomEvent> events() {
    return events;
  }

  public Counters.Snapshot counters() {
    return rooms.snapshot();
  }

  private void settle() {
    for (int i = 0; i < outbox.count(); i++) {
      Consumer<byte[]> receiver = receivers.get(outbox.path(i));
      if (receiver != null) {
        int offset = outbox.offset(i);
        receiver.accept(Arrays.copyOfRange(outbox.bytes(), offset, offset + outbox.sizeBytes(i)));
      }
    }
    outbox.clear();
    events.addAll(rooms.takeEvents());
    long deadlineNs = rooms.nextDeadlineNs();
    if (deadlineNs != Long.MAX_VALUE && deadlineNs < scheduledNs) {
      scheduledNs = deadlineNs;
      simulation.at(deadlineNs, this::onDeadline);
    }
  }

  private void onDeadline() {
    scheduledNs = Long.MAX_VALUE;
    rooms.onDeadline(simulation.nowNs(), outbox);
    settle();
  }
}
