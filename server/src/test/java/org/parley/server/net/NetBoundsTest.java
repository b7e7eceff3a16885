package org.parley.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.parley.media.RoomCommand;
import org.parley.media.RoomEvent;
import org.parley.media.Rooms;
import org.parley.media.dtls.Handshakes.Handshake;
import org.parley.media.transport.Path;
import org.parley.media.transport.Transport;

/** What happens at the limits. */
@Timeout(30)
class NetBoundsTest {

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  @Test
  void aLoopThatDoesNotRunTakesOnlySoManyCommands() throws Exception {
    MediaLoop loop = idleLoop();
    assertThat(taken(loop, new RoomCommand.View("e", 0, 1, 1))).isEqualTo(4096);
    // Views leave room for what must not be lost.
    assertThat(taken(loop, new RoomCommand.Remove("e"))).isEqualTo((1 << 18) - 4096);
    loop.abandon();
  }

  private static int taken(MediaLoop loop, RoomCommand command) {
    int taken = 0;
    while (taken < 1_000_000 && loop.submit(command)) {
      taken++;
    }
    return taken;
  }

  @Test
  void aPeerThatDoesNotReadLosesDatagramsAndThenItsConnection() throws Exception {
    MediaLoop loop = idleLoop();
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
        Socket peer = new Socket(LOOPBACK, server.getLocalPort());
        Socket socket = server.accept()) {
      Path path = Path.ofIpv4(Transport.TCP, 0x7f00_0001, peer.getLocalPort());
      TcpConnection connection = new TcpConnection(socket, path, loop);
      connection.start();
      byte[] frame = new byte[1200];
      long nowNs = 1;
      int sent = 0;
      while (connection.send(nowNs, frame)) {
        sent++;
        assertThat(sent).as("sent without end").isLessThan(100_000);
        if (sent % 100 == 0) {
          Thread.sleep(1);
        }
      }
      assertThat(socket.isClosed()).isFalse();
      nowNs += TimeUnit.SECONDS.toNanos(11);
      fill(connection, nowNs, frame);
      assertThat(connection.send(nowNs + TimeUnit.SECONDS.toNanos(11), frame)).isFalse();
      assertThat(socket.isClosed()).isTrue();
    }
    loop.abandon();
  }

  /** The writer may have moved a few on meanwhile. */
  private static void fill(TcpConnection connection, long nowNs, byte[] frame)
      throws InterruptedException {
    int full = 0;
    while (full < 20) {
      full = connection.send(nowNs, frame) ? 0 : full + 1;
      Thread.sleep(1);
    }
  }

  @Test
  void eventsThatNobodyTakesAreLostAndCounted() throws Exception {
    CountDownLatch stalled = new CountDownLatch(1);
    EventCourier courier = new EventCourier(0, event -> {
      try {
        stalled.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    courier.start();
    List<RoomEvent> one = List.of(new RoomEvent.Connected("r", "e"));
    int lost = 0;
    for (int i = 0; i < 11_000; i++) {
      lost += courier.handOver(one);
    }
    assertThat(lost).isBetween(999, 1000);
    stalled.countDown();
    courier.stop();
  }

  @Test
  void anEventThatFailsDoesNotStopTheNext() throws Exception {
    CountDownLatch handled = new CountDownLatch(2);
    EventCourier courier = new EventCourier(0, event -> {
      handled.countDown();
      throw new IllegalStateException("a failing application");
    });
    courier.start();
    RoomEvent event = new RoomEvent.Connected("r", "e");
    courier.handOver(List.of(event, event));
    assertThat(handled.await(10, TimeUnit.SECONDS)).isTrue();
    courier.stop();
  }

  @Test
  void countsConnectionsByPlace() {
    ConnectionLimits limits = new ConnectionLimits(5, 2);
    InetAddress one = InetAddress.ofLiteral("192.0.2.1");
    assertThat(limits.enter(one)).isTrue();
    assertThat(limits.enter(one)).isTrue();
    assertThat(limits.enter(one)).isFalse();
    limits.leave(one);
    assertThat(limits.enter(one)).isTrue();

    // Of one IPv6 network of 64 bits all addresses are one place.
    assertThat(limits.enter(InetAddress.ofLiteral("2001:db8::1"))).isTrue();
    assertThat(limits.enter(InetAddress.ofLiteral("2001:db8::2"))).isTrue();
    assertThat(limits.enter(InetAddress.ofLiteral("2001:db8::3"))).isFalse();
    assertThat(limits.count()).isEqualTo(4);
    assertThat(limits.enter(InetAddress.ofLiteral("2001:db8:0:1::1"))).isTrue();
    assertThat(limits.enter(InetAddress.ofLiteral("192.0.2.9"))).as("in all").isFalse();
  }

  @Test
  void pathsAndAddressesAreTheSame() {
    SocketPaths paths = new SocketPaths();
    for (String text : List.of("192.0.2.1", "255.255.255.255", "2001:db8::ff00:42:8329", "::1")) {
      InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(text), 65_535);
      Path path = paths.udpPath(address);
      assertThat(paths.udpPath(address)).isSameAs(path);
      assertThat(paths.address(path)).isEqualTo(address);
      assertThat(path.isIpv4()).isEqualTo(!text.contains(":"));
    }
  }

  @Test
  void forgedSourcesFillNothing() {
    SocketPaths paths = new SocketPaths();
    for (int i = 0; i < 100_000; i++) {
      Path path = Path.ofIpv4(Transport.UDP, i, 1 + i % 60_000);
      assertThat(paths.udpPath(paths.address(path))).isEqualTo(path);
    }
  }

  private static MediaLoop idleLoop() throws IOException {
    return new MediaLoop(new MediaLoop.Parts(
        0,
        DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0)),
        loop -> new Rooms((endpoint, expected) -> new NoHandshake(), 1),
        new EventCourier(0, event -> {})));
  }

  private record NoHandshake() implements Handshake {
    @Override
    public void receive(byte[] bytes, int offset, int sizeBytes) {}

    @Override
    public void close() {}
  }
}
