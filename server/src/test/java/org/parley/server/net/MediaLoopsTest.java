package org.parley.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.parley.media.RoomCommand;
import org.parley.media.RoomEvent;
import org.parley.media.dtls.DtlsCertificate;
import org.parley.media.dtls.DtlsClient;
import org.parley.media.dtls.DtlsServer;
import org.parley.media.dtls.HandshakeResult;
import org.parley.media.ice.IceCredentials;
import org.parley.media.sdp.Candidate;
import org.parley.media.sdp.Session;
import org.parley.media.srtp.SrtpProfile;
import org.parley.media.transport.Drop;
import org.parley.media.transport.Transport;

@Timeout(60)
class MediaLoopsTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DtlsCertificate CERTIFICATE =
      DtlsCertificate.generate(Instant.EPOCH, RANDOM);
  private static final DtlsCertificate PEER = DtlsCertificate.generate(Instant.EPOCH, RANDOM);
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final String PASSWORD = "a-password-of-22-chars-and-more";

  private final BlockingQueue<RoomEvent> events = new LinkedBlockingQueue<>();
  private MediaLoops loops;

  @BeforeEach
  void open() throws IOException {
    loops = open(config(LOOPBACK, 0, 0));
  }

  @AfterEach
  void close() {
    loops.close();
  }

  private MediaLoops open(MediaConfig config) throws IOException {
    return MediaLoops.open(config, new DtlsServer(CERTIFICATE, RANDOM), RANDOM, events::add);
  }

  private static MediaConfig config(InetAddress bind, int udpPort, int tcpPort) {
    return new MediaConfig(bind, udpPort, tcpPort, 2, List.of());
  }

  @Test
  void connectsOverUdpAndNoticesTheEnd() throws Exception {
    IceCredentials credentials = admit("room", "e1");
    try (TestPeer peer = TestPeer.udp(LOOPBACK, port("room", Transport.UDP))) {
      connectsAndEnds(peer, credentials);
    }
  }

  @Test
  void connectsOverTcpAndNoticesTheEnd() throws Exception {
    // Rooms on different loops come in by the same port.
    Set<Integer> reached = new HashSet<>();
    for (int i = 0; reached.size() < 2; i++) {
      String room = "room-" + i;
      if (reached.add(loops.loopFor(room).number())) {
        IceCredentials credentials = admit(room, "e" + i);
        try (TestPeer peer = TestPeer.tcp(LOOPBACK, port(room, Transport.TCP))) {
          connectsAndEnds(peer, credentials);
        }
      }
    }
    await(() -> loops.stats().stream().allMatch(stats -> stats.tcpConnections() == 0));
  }

  private void connectsAndEnds(TestPeer peer, IceCredentials credentials) throws Exception {
    assertThat(peer.passesCheck(credentials)).isTrue();
    HandshakeResult result = new DtlsClient(PEER, RANDOM, List.of(SrtpProfile.values()))
        .connect(peer, List.of(CERTIFICATE.fingerprint()));
    assertThat(result).isInstanceOf(HandshakeResult.Established.class);
    assertThat(events.poll(20, TimeUnit.SECONDS)).isInstanceOf(RoomEvent.Connected.class);

    ((HandshakeResult.Established) result).association().close();
    assertThat(events.poll(20, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            RoomEvent.Lost.class, lost -> assertThat(lost.reason()).isEqualTo("closed by peer"));
  }

  @Test
  void survivesJunkOfEveryLengthAndFirstByte() throws Exception {
    IceCredentials credentials = admit("room", "e1");
    try (TestPeer junk = TestPeer.udp(LOOPBACK, port("room", Transport.UDP));
        TestPeer peer = TestPeer.udp(LOOPBACK, port("room", Transport.UDP))) {
      for (int sizeBytes = 0; sizeBytes <= 1600; sizeBytes += 7) {
        for (int first = 0; first < 256; first += 5) {
          byte[] datagram = new byte[sizeBytes];
          Arrays.fill(datagram, (byte) first);
          junk.send(datagram);
        }
      }
      assertThat(peer.passesCheck(credentials)).isTrue();
    }
    LoopStats stats = loops.stats().get(loops.loopFor("room").number());
    await(() -> {
      LoopStats now = loops.stats().get(stats.loop());
      return now.drops().getOrDefault(NetDrop.OVERSIZED, 0L) > 0
          && now.rooms().drops().getOrDefault(Drop.UNKNOWN_PROTOCOL, 0L) > 0
          && now.rooms().drops().getOrDefault(Drop.PATH_NOT_VALIDATED, 0L) > 0
          && now.drops().getOrDefault(NetDrop.INTERNAL_ERROR, 1L) == 0;
    });
  }

  @Test
  void refusesTcpThatNamesNoLoop() throws Exception {
    admit("room", "e1");
    int port = port("room", Transport.TCP);
    IceCredentials unknownLoop = new IceCredentials("/" + "x".repeat(15), PASSWORD);
    List<byte[]> firsts = List.of(
        TestPeer.check(unknownLoop),
        new byte[40],
        new byte[1501],
        "GET / HT".getBytes(StandardCharsets.US_ASCII));
    for (byte[] first : firsts) {
      try (TestPeer.Tcp peer = TestPeer.tcp(LOOPBACK, port)) {
        peer.send(first);
        assertThat(peer.isEnded(3000)).isTrue();
      }
    }
    await(() -> loops.refusedConnections() == firsts.size());
  }

  @Test
  void givesUpATcpConnectionThatSaysNothing() throws Exception {
    IceCredentials credentials = admit("room", "e1");
    int port = port("room", Transport.TCP);
    try (TestPeer.Tcp silent = TestPeer.tcp(LOOPBACK, port);
        TestPeer.Tcp stranger = TestPeer.tcp(LOOPBACK, port);
        TestPeer.Tcp good = TestPeer.tcp(LOOPBACK, port)) {
      // It names a loop, but knows no password: it is never answered.
      stranger.send(TestPeer.check(new IceCredentials(credentials.ufrag(), "x".repeat(22))));
      assertThat(good.passesCheck(credentials)).isTrue();
      assertThat(silent.isEnded(8000)).isTrue();
      assertThat(good.passesCheck(credentials)).isTrue();
      assertThat(stranger.isEnded(8000)).isTrue();
    }
  }

  @Test
  void boundsTcpConnectionsFromOneAddress() throws Exception {
    int port = port("room", Transport.TCP);
    TestPeer.Tcp[] peers = new TestPeer.Tcp[TcpDoor.MAX_CONNECTIONS_FROM_ONE + 1];
    try {
      for (int i = 0; i < peers.length; i++) {
        peers[i] = TestPeer.tcp(LOOPBACK, port);
      }
      assertThat(peers[peers.length - 1].isEnded(2000)).isTrue();
      assertThat(loops.refusedConnections()).isEqualTo(1);
    } finally {
      for (TestPeer.Tcp peer : peers) {
        peer.close();
      }
    }
    IceCredentials credentials = admit("room", "e1");
    await(() -> passes(port, credentials));
  }

  private static boolean passes(int port, IceCredentials credentials) {
    try (TestPeer.Tcp peer = TestPeer.tcp(LOOPBACK, port)) {
      return peer.passesCheck(credentials);
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void namesTheLoopInTheUfrag() {
    for (int i = 0; i < 20; i++) {
      MediaLoop loop = loops.loopFor("room-" + i);
      assertThat(loops.loopFor("room-" + i)).isSameAs(loop);
      assertThat(loops.newUfrag(loop))
          .matches((loop.number() == 0 ? "A" : "B") + "[A-Za-z0-9+/]{15}")
          .isNotEqualTo(loops.newUfrag(loop));
    }
  }

  @Test
  void announcesWhereItListens() throws Exception {
    MediaLoop loop = loops.loopFor("room");
    assertThat(loops.candidates(loop))
        .extracting(Candidate::transport, Candidate::address)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Transport.UDP, "127.0.0.1"),
            org.assertj.core.groups.Tuple.tuple(Transport.TCP, "127.0.0.1"));

    InetAddress router = InetAddress.ofLiteral("192.0.2.7");
    MediaConfig behindNat = new MediaConfig(null, 0, MediaConfig.NO_TCP, 1, List.of(router));
    try (MediaLoops announced = open(behindNat)) {
      assertThat(announced.candidates(announced.loopFor("room")))
          .singleElement()
          .extracting(Candidate::address)
          .isEqualTo("192.0.2.7");
    }
  }

  @Test
  void listensOnAllAddressesOfBothFamilies() throws Exception {
    try (MediaLoops all = open(new MediaConfig(null, 0, 0, 1, List.of()))) {
      MediaLoop loop = all.loopFor("room");
      IceCredentials credentials = new IceCredentials(all.newUfrag(loop), PASSWORD);
      assertThat(loop.submit(new RoomCommand.Admit("room", "e1", "side", session(credentials))))
          .isTrue();
      for (String address : List.of("127.0.0.1", "::1")) {
        InetAddress local = InetAddress.ofLiteral(address);
        if (hasAddress(local)) {
          try (TestPeer udp = TestPeer.udp(local, loop.port());
              TestPeer tcp = TestPeer.tcp(local, all.candidates(loop).getLast().port())) {
            assertThat(udp.passesCheck(credentials)).as(address).isTrue();
            assertThat(tcp.passesCheck(credentials)).as(address).isTrue();
          }
        }
      }
    }
  }

  private static boolean hasAddress(InetAddress address) {
    try (DatagramSocket socket = new DatagramSocket(0, address)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void saysWhichPortIsTakenAndWhichOptionChangesIt() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, LOOPBACK)) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> open(config(LOOPBACK, port, 0)))
          .isInstanceOf(MediaPortException.class)
          .hasMessageContaining("UDP port " + port)
          .hasMessageContaining("--media-port");
    }
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> open(config(LOOPBACK, 0, port)))
          .isInstanceOf(MediaPortException.class)
          .hasMessageContaining("TCP port " + port)
          .hasMessageContaining("--media-tcp-port");
    }
  }

  @Test
  void stopsCleanly() throws Exception {
    admit("room", "e1");
    int udp = port("room", Transport.UDP);
    int tcp = port("room", Transport.TCP);
    TestPeer.Tcp peer = TestPeer.tcp(LOOPBACK, tcp);
    loops.close();

    assertThat(peer.isEnded(2000)).isTrue();
    peer.close();
    new DatagramSocket(udp, LOOPBACK).close();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("media-loop-"));
  }

  @Test
  void countsProcessorTime() throws Exception {
    IceCredentials credentials = admit("room", "e1");
    try (TestPeer peer = TestPeer.udp(LOOPBACK, port("room", Transport.UDP))) {
      assertThat(peer.passesCheck(credentials)).isTrue();
    }
    int number = loops.loopFor("room").number();
    await(() -> {
      LoopStats stats = loops.stats().get(number);
      return stats.datagramsIn() >= 1
          && stats.datagramsOut() >= 1
          && stats.bytesIn() > 20
          && stats.bytesOut() > 20
          && stats.cpuNs() > 0
          && stats.rooms().endpoints() == 1;
    });
  }

  private IceCredentials admit(String room, String endpoint) {
    MediaLoop loop = loops.loopFor(room);
    IceCredentials credentials = new IceCredentials(loops.newUfrag(loop), PASSWORD);
    assertThat(loop.submit(new RoomCommand.Admit(room, endpoint, "side", session(credentials))))
        .isTrue();
    return credentials;
  }

  private static Session session(IceCredentials credentials) {
    return new Session(
        credentials,
        new IceCredentials("peer", PASSWORD),
        List.of(PEER.fingerprint()),
        List.of(),
        List.of());
  }

  private int port(String room, Transport transport) {
    return loops.candidates(loops.loopFor(room)).stream()
        .filter(candidate -> candidate.transport() == transport)
        .findFirst()
        .orElseThrow()
        .port();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
      Thread.sleep(50);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
