package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.parley.media.RoomCommand;
import org.parley.media.Rooms;
import org.parley.media.dtls.Fingerprint;
import org.parley.media.dtls.Handshakes;
import org.parley.media.ice.IceCredentials;
import org.parley.media.sdp.Candidate;
import org.parley.media.sdp.ServerParameters;
import org.parley.media.transport.Outbox;
import org.parley.media.transport.Transport;

/** The real rooms without sockets: carries commands out at once, and writes them down. */
final class RoomsOnCall implements MediaPlane {
  private final Outbox outbox = new Outbox();
  private final List<RoomCommand> commands = new ArrayList<>();
  private final Rooms rooms = new Rooms(
      (endpoint, expected) -> new Handshakes.Handshake() {
        @Override
        public void receive(byte[] bytes, int offset, int sizeBytes) {}

        @Override
        public void close() {}
      },
      1);
  private int parameters;

  @Override
  public synchronized ServerParameters parameters(String room) {
    return new ServerParameters(
        new IceCredentials("srv" + parameters++, "passwordThatIsLongEnough"),
        new Fingerprint("sha-256", "AB" + ":CD".repeat(31)),
        List.of(new Candidate(Transport.UDP, "192.0.2.1", 40_000)));
  }

  @Override
  public synchronized void submit(String room, RoomCommand command) {
    commands.add(command);
    rooms.apply(System.nanoTime(), command, outbox);
    outbox.clear();
  }

  /** What came since the last call. */
  synchronized List<RoomCommand> take() {
    List<RoomCommand> taken = List.copyOf(commands);
    commands.clear();
    return taken;
  }

  /** Of the commands that came since the last call, those of a type. */
  <T extends RoomCommand> List<T> take(Class<T> type) {
    return take().stream().filter(type::isInstance).map(type::cast).toList();
  }

  synchronized void assertEmpty() {
    assertThat(rooms.nextDeadlineNs()).as("no room is left").isEqualTo(Long.MAX_VALUE);
  }
}
