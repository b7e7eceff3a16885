package org.parley.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.media.dtls.HandshakeResult.Established;
import org.parley.media.dtls.HandshakeResult.Failed;
import org.parley.media.srtp.SrtpKeys;
import org.parley.media.srtp.SrtpProfile;

@Timeout(60)
class DtlsTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final DtlsCertificate SERVER = DtlsCertificate.generate(NOW, RANDOM);
  private static final DtlsCertificate CLIENT = DtlsCertificate.generate(NOW, RANDOM);
  private static final List<SrtpProfile> ALL = List.of(SrtpProfile.values());

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Pipe[] way = Pipe.pair();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void bothEndsExportTheSameKeys(SrtpProfile profile) throws Exception {
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()));
    HandshakeResult client = connect(List.of(profile));

    assertSameKeys(server.get(), client, profile);
  }

  @Test
  void choosesTheFirstOfOurProfilesWhateverTheClientsOrder() throws Exception {
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()));
    // Chromium's order.
    HandshakeResult client = connect(List.of(
        SrtpProfile.AES_CM_128_HMAC_SHA1_80,
        SrtpProfile.AEAD_AES_256_GCM,
        SrtpProfile.AEAD_AES_128_GCM));

    assertSameKeys(server.get(), client, SrtpProfile.AEAD_AES_128_GCM);
  }

  @Test
  void anyOfTheExpectedFingerprintsMayMatch() throws Exception {
    List<Fingerprint> expected = List.of(
        SERVER.fingerprint(),
        new Fingerprint("sha-1", "00"),
        Fingerprint.of("sha-512", CLIENT.encoded()));
    Future<HandshakeResult> server = accept(expected);
    HandshakeResult client = connect(ALL);

    assertSameKeys(server.get(), client, SrtpProfile.AEAD_AES_128_GCM);
  }

  @Test
  void aWrongFingerprintFailsBeforeThereAreKeys() throws Exception {
    Future<HandshakeResult> server = accept(List.of(SERVER.fingerprint()));
    HandshakeResult client = connect(ALL);

    assertThat(server.get()).isEqualTo(new Failed("bad_certificate"));
    assertThat(client).isEqualTo(new Failed("alert from peer: bad_certificate"));
    assertThat(way[0].isClosed()).isTrue();
  }

  @Test
  void weakFingerprintsVouchForNothing() throws Exception {
    List<Fingerprint> weak = List.of(new Fingerprint("sha-1", "AA"), new Fingerprint("md5", "BB"));

    assertThat(accept(weak).get()).isEqualTo(new Failed("no acceptable fingerprint"));
    assertThat(way[0].sent()).isEmpty();
  }

  @Test
  void aServersWrongFingerprintFails() throws Exception {
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()));
    HandshakeResult client =
        new DtlsClient(CLIENT, RANDOM, ALL).connect(way[1], List.of(CLIENT.fingerprint()));

    assertThat(client).isEqualTo(new Failed("bad_certificate"));
    assertThat(server.get()).isInstanceOf(Failed.class);
  }

  @Test
  void noCommonSrtpProfileIsRefused() throws Exception {
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()));
    connect(List.of());

    assertThat(server.get()).isEqualTo(new Failed("handshake_failure"));
  }

  @Test
  void anUnknownSrtpProfileIsRefused() throws Exception {
    // AES_CM_128_HMAC_SHA1_32 (2) and one that nobody defined: the extension's bytes are changed on
    // the way.
    way[1].altering(datagrams -> {
      for (byte[] datagram : datagrams) {
        for (int at = 0; at < datagram.length - 9; at++) {
          if (Arrays.equals(datagram, at, at + 6, new byte[] {0, 14, 0, 5, 0, 2}, 0, 6)) {
            datagram[at + 7] = 2;
          }
        }
      }
      return datagrams;
    });
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()));
    connect(List.of(SrtpProfile.AES_CM_128_HMAC_SHA1_80));

    assertThat(server.get()).isEqualTo(new Failed("handshake_failure"));
  }

  @Test
  void dtls10IsRefused() throws Exception {
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()));
    assertThat(OddClient.connect(way[1], ProtocolVersion.DTLSv10, true))
        .isEqualTo(AlertDescription.protocol_version);

    assertThat(server.get()).isEqualTo(new Failed("protocol_version"));
  }

  @Test
  void aClientWithoutCertificateIsRefused() throws Exception {
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()));
    OddClient.connect(way[1], ProtocolVersion.DTLSv12, true);

    assertThat(server.get()).isEqualTo(new Failed("bad_certificate"));
  }

  @Test
  void aClientWithoutExtendedMasterSecretIsRefused() throws Exception {
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()));
    OddClient.connect(way[1], ProtocolVersion.DTLSv12, false);

    assertThat(server.get()).isEqualTo(new Failed("handshake_failure"));
  }

  @Test
  void takesAFragmentedClientHello() throws Exception {
    succeedsWith(hello -> Records.cut(hello, 50, 0, 0));
  }

  @Test
  void takesFragmentsInAnyOrder() throws Exception {
    succeedsWith(hello -> {
      List<byte[]> parts = Records.cut(hello, 40, 0, 0);
      Collections.shuffle(parts, new Random(3));
      return parts;
    });
  }

  @Test
  void takesFragmentsTwice() throws Exception {
    succeedsWith(hello -> {
      List<byte[]> parts = new ArrayList<>(Records.cut(hello, 60, 0, 0));
      parts.addAll(Records.cut(hello, 60, 0, parts.size()));
      parts.addAll(List.copyOf(parts));
      return parts;
    });
  }

  @Test
  void takesFragmentsThatOverlap() throws Exception {
    succeedsWith(hello -> Records.cut(hello, 50, 33, 0));
  }

  @Test
  void takesNoDeclarationOf16Megabytes() throws Exception {
    for (int seq = 0; seq < 16; seq++) {
      way[0].deliver(Records.handshake(1, seq, 0xff_ffff, 0, new byte[100]));
    }
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()), 700);

    assertThat(server.get()).isEqualTo(new Failed("timeout"));
    assertThat(way[0].sent()).isEmpty();
  }

  @Test
  void aHandshakeThatIsNeverCompletedTimesOut() throws Exception {
    // The server answers the hello, and nothing comes of it.
    AtomicInteger datagrams = new AtomicInteger();
    way[1].altering(sent -> datagrams.getAndIncrement() == 0 ? sent : List.of());
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()), 1500);
    Future<HandshakeResult> client = threads.submit(() -> connect(ALL));

    assertThat(server.get()).isEqualTo(new Failed("timeout"));
    assertThat(client.get()).isInstanceOf(Failed.class);
  }

  @Test
  void anEmptyHandshakeTimesOut() throws Exception {
    assertThat(accept(List.of(CLIENT.fingerprint()), 300).get()).isEqualTo(new Failed("timeout"));
    assertThat(way[0].sent()).isEmpty();
  }

  @Test
  void survivesLossBothWays() throws Exception {
    Random random = new Random(11);
    UnaryOperator<List<byte[]>> lossy = datagrams -> {
      synchronized (random) {
        return random.nextInt(100) < 25 ? List.of() : datagrams;
      }
    };
    way[0].altering(lossy);
    way[1].altering(lossy);
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()));
    Future<HandshakeResult> client = threads.submit(() -> connect(ALL));

    serveUntil(client, server.get());
    assertSameKeys(server.get(), client.get(), SrtpProfile.AEAD_AES_128_GCM);
  }

  @Test
  void sendsALostLastFlightAgain() throws Exception {
    AtomicInteger lost = new AtomicInteger();
    way[0].altering(datagrams -> {
      // ChangeCipherSpec and Finished, the first time: content type 20, and epoch 1.
      boolean lastFlight = datagrams.getFirst()[0] == 20 || datagrams.getFirst()[4] == 1;
      return lastFlight && lost.getAndIncrement() < 2 ? List.of() : datagrams;
    });
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()));
    Future<HandshakeResult> client = threads.submit(() -> connect(ALL));

    serveUntil(client, server.get());
    assertSameKeys(server.get(), client.get(), SrtpProfile.AEAD_AES_128_GCM);
    assertThat(lost.get()).isGreaterThan(2);
  }

  @Test
  void noticesThatThePeerCloses() throws Exception {
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()));
    HandshakeResult client = connect(ALL);
    DtlsAssociation association = established(server.get()).association();
    assertThat(association.serve(1)).isTrue();

    established(client).association().close();

    long startNs = System.nanoTime();
    assertThat(association.serve(5000)).isFalse();
    assertThat(System.nanoTime() - startNs).isLessThan(TimeUnit.SECONDS.toNanos(4));
  }

  @Test
  void replayedAndForgedRecordsChangeNothing() throws Exception {
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()));
    HandshakeResult client = connect(ALL);
    DtlsAssociation association = established(server.get()).association();
    established(client).association().close();
    List<byte[]> sent = way[1].sent();
    byte[] close = sent.getLast();

    Pipe[] again = Pipe.pair();
    Future<HandshakeResult> other = threads.submit(
        () -> new DtlsServer(SERVER, RANDOM, 500).accept(again[0], List.of(CLIENT.fingerprint())));
    sent.forEach(again[0]::deliver);

    assertThat(other.get()).as("a recorded client").isInstanceOf(Failed.class);
    assertThat(association.serve(1000)).as("the true close").isFalse();
    way[0].deliver(close);
    assertThat(association.serve(1)).isFalse();
  }

  @Test
  void refusesToRenegotiate() throws Exception {
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()));
    connect(ALL);
    DtlsAssociation association = established(server.get()).association();
    int sent = way[0].sent().size();

    // A new hello in the clear, with a message number that continues.
    byte[] hello = way[1].sent().getFirst();
    hello[9] = 1;
    hello[Records.RECORD_HEADER_BYTES + 5] = 7;
    way[0].deliver(hello);
    assertThat(association.serve(200)).isTrue();
    assertThat(way[0].sent()).hasSize(sent);
  }

  @Test
  void certificatesDifferAndPrintNoKey() {
    assertThat(SERVER.fingerprint()).isNotEqualTo(CLIENT.fingerprint());
    assertThat(SERVER.fingerprint().value()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    assertThat(SERVER.toString())
        .isEqualTo("DtlsCertificate[" + SERVER.fingerprint().value() + "]");
  }

  private interface Cutter {
    List<byte[]> cut(byte[] hello);
  }

  private void succeedsWith(Cutter cutter) throws Exception {
    way[1].altering(datagrams ->
        Records.isClientHello(datagrams.getFirst()) ? cutter.cut(datagrams.getFirst()) : datagrams);
    Future<HandshakeResult> server = accept(List.of(CLIENT.fingerprint()));
    HandshakeResult client = connect(ALL);

    assertSameKeys(server.get(), client, SrtpProfile.AEAD_AES_128_GCM);
  }

  private Future<HandshakeResult> accept(List<Fingerprint> expected) {
    return accept(expected, 20_000);
  }

  private Future<HandshakeResult> accept(List<Fingerprint> expected, int timeoutMs) {
    DtlsServer server = new DtlsServer(SERVER, RANDOM, timeoutMs);
    return threads.submit(() -> server.accept(way[0], expected));
  }

  private HandshakeResult connect(List<SrtpProfile> profiles) {
    return new DtlsClient(CLIENT, RANDOM, profiles).connect(way[1], List.of(SERVER.fingerprint()));
  }

  private static void serveUntil(Future<HandshakeResult> client, HandshakeResult server) {
    DtlsAssociation association = established(server).association();
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!client.isDone() && System.nanoTime() < deadlineNs) {
      association.serve(50);
    }
  }

  private static Established established(HandshakeResult result) {
    assertThat(result).isInstanceOf(Established.class);
    return (Established) result;
  }

  private static void assertSameKeys(
      HandshakeResult server, HandshakeResult client, SrtpProfile profile) {
    SrtpKeys ours = established(server).keys();
    SrtpKeys theirs = established(client).keys();
    assertThat(ours.profile()).isEqualTo(profile);
    assertThat(theirs.profile()).isEqualTo(profile);
    assertThat(ours.ingressKey()).isEqualTo(theirs.egressKey()).hasSize(profile.keyBytes());
    assertThat(ours.ingressSalt()).isEqualTo(theirs.egressSalt()).hasSize(profile.saltBytes());
    assertThat(ours.egressKey()).isEqualTo(theirs.ingressKey());
    assertThat(ours.egressSalt()).isEqualTo(theirs.ingressSalt());
    assertThat(ours.ingressKey()).isNotEqualTo(ours.egressKey());
  }
}
