package org.parley.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.server.signalling.protocol.ClientMessage.PLENARY;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.meeting.log.LogCommand;
import org.parley.meeting.log.LogEntry;
import org.parley.meeting.log.LogOutcome;
import org.parley.meeting.log.RoomState;
import org.parley.server.app.LiveHarness.Guest;
import org.parley.server.app.LiveHarness.Invitations;
import org.parley.server.signalling.TestClient;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ClientMessage.Append;
import org.parley.server.signalling.protocol.ClientMessage.Commit;
import org.parley.server.signalling.protocol.ClientMessage.Follow;
import org.parley.server.signalling.protocol.ClientMessage.Found;
import org.parley.server.signalling.protocol.ClientMessage.Publish;
import org.parley.server.signalling.protocol.ServerMessage.Absent;
import org.parley.server.signalling.protocol.ServerMessage.Accepted;
import org.parley.server.signalling.protocol.ServerMessage.Appended;
import org.parley.server.signalling.protocol.ServerMessage.Changed;
import org.parley.server.signalling.protocol.ServerMessage.Conflict;
import org.parley.server.signalling.protocol.ServerMessage.Log;
import org.parley.server.signalling.protocol.ServerMessage.NotMember;
import org.parley.server.signalling.protocol.ServerMessage.NotWritten;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.Refused;
import org.parley.server.signalling.protocol.ServerMessage.Welcome;
import org.parley.server.signalling.protocol.ServerMessage.Why;
import org.parley.server.storage.RoomLogs;

/** The rooms' logs over the socket: who may write what, and what each is told of it. */
class DeliveryTest {
  private static final LiveLimits PATIENT =
      new LiveLimits(10, Duration.ofMinutes(1), Duration.ofMinutes(1));

  private static final String SEALED = "c2VhbGVk";

  private final Path file;
  private final LiveHarness parley;

  DeliveryTest(@TempDir Path directory) throws Exception {
    file = directory.resolve("patient.db");
    parley = new LiveHarness(file, PATIENT);
  }

  @AfterEach
  void stop() throws Exception {
    parley.close();
  }

  @Test
  void whatWasAcceptedIsAcceptedAgainAndEverythingElseIsTooLate() {
    Invitations meeting = parley.meeting();
    parley.book(meeting, PLENARY, 0, 2);
    TestClient robin = parley.join(meeting, 0).client();
    TestClient alex = parley.enter(meeting, 2);
    robin.send(new Append(PLENARY, 1, SEALED));
    assertThat(robin.until(Accepted.class).seq()).isEqualTo(1);
    robin.send(new Append(PLENARY, 1, SEALED));
    assertThat(robin.next(Accepted.class).seq()).isEqualTo(1);
    alex.send(new Append(PLENARY, 1, SEALED));
    assertThat(alex.until(Conflict.class)).isEqualTo(new Conflict(PLENARY, 2));
    robin.send(new Append(PLENARY, 1, "b3RoZXI"));
    assertThat(robin.next(Conflict.class)).isEqualTo(new Conflict(PLENARY, 2));
    robin.send(new Append(PLENARY, 7, SEALED));
    assertThat(robin.next(Conflict.class)).isEqualTo(new Conflict(PLENARY, 2));
    Commit commit = LiveHarness.commit(meeting, PLENARY, 2, 0, List.of(meeting.seat(1)), List.of());
    robin.send(commit).send(commit);
    assertThat(robin.next(Accepted.class).seq()).isEqualTo(2);
    assertThat(robin.next(Accepted.class).seq()).isEqualTo(2);
    robin.send(new Found(PLENARY, 7, 3, SEALED));
    assertThat(robin.next(Conflict.class)).isEqualTo(new Conflict(PLENARY, 3));
    alex.send(new Follow(PLENARY, 0));
    assertThat(alex.next(Log.class).entries()).hasSize(3);
  }

  @Test
  void aCommitThatIsNoneOfTheGroupIsRefusedAndTheConnectionStays() {
    Invitations meeting = parley.meeting();
    parley.book(meeting, PLENARY, 0);
    TestClient robin = parley.enter(meeting, 0);
    Commit good = LiveHarness.commit(meeting, PLENARY, 1, 0, List.of(meeting.seat(2)), List.of());
    Commit side =
        LiveHarness.commit(meeting, meeting.side(0), 1, 0, List.of(meeting.seat(2)), List.of());
    for (Commit bad : List.of(
        new Commit(PLENARY, 1, 0, side.bytes(), good.welcome(), good.added(), List.of()),
        new Commit(PLENARY, 1, 1, good.bytes(), good.welcome(), good.added(), List.of()),
        new Commit(PLENARY, 1, 0, SEALED, good.welcome(), good.added(), List.of()),
        new Commit(PLENARY, 1, 0, good.bytes(), "", good.added(), List.of()),
        new Commit(PLENARY, 1, 0, good.bytes(), good.welcome(), List.of("nobody"), List.of()))) {
      robin.send(bad);
      assertThat(robin.next(NotWritten.class))
          .isEqualTo(new NotWritten(bad.room(), 1, Why.COMMIT_INVALID));
    }
    robin.send(good);
    robin.next(Accepted.class);
    assertThat(robin.isOpen()).isTrue();
  }

  @Test
  void aSidesRoomTakesNobodyOfAnotherSide() {
    Invitations meeting = parley.meeting();
    String room = meeting.side(0);
    parley.book(meeting, room, 0);
    TestClient robin = parley.enter(meeting, 0);
    robin.send(LiveHarness.commit(meeting, room, 1, 0, List.of(meeting.seat(2)), List.of()));
    assertThat(robin.next(NotWritten.class)).isEqualTo(new NotWritten(room, 1, Why.COMMIT_INVALID));
    robin.send(new Follow("nowhere", 0));
    assertThat(robin.next(NotMember.class).room()).isEqualTo("nowhere");
  }

  /** Many write at once: each place is taken once, and everybody hears the same in the same order. */
  @Test
  void allHearTheSameInTheLogsOrder() throws Exception {
    Invitations meeting = parley.assembled();
    List<TestClient> clients = new ArrayList<>();
    for (int person = 0; person < 4; person++) {
      TestClient client = parley.enter(meeting, person).send(new Follow(PLENARY, 1));
      client.next(Log.class);
      client.next(Absent.class);
      clients.add(client);
    }
    int each = 10;
    List<Thread> writers = new ArrayList<>();
    for (TestClient client : clients) {
      String name = Messages.text(("writer" + clients.indexOf(client)).getBytes(UTF_8));
      writers.add(Thread.startVirtualThread(() -> write(client, name, each)));
    }
    for (Thread writer : writers) {
      assertThat(writer.join(Duration.ofSeconds(30))).isTrue();
    }
    int entries = 4 * each;
    for (TestClient client : clients) {
      client.settle();
      List<String> appended = client.received().stream()
          .filter(text -> text.startsWith("{\"type\":\"appended\""))
          .toList();
      assertThat(appended)
          .hasSize(entries)
          .isEqualTo(clients.getFirst().received().stream()
              .filter(text -> text.startsWith("{\"type\":\"appended\""))
              .toList());
      for (int i = 0; i < entries; i++) {
        assertThat(appended.get(i)).contains("\"seq\":" + (i + 1) + ",");
      }
    }
  }

  /** Writes until as many were accepted, each at the place that the last answer told. */
  private static void write(TestClient client, String name, int count) {
    int head = 1;
    int accepted = 0;
    while (accepted < count) {
      client.send(new Append(PLENARY, head, name));
      Object answer = client.untilAny(Accepted.class, Conflict.class, Refused.class);
      switch (answer) {
        case Accepted yes -> {
          accepted++;
          head = yes.seq() + 1;
        }
        case Conflict no -> head = no.head();
        default -> pause(300);
      }
    }
  }

  @Test
  void aLongLogComesInPages() {
    Invitations meeting = parley.meeting();
    parley.book(meeting, PLENARY, 0);
    fill(meeting, 450);
    TestClient robin = parley.enter(meeting, 0);
    int from = 0;
    while (from < 451) {
      robin.send(new Follow(PLENARY, from));
      Log log = robin.until(Log.class);
      assertThat(log.from()).isEqualTo(from);
      assertThat(log.head()).isEqualTo(451);
      assertThat(log.entries().size()).isBetween(1, 200);
      from += log.entries().size();
    }
    robin.send(new Follow(PLENARY, 900));
    assertThat(robin.next(Log.class)).isEqualTo(new Log(PLENARY, 900, 451, List.of()));
    // Faster than a connection may send otherwise; it is slowed down and not cut off.
    for (int i = 0; i < 60; i++) {
      robin.send(new Follow(PLENARY, 450));
      robin.next(Log.class);
    }
    assertThat(robin.isOpen()).isTrue();
  }

  private void fill(Invitations meeting, int entries) {
    RoomLogs.Place place = new RoomLogs.Place(meeting.meeting(), PLENARY);
    IntStream.range(0, entries).forEach(i -> {
      RoomState before = parley.logs.load(place);
      LogEntry entry = new LogEntry(LogEntry.Kind.OBJECT, meeting.seat(0), new byte[10]);
      LogOutcome outcome = before.decide(new LogCommand.Append(before.head(), entry, false));
      parley.logs.write(place, before, ((LogOutcome.Accepted) outcome).after(), entry, new byte[0]);
    });
  }

  @Test
  void theLargestEntriesAndPagesGoThrough() {
    Invitations meeting = parley.meeting();
    parley.book(meeting, PLENARY, 0);
    TestClient robin = parley.enter(meeting, 0).send(new Follow(PLENARY, 1));
    robin.next(Log.class);
    robin.next(Absent.class);
    String large = Messages.text(new byte[ClientMessage.MAX_OBJECT_BYTES]);
    for (int i = 1; i <= 4; i++) {
      robin.send(new Append(PLENARY, i, large));
      robin.next(Accepted.class);
      assertThat(robin.next(Appended.class).entry().bytes()).isEqualTo(large);
    }
    robin.send(new Follow(PLENARY, 1));
    assertThat(robin.next(Log.class).entries()).hasSize(2);
    Commit small = LiveHarness.commit(meeting, PLENARY, 5, 0, List.of(), List.of());
    byte[] commit = Arrays.copyOf(Messages.bytes(small.bytes()), ClientMessage.MAX_COMMIT_BYTES);
    String welcome = Messages.text(new byte[ClientMessage.MAX_WELCOME_BYTES]);
    TestClient alex = parley.enter(meeting, 2);
    robin.send(new Commit(
        PLENARY, 5, 0, Messages.text(commit), welcome, List.of(meeting.seat(2)), List.of()));
    robin.next(Accepted.class);
    assertThat(alex.until(Welcome.class).welcome()).isEqualTo(welcome);
  }

  @Test
  void aSeatWritesNotTooFast() {
    Invitations meeting = parley.meeting();
    parley.book(meeting, PLENARY, 0);
    TestClient robin = parley.enter(meeting, 0);
    for (int i = 0; i < DeliveryService.OBJECT_BURST + 60; i++) {
      robin.send(new Append(PLENARY, 1000, SEALED));
    }
    int refused = 0;
    for (int i = 0; i < DeliveryService.OBJECT_BURST + 60; i++) {
      if (robin.untilAny(Conflict.class, Refused.class) instanceof Refused) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 60);
    // Commits have a measure of their own: a whole table can be added at once.
    TestClient adding = parley.enter(meeting, 0);
    for (int i = 0; i < 50; i++) {
      adding.send(
          LiveHarness.commit(meeting, PLENARY, 1 + i, i, List.of(meeting.seat(2)), List.of()));
      adding.next(Accepted.class);
    }
  }

  /** What the disk holds up is nobody's business but of those who write there. */
  @Test
  void aStalledDatabaseHoldsUpWritersAlone() throws Exception {
    Invitations meeting = parley.assembled();
    Guest robin = parley.join(meeting, 0);
    Guest alex = parley.join(meeting, 2);
    alex.client().settle();
    robin.client().settle();
    List<TestClient> crowd = new ArrayList<>();
    for (int i = 0; i < RoomDesk.MAX_WAITING + 10; i++) {
      crowd.add(parley.enter(meeting, 1));
    }
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      robin.client().send(new Append(PLENARY, 1, SEALED));
      // It has the turn by now, and waits for the disk.
      pause(1000);
      crowd.forEach(client -> client.send(new Follow(PLENARY, 0)));
      // For whom there is no room to wait is told so at once.
      LiveHarness.eventually(() -> crowd.stream()
              .filter(client -> client.received().getLast().contains("unavailable"))
              .count()
          == crowd.size() - RoomDesk.MAX_WAITING + 1);
      long startNs = System.nanoTime();
      alex.client().send(new Publish(false, false, false));
      alex.client().nothingMore();
      assertThat(System.nanoTime() - startNs).isLessThan(TimeUnit.SECONDS.toNanos(2));
      assertThat(robin.client().next(Changed.class).participant().camera()).isFalse();
      assertThat(robin.client().next(Refused.class).reason()).isEqualTo(Reason.UNAVAILABLE);
      statement.execute("ROLLBACK");
    }
    robin.client().send(new Append(PLENARY, 1, SEALED));
    assertThat(robin.client().until(Accepted.class).seq()).isEqualTo(1);
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
