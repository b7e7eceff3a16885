package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParleyTest {

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  Path directory;

  private @Nullable Process program;

  @AfterEach
  void leaveNoProcess() {
    if (program != null) {
      program.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--no-such-option",
        "--http-port abc",
        "--http-port 70000",
        "--http-port -1",
        "--http-port 0 --https-port 0",
        "--media-port 0",
        "--media-port 65535 --loops 2",
        "--loops 0",
        "--max-participants 0",
        "--bind nowhere",
        "--announce example.org",
        "--host x;y",
        "--tls-cert chain.pem",
        "--tls-cert none.pem --tls-key none.pem",
        "--data",
        "word"
      })
  void aBadOptionGetsOneLineAndAFailure(String words) {
    List<String> args = new ArrayList<>(List.of("--data", directory.toString()));
    args.addAll(List.of(words.split(" ", -1)));
    assertThat(run(args.toArray(String[]::new))).isNotZero();
    assertThat(err.toString().lines()).hasSize(1).first().asString().startsWith("parley: ");
    assertThat(err.toString()).doesNotContain("Exception");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains(
            "--http-port",
            "--https-port",
            "--bind",
            "--host",
            "--announce",
            "--media-port",
            "--media-tcp-port",
            "--loops",
            "--data",
            "--max-participants",
            "--admin-port",
            "--tls-cert",
            "--tls-key",
            "--log-json",
            "--version");
    assertThat(run("--version")).isZero();
  }

  @Test
  void aPortInUseGetsOneLineAndAFailure() throws Exception {
    try (ServerSocket squatter = new ServerSocket(0, 1, LOOPBACK)) {
      String port = Integer.toString(squatter.getLocalPort());
      assertThat(run(options("--http-port", port))).isNotZero();
      assertThat(err.toString().lines().filter(line -> line.startsWith("parley:")))
          .hasSize(1)
          .first()
          .asString()
          .contains(port);
    }
  }

  @Test
  void twoServersDoNotShareTheirData() throws Exception {
    try (DataDirectory first = DataDirectory.open(directory)) {
      assertThat(first.path()).isEqualTo(directory);
      assertThat(run(options())).isNotZero();
      assertThat(err.toString()).contains("another Parley uses the data directory");
    }
  }

  /** The program itself, as its own process, because only so does a signal reach it. */
  @Test
  void startsServesAndStopsWhenTold() throws Exception {
    Path data = directory.resolve("new/data");
    String httpPort = freePort();
    String adminPort = freePort();
    Path log = directory.resolve("log");
    Process running = start(
        log,
        "--data",
        data.toString(),
        "--http-port",
        httpPort,
        "--https-port",
        "0",
        "--admin-port",
        adminPort,
        "--media-port",
        freePort());
    program = running;
    try (HttpClient client = HttpClient.newHttpClient()) {
      awaitHealth(client, running, httpPort);
      assertThat(get(client, adminPort, "/metrics"))
          .contains(
              "parley_http_rejections_total{reason=\"rate\"}",
              "jvm_memory_used_bytes",
              "parley_forwarded_packets_total{loop=\"0\"}",
              "parley_loop_cpu_seconds_total{loop=\"0\"}",
              "parley_participants 0.0");
      assertThat(get(client, adminPort, "/healthz")).isEqualTo("ok\n");
      assertThat(get(client, httpPort, "/metrics")).doesNotContain("parley_");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
          .isEqualTo("rwx------");
    }
    long startNs = System.nanoTime();
    running.destroy();
    assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(Duration.ofSeconds(4));
    assertThat(running.exitValue()).isEqualTo(128 + 15);
    String said = Files.readString(log);
    assertThat(said)
        .contains("http://localhost:" + httpPort + "/", data.toString())
        .doesNotContain("Exception", "ERROR", "WARN");
  }

  private static Process start(Path log, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        Parley.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static void awaitHealth(HttpClient client, Process program, String port)
      throws Exception {
    for (int i = 0; i < 600; i++) {
      try {
        assertThat(get(client, port, "/healthz")).isEqualTo("ok\n");
        return;
      } catch (java.io.IOException _) {
        assertThat(program.isAlive()).isTrue();
        LockSupport.parkNanos(100_000_000);
      }
    }
    throw new AssertionError("the server does not answer");
  }

  private static String get(HttpClient client, String port, String path) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private String[] options(String... more) throws Exception {
    List<String> args = new ArrayList<>(List.of(
        "--data",
        directory.toString(),
        "--http-port",
        freePort(),
        "--https-port",
        "0",
        "--media-port",
        freePort()));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private static String freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  private int run(String... args) {
    return Parley.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
