package org.parley.media.dtls;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.tls.DatagramTransport;

class DtlsServerFuzzTest {

  private static final DtlsCertificate CERTIFICATE =
      DtlsCertificate.generate(Instant.parse("2026-01-01T00:00:00Z"), new SecureRandom());
  private static final DtlsServer SERVER = new DtlsServer(CERTIFICATE, new SecureRandom(), 1000);

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
      boolean handshake = data.consumeBoolean();
      byte[] bytes = data.consumeBytes(data.consumeInt(0, 600));
      byte[] datagram = handshake
          ? Records.handshake(
              data.consumeInt(0, 24),
              data.consumeInt(0, 9),
              data.consumeBoolean() ? bytes.length : data.consumeInt(0, 0xff_ffff),
              data.consumeBoolean() ? 0 : data.consumeInt(0, 0xff_ffff),
              bytes)
          : bytes;
      System.arraycopy(datagram, 0, buffer, offset, datagram.length);
      return datagram.length;
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
