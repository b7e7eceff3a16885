package org.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "::1", "Meet.Example");

  @TempDir
  Path directory;

  @Test
  void isMadeOnceAndKept() throws Exception {
    Instant now = Instant.now();
    TlsIdentity first = Certificates.selfSigned(directory, NAMES, now);
    TlsIdentity second = Certificates.selfSigned(directory, Set.of("localhost"), now);
    assertThat(second.chain()).isEqualTo(first.chain());
    assertThat(second.key()).isEqualTo(first.key());
    assertThat(first.trusted()).isFalse();
    assertThat(second.trusted()).isFalse();
    assertThat(first.key().getAlgorithm()).isIn("EC", "ECDSA");
    for (String file : Set.of("tls-key.pem", "tls-certificate.pem")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void isMadeAnewForAnotherNameOrWhenItEnds() throws Exception {
    Instant now = Instant.now();
    TlsIdentity first = Certificates.selfSigned(directory, NAMES, now);
    TlsIdentity named = Certificates.selfSigned(directory, Set.of("other.example"), now);
    assertThat(named.chain()).isNotEqualTo(first.chain());
    TlsIdentity later =
        Certificates.selfSigned(directory, Set.of("other.example"), now.plus(Duration.ofDays(760)));
    assertThat(later.chain()).isNotEqualTo(named.chain());
    Files.writeString(directory.resolve("tls-key.pem"), "broken");
    TlsIdentity mended = Certificates.selfSigned(directory, Set.of("other.example"), now);
    assertThat(mended.chain()).isNotEqualTo(later.chain());
  }

  @Test
  void anOperatorsCertificateIsCheckedAgainstItsKey() throws Exception {
    Path other = Files.createDirectory(directory.resolve("other"));
    Certificates.selfSigned(directory, NAMES, Instant.now());
    Certificates.selfSigned(other, NAMES, Instant.now());
    Path certificate = directory.resolve("tls-certificate.pem");
    assertThat(Certificates.load(certificate, directory.resolve("tls-key.pem")).trusted())
        .isTrue();
    assertThatThrownBy(() -> Certificates.load(certificate, other.resolve("tls-key.pem")))
        .isInstanceOf(Certificates.Unusable.class)
        .hasMessageContaining("is not the key");
    assertThatThrownBy(() -> Certificates.load(certificate, certificate))
        .isInstanceOf(Certificates.Unusable.class)
        .hasMessageContaining("no unencrypted private key");
    assertThatThrownBy(() -> Certificates.load(directory.resolve("none"), certificate))
        .isInstanceOf(Certificates.Unusable.class);
  }

  @Test
  void aBrowserThatTrustsItIsServedByNameAndAddress() throws Exception {
    TlsIdentity identity = Certificates.selfSigned(directory, NAMES, Instant.now());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("parley", identity.chain().getFirst());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    try (TestServer server = new TestServer(directory, HttpLimits.DEFAULT, identity);
        HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      for (String host : Set.of("localhost", "127.0.0.1")) {
        HttpResponse<String> page = client.send(
            HttpRequest.newBuilder(
                    URI.create("https://" + host + ":" + server.http.securePort() + "/"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
            .contains("wss://" + host + ":" + server.http.securePort());
        // People could not pass the browser's warning any more.
        assertThat(page.headers().map()).doesNotContainKey("strict-transport-security");
      }
    }
  }

  @Test
  void aTlsHandshakeThatDripsIsCutInTime() throws Exception {
    TlsIdentity identity = Certificates.selfSigned(directory, NAMES, Instant.now());
    HttpLimits limits =
        new HttpLimits(60, 40, Duration.ofSeconds(5), Duration.ofSeconds(2), Pace.DEFAULT);
    try (TestServer server = new TestServer(directory, limits, identity);
        Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.http.securePort())) {
      // A record's header that declares more than ever comes.
      socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc});
      socket.setSoTimeout(200);
      long startNs = System.nanoTime();
      boolean open = true;
      while (open && System.nanoTime() - startNs < 20_000_000_000L) {
        try {
          socket.getOutputStream().write(0);
          open = socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException _) {
          // Nothing yet; another byte.
        } catch (SocketException _) {
          open = false;
        }
      }
      assertThat(open).isFalse();
      assertThat(server.http.rejections().of(Rejection.SLOW)).isEqualTo(1);
      assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void browsersAreHeldToHttpsByATrustedCertificateAlone() throws Exception {
    TlsIdentity made = Certificates.selfSigned(directory, NAMES, Instant.now());
    TlsIdentity trusted = new TlsIdentity(made.key(), made.chain(), true);
    try (TestServer server = new TestServer(directory, HttpLimits.DEFAULT, trusted)) {
      assertThat(server.get("/").headers().map()).doesNotContainKey("strict-transport-security");
    }
    assertThat(trusted.toString()).doesNotContain("PRIVATE");
  }
}
