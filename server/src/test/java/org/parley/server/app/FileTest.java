package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.server.app.LiveHarness.Invitations;
import org.parley.server.http.HttpConfig;
import org.parley.server.http.HttpLimits;
import org.parley.server.http.HttpServer;
import org.parley.server.http.Pace;
import org.parley.server.http.WebFiles;
import org.parley.server.http.WebSocketRoute;
import org.parley.server.signalling.TestClient;
import org.parley.server.signalling.protocol.ClientMessage.FetchFile;
import org.parley.server.signalling.protocol.ClientMessage.PutFile;
import org.parley.server.signalling.protocol.ServerMessage.FileRefusal;
import org.parley.server.signalling.protocol.ServerMessage.FileRefused;
import org.parley.server.signalling.protocol.ServerMessage.FileTicket;
import org.parley.server.storage.SealedFiles;

/** Sealed files over a real socket and a real port, to real files. */
class FileTest {
  private static final LiveLimits PATIENT =
      new LiveLimits(10, Duration.ofMinutes(1), Duration.ofMinutes(1));

  private static final int KILO = 1024;

  /** Small enough to be reached. */
  private static final SealedFiles.Limits LIMITS =
      new SealedFiles.Limits(300 * KILO, 1000 * KILO, 5, KILO);

  private static final HttpLimits HURRIED = new HttpLimits(
      100,
      100,
      Duration.ofSeconds(2),
      Duration.ofSeconds(2),
      new Pace(Duration.ofMillis(500), 64 * KILO));

  private final Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Random random = new Random(5);
  private LiveHarness parley;
  private HttpServer http;
  private Invitations meeting;
  private TestClient robin;

  FileTest(@TempDir Path directory) throws Exception {
    this.directory = directory;
    parley = new LiveHarness(directory.resolve("test.db"), PATIENT, null, LIMITS);
    http = serve();
    meeting = parley.assembled();
    robin = parley.enter(meeting, 0);
  }

  @AfterEach
  void stop() throws Exception {
    http.stop();
    client.close();
    parley.close();
    assertThat(files().filter(name -> name.endsWith(".part"))).isEmpty();
  }

  private HttpServer serve() throws Exception {
    HttpServer made = new HttpServer(
        new HttpConfig(
            List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)),
            List.of(),
            null,
            WebFiles.read(Files.createDirectories(directory.resolve("web"))),
            HURRIED),
        new OrganisedMeetings(parley.stores, parley.live),
        parley.live.files(),
        new WebSocketRoute("/api/signal", _ -> {}, (_, _, _, _) -> false),
        System::nanoTime);
    made.start();
    return made;
  }

  private void restart(SealedFiles.Limits limits) throws Exception {
    http.stop();
    parley.close();
    parley = new LiveHarness(directory.resolve("test.db"), PATIENT, null, limits);
    http = serve();
    robin = parley.enter(meeting, 0);
  }

  private Stream<String> files() throws IOException {
    try (Stream<Path> paths = Files.walk(directory.resolve("files"))) {
      return paths.filter(Files::isRegularFile).map(Path::toString).toList().stream();
    }
  }

  private byte[] content(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String ticketToPut(TestClient by, String file, int size) {
    return by.send(new PutFile(file, size)).next(FileTicket.class).ticket();
  }

  private static String ticketToFetch(TestClient by, String file) {
    return by.send(new FetchFile(file)).next(FileTicket.class).ticket();
  }

  private static FileRefusal refusal(TestClient by, String file, int size) {
    return by.send(new PutFile(file, size)).next(FileRefused.class).why();
  }

  private HttpRequest.Builder request(String file, @Nullable String ticket) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + http.plainPort() + "/api/files/" + file))
        .timeout(Duration.ofSeconds(20));
    return ticket == null ? builder : builder.header("Authorization", "Bearer " + ticket);
  }

  private int put(String file, String ticket, byte[] bytes) throws Exception {
    return client
        .send(
            request(file, ticket).PUT(BodyPublishers.ofByteArray(bytes)).build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private HttpResponse<byte[]> get(String file, String ticket) throws Exception {
    return client.send(request(file, ticket).build(), BodyHandlers.ofByteArray());
  }

  private String kept(byte[] bytes) throws Exception {
    String file = LiveHarness.random(16);
    assertThat(put(file, ticketToPut(robin, file, bytes.length), bytes)).isEqualTo(204);
    return file;
  }

  private long count(FileFate fate) {
    return parley.live.files().count(fate);
  }

  @Test
  void oneSideFetchesWhatTheOtherPut() throws Exception {
    byte[] bytes = content(200 * KILO);
    String file = kept(bytes);
    TestClient jo = parley.enter(meeting, 3);
    HttpResponse<byte[]> answer = get(file, ticketToFetch(jo, file));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(bytes);
    assertThat(answer.headers().map())
        .containsEntry("content-type", List.of("application/octet-stream"))
        .containsEntry("cache-control", List.of("no-store"))
        .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
        .containsEntry("content-disposition", List.of("attachment"));
    assertThat(files().map(name -> Path.of(name).getFileName().toString())).containsExactly(file);
    assertThat(Files.readAllBytes(directory.resolve("files", meeting.meeting(), file)))
        .isEqualTo(bytes);
    LiveHarness.eventually(() -> count(FileFate.HANDED_OUT) == 1);
    assertThat(count(FileFate.KEPT)).isEqualTo(1);
    assertThat(parley.live.files().keptBytes()).isEqualTo(bytes.length);
    LiveHarness.eventually(() -> parley.live.files().moving() == 0);
  }

  @Test
  void aTicketIsGoodOnceForOneFileAndOneDirection() throws Exception {
    byte[] bytes = content(KILO);
    String file = LiveHarness.random(16);
    String ticket = ticketToPut(robin, file, KILO);
    // Whatever it is tried for, it is gone.
    assertThat(get(file, ticket).statusCode()).isEqualTo(404);
    assertThat(put(file, ticket, bytes)).isEqualTo(404);
    ticket = ticketToPut(robin, file, KILO);
    assertThat(put(LiveHarness.random(16), ticket, bytes)).isEqualTo(404);
    ticket = ticketToPut(robin, file, KILO);
    assertThat(put(file, ticket, content(KILO - 1))).isEqualTo(400);
    ticket = ticketToPut(robin, file, KILO);
    assertThat(put(file, ticket, bytes)).isEqualTo(204);
    assertThat(put(file, ticket, bytes)).isEqualTo(404);
    String fetching = ticketToFetch(robin, file);
    assertThat(put(file, fetching, bytes)).isEqualTo(404);
    fetching = ticketToFetch(robin, file);
    assertThat(get(file, fetching).body()).isEqualTo(bytes);
    assertThat(get(file, fetching).statusCode()).isEqualTo(404);
    assertThat(get(file, LiveHarness.random(32)).statusCode()).isEqualTo(404);
    assertThat(
            client.send(request(file, null).build(), BodyHandlers.discarding()).statusCode())
        .isEqualTo(404);
    assertThat(files()).hasSize(1);
  }

  @Test
  void aTicketEndsWithItsTimeAndWithItsHolder() throws Exception {
    String file = kept(content(KILO));
    String ticket = ticketToFetch(robin, file);
    parley.pass(Duration.ofNanos(FileDesk.TICKET_NS));
    assertThat(get(file, ticket).statusCode()).isEqualTo(404);
    TestClient jo = parley.enter(meeting, 3);
    String ofJo = ticketToFetch(jo, file);
    parley.apply(
        meeting,
        new org.parley.meeting.MeetingCommand.RevokeLink(meeting.seat(3), LiveHarness.papers(2)));
    assertThat(get(file, ofJo).statusCode()).isEqualTo(404);
  }

  @Test
  void anotherMeetingsFilesAreNotToBeFound() throws Exception {
    String file = kept(content(KILO));
    Invitations other = parley.assembled();
    TestClient stranger = parley.enter(other, 0);
    assertThat(stranger.send(new FetchFile(file)).next(FileRefused.class).why())
        .isEqualTo(FileRefusal.UNKNOWN_FILE);
    // Each meeting has ids of its own.
    byte[] bytes = content(KILO);
    assertThat(put(file, ticketToPut(stranger, file, KILO), bytes)).isEqualTo(204);
    assertThat(get(file, ticketToFetch(stranger, file)).body()).isEqualTo(bytes);
    assertThat(get(file, ticketToFetch(robin, file)).body()).isNotEqualTo(bytes);
  }

  @Test
  void whatIsTooMuchIsRefusedByName() throws Exception {
    assertThat(refusal(robin, LiveHarness.random(16), 300 * KILO + 1))
        .isEqualTo(FileRefusal.TOO_LARGE);
    for (int i = 0; i < 3; i++) {
      kept(content(300 * KILO));
    }
    String late = LiveHarness.random(16);
    String early = ticketToPut(robin, late, 100 * KILO);
    kept(content(50 * KILO));
    assertThat(refusal(robin, LiveHarness.random(16), 51 * KILO))
        .isEqualTo(FileRefusal.MEETING_FULL);
    // What was free when the ticket was given is not any more.
    assertThat(put(late, early, content(100 * KILO))).isEqualTo(507);
    kept(content(KILO));
    assertThat(refusal(robin, LiveHarness.random(16), 1)).isEqualTo(FileRefusal.TOO_MANY);
    assertThat(files()).hasSize(5);
    assertThat(count(FileFate.TOO_LARGE)).isEqualTo(1);
  }

  @Test
  void anIdIsTakenOnce() throws Exception {
    byte[] bytes = content(KILO);
    String file = LiveHarness.random(16);
    String one = ticketToPut(robin, file, KILO);
    String other = ticketToPut(robin, file, KILO);
    assertThat(put(file, one, bytes)).isEqualTo(204);
    assertThat(put(file, other, content(KILO))).isEqualTo(507);
    assertThat(refusal(robin, file, KILO)).isEqualTo(FileRefusal.ID_INVALID);
    assertThat(get(file, ticketToFetch(robin, file)).body()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../test.db",
        "%2e%2e%2ftest.db",
        "..%2f..%2fetc%2fpasswd",
        "a/b",
        "AAAAAAAAAAAAAAAAAAAAA.",
        "AAAAAAAAAAAAAAAAAAAAAB",
        "AAAAAAAAAAAAAAAAAAAAAA.part"
      })
  void anIdThatIsNoneIsNoPath(String id) throws Exception {
    assertThat(refusal(robin, id, KILO)).isEqualTo(FileRefusal.ID_INVALID);
    assertThat(robin.send(new FetchFile(id)).next(FileRefused.class).why())
        .isEqualTo(FileRefusal.ID_INVALID);
    String ticket = ticketToPut(robin, LiveHarness.random(16), KILO);
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), http.plainPort())) {
      String head =
          "PUT /api/files/" + id + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ticket
              + "\r\nContent-Length: " + KILO + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      socket.setSoTimeout(10_000);
      byte[] status = socket.getInputStream().readNBytes(12);
      assertThat(new String(status, StandardCharsets.US_ASCII)).matches("HTTP/1.1 4\\d\\d");
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void whatIsCutOffInTheMiddleLeavesNothing() throws Exception {
    String file = LiveHarness.random(16);
    try (Socket socket = begin(file, 200 * KILO)) {
      socket.getOutputStream().write(content(100 * KILO));
      socket.getOutputStream().flush();
      LiveHarness.eventually(() -> parley.live.files().moving() == 1);
    }
    LiveHarness.eventually(() -> parley.live.files().moving() == 0);
    assertThat(files()).isEmpty();
    assertThat(count(FileFate.BROKEN_OFF)).isEqualTo(1);
    byte[] again = content(KILO);
    assertThat(put(file, ticketToPut(robin, file, KILO), again)).isEqualTo(204);
  }

  @Test
  void aSenderWhoDripsIsCutOff() throws Exception {
    try (Socket socket = begin(LiveHarness.random(16), 200 * KILO)) {
      long startNs = System.nanoTime();
      OutputStream out = socket.getOutputStream();
      LiveHarness.eventually(() -> parley.live.files().moving() == 1);
      while (parley.live.files().moving() == 1) {
        assertThat(System.nanoTime() - startNs).isLessThan(15_000_000_000L);
        try {
          out.write(1);
          out.flush();
        } catch (IOException cut) {
          break;
        }
        Thread.sleep(50);
      }
    }
    LiveHarness.eventually(() -> count(FileFate.BROKEN_OFF) == 1);
    assertThat(files()).isEmpty();
  }

  private Socket begin(String file, int size) throws IOException {
    Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), http.plainPort());
    String head =
        "PUT /api/files/" + file + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + ticketToPut(robin, file, size) + "\r\nContent-Length: " + size + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  @Test
  void aSeatMovesAFewAtATime() throws Exception {
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < FileDesk.MAX_OF_SEAT; i++) {
      open.add(begin(LiveHarness.random(16), 100 * KILO));
    }
    LiveHarness.eventually(() -> parley.live.files().moving() == FileDesk.MAX_OF_SEAT);
    String file = LiveHarness.random(16);
    assertThat(put(file, ticketToPut(robin, file, KILO), content(KILO))).isEqualTo(503);
    // Others are not held up by it.
    TestClient jo = parley.enter(meeting, 2);
    assertThat(put(file, ticketToPut(jo, file, KILO), content(KILO))).isEqualTo(204);
    for (Socket socket : open) {
      socket.close();
    }
    LiveHarness.eventually(() -> parley.live.files().moving() == 0);
  }

  @Test
  void manyFetchAtOnce() throws Exception {
    byte[] bytes = content(300 * KILO);
    String file = kept(bytes);
    List<String> tickets = new ArrayList<>();
    for (int person = 0; person < 4; person++) {
      TestClient one = parley.enter(meeting, person);
      for (int i = 0; i < FileDesk.MAX_OF_SEAT; i++) {
        tickets.add(ticketToFetch(one, file));
      }
    }
    var answers = tickets.stream()
        .map(ticket -> client.sendAsync(request(file, ticket).build(), BodyHandlers.ofByteArray()))
        .toList();
    for (var answer : answers) {
      assertThat(answer.get().body()).isEqualTo(bytes);
    }
  }

  @Test
  void aSeatAsksSoOftenAndNoMore() {
    String file = LiveHarness.random(16);
    for (int i = 0; i < FileDesk.PUT_BURST; i++) {
      ticketToPut(robin, file, KILO);
    }
    assertThat(refusal(robin, file, KILO)).isEqualTo(FileRefusal.TOO_FAST);
    assertThat(count(FileFate.BUSY)).isEqualTo(1);
  }

  @Test
  void aRestartKeepsWhatWasAcknowledgedAndClearsTheRest() throws Exception {
    byte[] bytes = content(KILO);
    String file = kept(bytes);
    Path home = directory.resolve("files", meeting.meeting());
    Files.write(home.resolve(LiveHarness.random(16)), content(KILO));
    Files.write(home.resolve(LiveHarness.random(16) + ".part"), content(KILO));
    restart(LIMITS);
    assertThat(files()).containsExactly(home.resolve(file).toString());
    assertThat(get(file, ticketToFetch(robin, file)).body()).isEqualTo(bytes);
  }

  @Test
  void aFullDiskTakesNothing() throws Exception {
    String file = kept(content(KILO));
    restart(new SealedFiles.Limits(300 * KILO, 1000 * KILO, 5, Long.MAX_VALUE / 2));
    assertThat(refusal(robin, LiveHarness.random(16), KILO)).isEqualTo(FileRefusal.NO_SPACE);
    assertThat(count(FileFate.NO_SPACE)).isEqualTo(1);
    assertThat(get(file, ticketToFetch(robin, file)).statusCode()).isEqualTo(200);
    restart(LIMITS);
    // A meeting whose directory cannot be made.
    Invitations other = parley.assembled();
    Files.writeString(directory.resolve("files", other.meeting()), "in the way");
    TestClient jo = parley.enter(other, 0);
    String late = LiveHarness.random(16);
    assertThat(put(late, ticketToPut(jo, late, KILO), content(KILO))).isEqualTo(507);
    assertThat(jo.send(new FetchFile(late)).next(FileRefused.class).why())
        .isEqualTo(FileRefusal.UNKNOWN_FILE);
    LiveHarness.eventually(() -> parley.live.files().moving() == 0);
  }
}
