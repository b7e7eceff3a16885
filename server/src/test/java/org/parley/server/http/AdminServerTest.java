package org.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdminServerTest {

  @Test
  void answersThisMachineAlone() throws Exception {
    AdminServer admin = new AdminServer(
        List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)), () -> "counts 1\n");
    admin.start();
    try {
      assertThat(get(admin, "/metrics", "localhost"))
          .startsWith("HTTP/1.1 200")
          .contains("counts 1");
      assertThat(get(admin, "/healthz", "127.0.0.1:9000")).startsWith("HTTP/1.1 200");
      assertThat(get(admin, "/other", "[::1]")).startsWith("HTTP/1.1 404");
      // A page elsewhere whose name was pointed to this machine.
      assertThat(get(admin, "/metrics", "elsewhere.example"))
          .startsWith("HTTP/1.1 403")
          .doesNotContain("counts");
    } finally {
      admin.stop();
    }
  }

  @Test
  void takesNoOtherAddress() {
    assertThatThrownBy(() -> new AdminServer(List.of(new InetSocketAddress(0)), () -> ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String get(AdminServer admin, String path, String host) throws Exception {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), admin.port())) {
      socket.setSoTimeout(20_000);
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
