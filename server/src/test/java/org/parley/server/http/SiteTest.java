package org.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {

  @TempDir
  Path directory;

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(directory, HttpLimits.DEFAULT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/privacy", "/check", "/m/AAAA", "/organise/AAAA", "/m/a/b", "/?query"})
  void pagesAreOne(String path) throws Exception {
    HttpResponse<String> page = server.get(path);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<title>Parley</title>");
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
  }

  @Test
  void pagesAllowOnlyWhatTheyNeed() throws Exception {
    HttpResponse<String> page = server.get("/m/AAAA");
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .contains("default-src 'none'")
        .contains("script-src 'self';")
        .contains("style-src 'self';")
        .contains("connect-src 'self' ws://127.0.0.1:" + server.http.plainPort() + ";")
        .contains("frame-ancestors 'none'")
        .contains("base-uri 'none'")
        .contains("worker-src 'self';")
        .contains("trusted-types svelte-trusted-html parley-worker;")
        .contains("require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "*");
    assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Permissions-Policy").orElseThrow())
        .contains("camera=(self)", "microphone=(self)", "display-capture=(self)", "geolocation=()");
    assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
    assertThat(page.headers().map()).doesNotContainKeys("strict-transport-security", "server");
  }

  @Test
  void aHostThatIsNoneGetsNoWordInThePolicy() throws Exception {
    String answer = server.raw("GET / HTTP/1.1\r\nHost: x;script-src\r\nConnection: close\r\n\r\n");
    assertThat(answer).doesNotContain("x;script-src");
  }

  @Test
  void filesWithAHashInTheirNameAreKeptForGood() throws Exception {
    HttpResponse<String> script = server.get("/assets/index-B3xQ.js");
    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(script.headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(script.headers().firstValue("Cache-Control"))
        .hasValue("public, max-age=31536000, immutable");
    String etag = script.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> same =
        server.send(server.request("/assets/index-B3xQ.js").header("If-None-Match", etag));
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();

    HttpResponse<String> packed =
        server.send(server.request("/assets/index-B3xQ.js").header("Accept-Encoding", "gzip"));
    assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(packed.body().length()).isLessThan(script.body().length() / 10);

    HttpResponse<String> icon = server.get("/icon.svg");
    assertThat(icon.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
    assertThat(icon.headers().firstValue("Cache-Control")).hasValue("no-cache");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/assets/..%5c..%5csecret.txt",
        "/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/.%2e/secret.txt",
        "//secret.txt",
        "/\\secret.txt",
        "/secret.txt%00.js",
        "/%c0%ae%c0%ae/secret.txt",
        "/file:/etc/passwd",
        "/etc/passwd",
        "/assets/",
        "/assets",
        "/index.html/",
        "/;/secret.txt",
        "/..;/secret.txt",
        "/org/parley/server/http/Site.class",
        "/org/parley/server/storage/1-meetings.sql"
      })
  void noPathLeadsElsewhere(String path) throws Exception {
    String answer =
        server.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*").doesNotContain("not to be served");
  }

  @Test
  void readingIsAllThatPagesTake() throws Exception {
    HttpResponse<String> posted =
        server.send(server.request("/").POST(HttpRequest.BodyPublishers.ofString("x")));
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.headers().firstValue("Allow")).hasValue("GET, HEAD");
    HttpResponse<String> head =
        server.send(server.request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length")).hasValue("36");
    assertThat(server.raw("TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 405");
  }

  @Test
  void healthIsPublicAndMetricsAreNot() throws Exception {
    assertThat(server.get("/healthz").body()).isEqualTo("ok\n");
    assertThat(server.get("/metrics").statusCode()).isEqualTo(404);
  }

  @Test
  void aBuildWithoutPagesSaysSo() throws Exception {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    try (TestServer bare = new TestServer(WebFiles.read(empty))) {
      HttpResponse<String> page = bare.get("/m/AAAA");
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.body()).contains("no web client", "./parley build");
    }
  }
}
