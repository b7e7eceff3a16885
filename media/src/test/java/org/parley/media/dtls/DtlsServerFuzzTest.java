package org.parley.media.dtls;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.tls.DatagramTransport;
import org.parley.media.srtp.SrtpProfile;

class DtlsServerFuzzTest {

  private static final DtlsCertificate CERTIFICATE =
      DtlsCertificate.generate(Instant.parse("2026-01-01T00:00:00Z"), new SecureRandom());
  private static final DtlsServer SERVER = new DtlsServer(CERTIFICATE, new SecureRandom(), 1000);

  private static final byte[] HELLO = hello();

  private static byte[] hello() {
    Pipe[] way = Pipe.pair();
    way[0].failAtReceive();
    new DtlsClient(CERTIFICATE, new SecureRandom(), List.of(SrtpProfile.values()))
        .connect(way[0], List.of(CERTIFICATE.fingerprint()));
    return way[0].sent().getFirst();
  }

  @FuzzTest(maxDuration = "1m")
  void hostileDatagramsEndInAResult(FuzzedDataProvider data) {
    HandshakeResult result = SERVER.accept(new Datagrams(data), List.of(CERTIFICATE.fingerprint()));
    if (result instanceof HandshakeResult.Established) {
      throw new AssertionError("a handshake without a key");
    }
  }

  /** Each input is a run of datagrams; after the last, the way is closed. */
  private record Datagrams(FuzzedDataProvider data) implements DatagramTransport {

    @Override
    public int receive(byte[] buffer, int offset, int limitBytes, int waitMs) throws IOException {
      if (data.remainingBytes() == 0) {
        throw new IOException("no more");
      }
      byte[] datagram = switch (data.consumeInt(0, 2)) {
        case 0 -> data.consumeBytes(data.consumeInt(0, 1500));
        case 1 -> fragment();
        default -> damagedHello();
      };
      System.arraycopy(datagram, 0, buffer, offset, datagram.length);
      return datagram.length;
    }

    private byte[] fragment() {
      byte[] bytes = data.consumeBytes(data.consumeInt(0, 600));
      return Records.handshake(
          data.consumeInt(0, 24),
          data.consumeInt(0, 9),
          data.consumeBoolean() ? bytes.length : data.consumeInt(0, 0xff_ffff),
          data.consumeBoolean() ? 0 : data.consumeInt(0, 0xff_ffff),
          bytes);
    }

    /** Damaged in its body alone, so that it gets as far as the library's parser. */
    private byte[] damagedHello() {
      byte[] hello = HELLO.clone();
      int head = Records.RECORD_HEADER_BYTES + Records.MESSAGE_HEADER_BYTES;
      for (int left = data.consumeInt(0, 8); left > 0; left--) {
        hello[data.consumeInt(head, hello.length - 1)] = data.consumeByte();
      }
      return hello;
    }

    @Override
    public int getReceiveLimit() {
      return 1500;
    }

    @Override
    public int getSendLimit() {
      return 1200;
    }

    @Override
    public void send(byte[] buffer, int offset, int sizeBytes) {}

    @Override
    public void close() {}
  }
}
