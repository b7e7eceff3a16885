package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.parley.media.RoomCommand;
import org.parley.media.RoomEvent;
import org.parley.media.dtls.DtlsCertificate;
import org.parley.media.dtls.DtlsServer;
import org.parley.media.sdp.ServerParameters;
import org.parley.media.transport.Drop;
import org.parley.server.net.MediaConfig;
import org.parley.server.net.MediaLoops;

/** The real media loops on loopback, with every command written down. */
final class RecordedLoops implements MediaPlane {
  private final List<RoomCommand> commands = new ArrayList<>();
  private final CompletableFuture<Consumer<RoomEvent>> listener = new CompletableFuture<>();
  private final MediaLoops loops;
  private final LoopMedia media;

  RecordedLoops() throws IOException {
    SecureRandom random = new SecureRandom();
    DtlsServer dtls = new DtlsServer(DtlsCertificate.generate(Instant.now(), random), random);
    MediaConfig config =
        new MediaConfig(InetAddress.getLoopbackAddress(), 0, MediaConfig.NO_TCP, 2, List.of());
    loops = MediaLoops.open(config, dtls, random, event -> listener.join().accept(event));
    media = new LoopMedia(loops, dtls.fingerprint(), random);
  }

  void listen(Consumer<RoomEvent> events) {
    listener.complete(events);
  }

  void close() {
    loops.close();
  }

  @Override
  public ServerParameters parameters(String room) {
    return media.parameters(room);
  }

  @Override
  public synchronized void submit(String room, RoomCommand command) {
    commands.add(command);
    media.submit(room, command);
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

  /** Waits until the loops have as many endpoints, and no command was for one that is gone. */
  void assertEndpoints(int count) {
    LiveHarness.eventually(() ->
        loops.stats().stream().mapToInt(stats -> stats.rooms().endpoints()).sum() == count);
    assertThat(loops.stats())
        .allMatch(stats -> stats.rooms().dropped(Drop.COMMAND_TARGET_GONE) == 0);
  }
}
