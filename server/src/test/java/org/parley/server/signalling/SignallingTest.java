package org.parley.server.signalling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.parley.server.signalling.RawSocket.CONTINUATION;
import static org.parley.server.signalling.RawSocket.PING;
import static org.parley.server.signalling.RawSocket.TEXT;

import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.server.signalling.MeetingAccess.Access;
import org.parley.server.signalling.MeetingAccess.Closure;
import org.parley.server.signalling.MeetingAccess.Visit;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ClientMessage.Enter;
import org.parley.server.signalling.protocol.ClientMessage.Leave;
import org.parley.server.signalling.protocol.ClientMessage.Ping;
import org.parley.server.signalling.protocol.ClientMessage.Publish;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.Pong;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.Refused;
import org.parley.server.signalling.protocol.ServerMessage.Speaking;

class SignallingTest {
  private static final Enter ENTER = new Enter(ClientMessage.PROTOCOL_VERSION, "m", "good");

  private final Meetings meetings = new Meetings();
  private SignallingServer server;

  @BeforeEach
  void start() throws Exception {
    server = start(SignallingLimits.DEFAULT);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void passesMessagesOnInOrderAndTellsTheEnd() throws Exception {
    TestClient client = server.connect().send(ENTER).send(new Publish(true, true, false));
    client.send(new Leave());
    assertThat(meetings.handled.take()).isEqualTo(new Publish(true, true, false));
    assertThat(meetings.handled.take()).isEqualTo(new Leave());
    client.close(WebSocket.NORMAL_CLOSURE);
    assertThat(meetings.closures.take()).isEqualTo(Closure.BROKEN);
    eventually(() -> server.signalling().connections() == 0);
  }

  @Test
  void tellsAPageThatGoesFromAConnectionThatBreaks() throws Exception {
    server.connect().send(ENTER).close(1001);
    assertThat(meetings.closures.poll(10, TimeUnit.SECONDS)).isEqualTo(Closure.PAGE_GONE);
    TestClient client = server.connect().send(ENTER);
    client.send(new Ping(1)).next(Pong.class);
    client.socket().abort();
    assertThat(meetings.closures.poll(10, TimeUnit.SECONDS)).isEqualTo(Closure.BROKEN);
  }

  @Test
  void answersPings() {
    TestClient client = server.connect().send(ENTER).send(new Ping(-3));
    assertThat(client.next(Pong.class)).isEqualTo(new Pong(-3));
  }

  @Test
  void sendsWhatTheApplicationSaysInOrderAndEndsBehindIt() {
    TestClient client = server.connect().send(ENTER).send(new Publish(true, true, true));
    ClientConnection connection = meetings.connection();
    for (int i = 0; i < 100; i++) {
      connection.send(new Pong(i));
    }
    connection.end(new ServerMessage.Ended(ServerMessage.End.MEETING_OVER));
    connection.send(new Pong(100));
    for (int i = 0; i < 100; i++) {
      assertThat(client.next(Pong.class).number()).isEqualTo(i);
    }
    client.next(ServerMessage.Ended.class);
    assertThat(client.closeCode()).isEqualTo(1000);
  }

  @Test
  void refusesABadLinkAndCloses() {
    TestClient client =
        server.connect().send(new Enter(ClientMessage.PROTOCOL_VERSION, "m", "bad"));
    assertThat(client.next(Refused.class).reason()).isEqualTo(Reason.UNKNOWN_LINK);
    assertThat(client.closeCode()).isEqualTo(1000);
    assertThat(meetings.closures).isEmpty();
  }

  @Test
  void refusesAnotherVersion() {
    TestClient client = server.connect().send(new Enter(1, "m", "good"));
    assertThat(client.next(Refused.class).reason()).isEqualTo(Reason.PROTOCOL_VERSION);
    assertThat(client.closeCode()).isEqualTo(1000);
  }

  @Test
  void theFirstMessageMustBeEnterAndNoOther() {
    assertInvalid(server.connect().send(new Ping(1)));
    assertInvalid(server.connect().send(new Publish(true, true, true)));
    assertInvalid(server.connect().send(ENTER).send(ENTER));
    assertThat(meetings.handled).isEmpty();
  }

  @Test
  void closesOnWhatIsNotOfTheProtocol() {
    assertInvalid(server.connect().send("{\"type\":\"enter\"}"));
    assertInvalid(server.connect().send(ENTER).send("{\"type\":\"leave\",\"__proto__\":{}}"));
    TestClient client = server.connect().send(ENTER);
    client.socket().sendBinary(ByteBuffer.wrap(new byte[1]), true).join();
    assertInvalid(client);
    eventually(() -> server.signalling().rejections().of(Rejection.MESSAGE_INVALID) == 3);
  }

  @ParameterizedTest
  @CsvSource({
    "http://elsewhere.example",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "https://127.0.0.1.elsewhere.example",
    "null",
    "file://",
    "''"
  })
  void refusesOtherOrigins(String origin) {
    assertThatThrownBy(() -> server.connect(origin).join())
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
    eventually(() -> server.signalling().rejections().of(Rejection.ORIGIN) == 1);
    assertThat(server.signalling().connections()).isZero();
  }

  @Test
  void takesHttpsOriginsOfTheSameHost() {
    assertThat(server.connect(server.origin().replace("http:", "https:")).join().isOpen())
        .isTrue();
  }

  @Test
  void negotiatesNoCompression() throws IOException {
    try (RawSocket raw = raw("Sec-WebSocket-Extensions: permessage-deflate\r\n")) {
      assertThat(raw.response())
          .startsWith("HTTP/1.1 101")
          .doesNotContainIgnoringCase("permessage-deflate");
      // RSV1, which only the extension would allow (RFC 7692, section 6).
      raw.frame(true, 0x40 | TEXT, new byte[] {0x2a, 0x04, 0x00});
      assertThat(raw.readCloseCode()).isEqualTo(1002);
    }
    eventually(() -> server.signalling().rejections().of(Rejection.FRAME_INVALID) == 1);
  }

  @Test
  void closesOnAMessageThatIsTooLarge() throws IOException {
    try (RawSocket raw = raw("")) {
      // Only the frame's head: 2^40 bytes are announced.
      raw.write(new byte[] {(byte) 0x81, (byte) 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
      assertThat(raw.readCloseCode()).isEqualTo(1009);
    }
    try (RawSocket raw = raw("")) {
      raw.frame(true, TEXT, new byte[MessageCodec.MAX_MESSAGE_BYTES + 1]);
      assertThat(raw.readCloseCode()).isEqualTo(1009);
    }
    eventually(() -> server.signalling().rejections().of(Rejection.MESSAGE_TOO_LARGE) == 2);
    eventually(() -> server.signalling().connections() == 0);
  }

  @Test
  void closesOnEndlessFragments() throws IOException {
    try (RawSocket raw = raw("")) {
      raw.frame(false, TEXT, "{".getBytes(UTF_8));
      byte[] fragment = " ".repeat(1000).getBytes(UTF_8);
      assertThatThrownBy(() -> {
            for (int i = 0; i < 10_000; i++) {
              raw.frame(false, CONTINUATION, fragment);
            }
          })
          .isInstanceOf(SocketException.class);
    }
    eventually(() -> server.signalling().rejections().of(Rejection.MESSAGE_TOO_LARGE) == 1);
    eventually(() -> server.signalling().connections() == 0);
  }

  @Test
  void cutsOffAFloodOfMessages() {
    TestClient client = server.connect().send(ENTER);
    try {
      for (int i = 0; i < 10_000; i++) {
        client.send(new Ping(i));
      }
    } catch (CompletionException e) {
      // Cut off before it was through.
      assertThat(e).hasCauseInstanceOf(IOException.class);
    }
    assertThat(client.until(Refused.class).reason()).isEqualTo(Reason.RATE_LIMITED);
    assertThat(client.closeCode()).isEqualTo(Connection.CUT_OFF);
    eventually(() -> server.signalling().rejections().of(Rejection.RATE) == 1);
  }

  @Test
  void dropsWhoIsCutOffAndStays() throws IOException {
    try (RawSocket raw = raw("")) {
      raw.text("{}");
      assertThat(raw.readCloseCode()).isEqualTo(Connection.CUT_OFF);
      assertThat(server.signalling().connections()).isEqualTo(1);
      eventually(() -> server.signalling().connections() == 0);
    }
  }

  @Test
  void cutsOffWhoShowsNoLink() throws Exception {
    restart(new SignallingLimits(10, 10, Duration.ofMillis(300), Duration.ofSeconds(30)));
    TestClient silent = server.connect();
    TestClient entered = server.connect().send(ENTER);
    assertThat(silent.closeCode()).isNotEqualTo(1000);
    eventually(() -> server.signalling().connections() == 1);
    eventually(() -> server.signalling().rejections().of(Rejection.NO_FIRST_MESSAGE) == 1);
    entered.nothingMore();
  }

  /** Pongs alone keep a connection; bytes that never become a message do not. */
  @Test
  void cutsOffWhoIsNotHeardAnyMore() throws Exception {
    restart(new SignallingLimits(10, 10, Duration.ofSeconds(10), Duration.ofMillis(1500)));
    TestClient alive = server.connect().send(ENTER);
    try (RawSocket slow = raw("")) {
      slow.text("{\"type\":\"enter\",\"protocol\":3,\"meeting\":\"m\",\"secret\":\"good\"}");
      slow.frame(false, TEXT, "{".getBytes(UTF_8));
      assertThatThrownBy(() -> {
            for (int i = 0; i < 100; i++) {
              slow.frame(false, CONTINUATION, new byte[0]);
              Thread.sleep(100);
            }
          })
          .isInstanceOf(SocketException.class);
    }
    eventually(() -> server.signalling().rejections().of(Rejection.SILENT) == 1);
    assertThat(meetings.closures.take()).isEqualTo(Closure.BROKEN);
    Thread.sleep(2000);
    alive.nothingMore();
  }

  @Test
  void cutsOffASlowReader() throws Exception {
    TestClient other = server.connect().send(ENTER);
    meetings.connection();
    try (RawSocket slow = raw("")) {
      slow.text("{\"type\":\"enter\",\"protocol\":3,\"meeting\":\"m\",\"secret\":\"good\"}");
      ClientConnection connection = meetings.connection();
      List<String> seats = List.of("x".repeat(10_000));
      long sentChars = 0;
      while (server.signalling().rejections().of(Rejection.SLOW_READER) == 0) {
        connection.send(new Speaking(seats));
        sentChars += 10_000;
        // What the kernel's buffers hold, and our queue.
        assertThat(sentChars).isLessThan(50_000_000);
      }
      assertThat(meetings.closures.poll(10, TimeUnit.SECONDS)).isEqualTo(Closure.BROKEN);
    }
    other.nothingMore();
    eventually(() -> server.signalling().connections() == 1);
  }

  @Test
  void aFloodOfPingFramesDisturbsNobody() throws Exception {
    TestClient other = server.connect().send(ENTER);
    try (RawSocket flood = raw("")) {
      for (int i = 0; i < 10_000; i++) {
        flood.frame(true, PING, new byte[125]);
      }
      other.nothingMore();
    } catch (SocketException e) {
      // Being cut off is as good.
      other.nothingMore();
    }
  }

  @Test
  void boundsConnectionsInAllAndOfAnAddress() throws Exception {
    restart(new SignallingLimits(100, 3, Duration.ofSeconds(10), Duration.ofSeconds(30)));
    List<TestClient> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      clients.add(server.connect());
    }
    assertThatThrownBy(() -> server.connect())
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
    assertThat(server.signalling().rejections().of(Rejection.TOO_MANY_CONNECTIONS))
        .isEqualTo(1);
    clients.getFirst().socket().abort();
    eventually(() -> server.signalling().connections() == 2);
    assertThat(server.connect().isOpen()).isTrue();
  }

  @Test
  void aRequestThatAsksForNoUpgradeCostsNoPlace() throws Exception {
    URI uri = URI.create(server.origin() + Signalling.PATH);
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Origin", server.origin()).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(426);
    }
    assertThat(server.signalling().connections()).isZero();
  }

  private void assertInvalid(TestClient client) {
    assertThat(client.until(Refused.class).reason()).isEqualTo(Reason.MESSAGE_INVALID);
    assertThat(client.closeCode()).isEqualTo(Connection.CUT_OFF);
  }

  private RawSocket raw(String headers) throws IOException {
    return new RawSocket(server.address(), headers);
  }

  private void restart(SignallingLimits limits) throws Exception {
    server.close();
    server = start(limits);
  }

  private SignallingServer start(SignallingLimits limits) throws Exception {
    return new SignallingServer(meetings, limits);
  }

  private static void eventually(BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadlineNs);
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Lets the secret "good" in, and writes down what happens. */
  private static final class Meetings implements MeetingAccess {
    final BlockingQueue<ClientConnection> connections = new LinkedBlockingQueue<>();
    final BlockingQueue<ClientMessage> handled = new LinkedBlockingQueue<>();
    final BlockingQueue<Closure> closures = new LinkedBlockingQueue<>();

    ClientConnection connection() {
      try {
        ClientConnection connection = connections.poll(10, TimeUnit.SECONDS);
        assertThat(connection).isNotNull();
        return connection;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Access enter(Enter enter, ClientConnection connection) {
      if (!enter.secret().equals("good")) {
        return new Access.Refused(Reason.UNKNOWN_LINK);
      }
      connections.add(connection);
      return new Access.Granted(new Visit() {
        @Override
        public void handle(ClientMessage message) {
          handled.add(message);
        }

        @Override
        public void closed(Closure closure) {
          closures.add(closure);
        }
      });
    }
  }
}
