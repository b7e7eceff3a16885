package org.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that speak slowly, too much, or no HTTP at all; after each the server still serves. */
class HostileConnectionTest {

  private static final HttpLimits LIMITS =
      new HttpLimits(60, 40, Duration.ofSeconds(5), Duration.ofSeconds(2), Pace.DEFAULT);

  @TempDir
  Path directory;

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(directory, LIMITS);
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
    server.close();
  }

  @Test
  void headersThatDripAreCutInTime() throws Exception {
    List<Socket> attackers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = server.connect();
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: localhost\r\n".getBytes(StandardCharsets.US_ASCII));
      attackers.add(socket);
    }
    long startNs = System.nanoTime();
    // A byte now and then keeps an idle time-out away.
    boolean open = true;
    while (open && System.nanoTime() - startNs < 15_000_000_000L) {
      Thread.sleep(200);
      open = false;
      for (Socket socket : attackers) {
        open |= drip(socket);
      }
      assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
    }
    assertThat(open).isFalse();
    assertThat(server.http.rejections().of(Rejection.SLOW)).isEqualTo(20);
    for (Socket socket : attackers) {
      socket.close();
    }
  }

  @Test
  void aSecondRequestMayNotDripEither() throws Exception {
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] first = new byte[16];
      assertThat(socket.getInputStream().readNBytes(first, 0, 16)).isEqualTo(16);
      assertThat(new String(first, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 200");
      long startNs = System.nanoTime();
      while (drip(socket) && System.nanoTime() - startNs < 15_000_000_000L) {
        Thread.sleep(200);
      }
      assertThat(System.nanoTime() - startNs).isLessThan(15_000_000_000L);
      assertThat(server.http.rejections().of(Rejection.SLOW)).isEqualTo(1);
    }
  }

  @Test
  void aConnectionThatIsQuietBetweenRequestsIsNotSlow() throws Exception {
    try (Socket socket = server.connect()) {
      for (int i = 0; i < 2; i++) {
        socket
            .getOutputStream()
            .write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(readUntil(socket, "ok\n")).startsWith("HTTP/1.1 200");
        Thread.sleep(3000);
      }
    }
    assertThat(server.http.rejections().of(Rejection.SLOW)).isZero();
  }

  @Test
  void connectionsAreLimitedForEachAddress() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      sockets.add(server.connect());
    }
    int cut = 0;
    for (Socket socket : sockets) {
      socket.setSoTimeout(100);
      cut += isCut(socket) ? 1 : 0;
    }
    assertThat(cut).isGreaterThanOrEqualTo(40);
    assertThat(server.http.rejections().of(Rejection.TOO_MANY_CONNECTIONS))
        .isGreaterThanOrEqualTo(40);
    for (Socket socket : sockets) {
      socket.close();
    }
    Thread.sleep(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\0\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nBad Name: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n folded: x\r\n\r\n",
        "POST /api/meetings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
        "POST /api/meetings HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /api/meetings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /api/meetings HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
      })
  void whatIsNotHttpIsRefused(String bytes) throws Exception {
    String answer = server.raw(bytes);
    assertThat(answer).matches("(?s)(HTTP/1.1 (400|426|501|505) .*)?");
    assertThat(answer).doesNotContain("Exception", "jetty", "Jetty");
  }

  @Test
  void giantHeadersAreRefused() throws Exception {
    assertThat(server.raw(
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431");
    assertThat(server.raw("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 414");
  }

  @Test
  void noiseIsRefused() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      byte[] noise = new byte[random.nextInt(2000)];
      random.nextBytes(noise);
      try (Socket socket = server.connect()) {
        socket.getOutputStream().write(noise);
        socket.shutdownOutput();
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(answer).doesNotContain("Exception");
      } catch (SocketException _) {
        // Reset: refused, too.
      }
    }
  }

  private static boolean drip(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      socket.setSoTimeout(1);
      return !isCut(socket);
    } catch (IOException broken) {
      return false;
    }
  }

  private static boolean isCut(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException _) {
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  private static String readUntil(Socket socket, String end) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      text.append((char) next);
    }
    return text.toString();
  }
}
