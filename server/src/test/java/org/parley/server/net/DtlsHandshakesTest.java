package org.parley.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.parley.media.RoomCommand;
import org.parley.media.dtls.DtlsCertificate;
import org.parley.media.dtls.DtlsClient;
import org.parley.media.dtls.DtlsServer;
import org.parley.media.dtls.HandshakeResult;
import org.parley.media.dtls.Handshakes.Handshake;
import org.parley.media.srtp.SrtpProfile;

@Timeout(60)
class DtlsHandshakesTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DtlsCertificate CERTIFICATE =
      DtlsCertificate.generate(Instant.EPOCH, RANDOM);
  private static final DtlsCertificate PEER = DtlsCertificate.generate(Instant.EPOCH, RANDOM);

  private final BlockingQueue<RoomCommand> results = new LinkedBlockingQueue<>();
  private final Semaphore places = new Semaphore(2);
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicReference<@Nullable Handshake> handshake = new AtomicReference<>();

  /** The peer's end: what it sends goes into the handshake, what the handshake says comes by {@link #submit}. */
  private final DatagramQueue peerEnd = new DatagramQueue(this::toHandshake);

  private void toHandshake(byte[] bytes) {
    Handshake to = handshake.get();
    if (to != null) {
      to.receive(bytes, 0, bytes.length);
    }
  }

  private boolean submit(RoomCommand command) {
    if (command instanceof RoomCommand.HandshakeOutput output) {
      peerEnd.offer(output.bytes(), 0, output.bytes().length);
      return true;
    }
    return refusals.getAndDecrement() <= 0 && results.add(command);
  }

  @Test
  void reportsKeysThenThePeersClosing() throws Exception {
    handshake.set(start(30_000));
    HandshakeResult.Established client = connect();

    RoomCommand.HandshakeDone done = (RoomCommand.HandshakeDone) next();
    assertThat(done.endpoint()).isEqualTo("e1");
    assertThat(done.keys().ingressKey()).isEqualTo(client.keys().egressKey());
    assertThat(places.availablePermits()).isEqualTo(2);

    client.association().close();
    assertThat(next()).isEqualTo(new RoomCommand.HandshakeOver("e1", "closed by peer"));
  }

  @Test
  void offersAResultAgainToAFullQueue() throws Exception {
    refusals.set(3);
    handshake.set(start(30_000));
    connect();
    assertThat(next()).isInstanceOf(RoomCommand.HandshakeDone.class);
    assertThat(refusals.get()).isNegative();
  }

  @Test
  void reportsFailure() throws Exception {
    start(200);
    assertThat(next()).isEqualTo(new RoomCommand.HandshakeOver("e1", "timeout"));
    assertThat(places.availablePermits()).isEqualTo(2);
  }

  @Test
  void saysNothingMoreOnceClosed() throws Exception {
    Handshake closed = start(30_000);
    awaitPlaces(1);
    closed.close();
    awaitPlaces(2);
    assertThat(results).isEmpty();
  }

  @Test
  void boundsHowManyRun() throws Exception {
    Handshake first = start(30_000);
    Handshake second = start(30_000);
    awaitPlaces(0);
    start(30_000);
    assertThat(next())
        .isEqualTo(new RoomCommand.HandshakeOver("e1", "too many handshakes at once"));
    first.close();
    second.close();
    awaitPlaces(2);
  }

  @Test
  void survivesAFloodOfJunk() throws Exception {
    Handshake flooded = start(500);
    byte[] junk = new byte[3000];
    for (int i = 0; i < 100_000; i++) {
      flooded.receive(junk, 0, 1 + i % 3000);
    }
    assertThat(next()).isEqualTo(new RoomCommand.HandshakeOver("e1", "timeout"));
  }

  @Test
  void warmsUp() throws Exception {
    DtlsHandshakes.warmUp(new DtlsServer(CERTIFICATE, RANDOM), RANDOM);
  }

  private Handshake start(int timeoutMs) {
    DtlsServer server = new DtlsServer(CERTIFICATE, RANDOM, timeoutMs);
    return new DtlsHandshakes(server, places, this::submit)
        .start("e1", List.of(PEER.fingerprint()));
  }

  private HandshakeResult.Established connect() {
    HandshakeResult result = new DtlsClient(PEER, RANDOM, List.of(SrtpProfile.values()))
        .connect(peerEnd, List.of(CERTIFICATE.fingerprint()));
    assertThat(result).isInstanceOf(HandshakeResult.Established.class);
    return (HandshakeResult.Established) result;
  }

  private void awaitPlaces(int free) throws InterruptedException {
    for (int i = 0; i < 500 && places.availablePermits() != free; i++) {
      Thread.sleep(10);
    }
    assertThat(places.availablePermits()).isEqualTo(free);
  }

  private RoomCommand next() throws InterruptedException {
    RoomCommand command = results.poll(20, TimeUnit.SECONDS);
    assertThat(command).isNotNull();
    return command;
  }
}
