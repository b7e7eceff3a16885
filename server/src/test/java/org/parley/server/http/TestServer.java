package org.parley.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** The real server on a port of its own, with a small site and meetings in memory. */
final class TestServer implements AutoCloseable {

  static final String ORGANISER = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s";

  final MemoryMeetings meetings = new MemoryMeetings();
  final HttpServer http;
  private final HttpClient client = HttpClient.newHttpClient();

  TestServer(Path directory, HttpLimits limits) throws Exception {
    this(site(directory), limits, null);
  }

  TestServer(Path directory, HttpLimits limits, TlsIdentity tls) throws Exception {
    this(site(directory), limits, tls);
  }

  TestServer(WebFiles files) throws Exception {
    this(files, HttpLimits.DEFAULT, null);
  }

  private TestServer(WebFiles files, HttpLimits limits, @Nullable TlsIdentity tls)
      throws Exception {
    List<InetSocketAddress> address =
        List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    http = new HttpServer(
        new HttpConfig(address, tls == null ? List.of() : address, tls, files, limits),
        meetings,
        new NoFiles(),
        new WebSocketRoute("/api/signal", _ -> {}, (_, request, response, callback) -> {
          Response.writeError(request, response, callback, 426);
          return true;
        }),
        System::nanoTime);
    http.start();
  }

  /** Knows no ticket. */
  private static final class NoFiles implements TicketedFiles {
    @Override
    public Taking take(String ticket, String file, long sizeBytes) {
      return new Taking.Refused(Refusal.UNKNOWN_TICKET);
    }

    @Override
    public Handing hand(String ticket, String file) {
      return new Handing.Refused(Refusal.UNKNOWN_TICKET);
    }
  }

  /** A small site, and beside it a file that is none of it. */
  private static WebFiles site(Path directory) throws IOException {
    Path web = directory.resolve("web");
    Files.createDirectories(web.resolve("assets"));
    Files.writeString(web.resolve("index.html"), "<!doctype html><title>Parley</title>");
    Files.writeString(web.resolve("icon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    Files.writeString(web.resolve("assets/index-B3xQ.js"), "/* code */\n".repeat(1000));
    Files.writeString(directory.resolve("secret.txt"), "not to be served");
    return WebFiles.read(web);
  }

  @Override
  public void close() {
    client.close();
    http.stop();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.plainPort() + path))
        .timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(request(path)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + ORGANISER)
        .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), http.plainPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Sends bytes as they are, and gives back all that comes until the server closes. */
  String raw(String bytes) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
