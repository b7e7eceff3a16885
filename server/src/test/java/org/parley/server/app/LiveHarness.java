package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.parley.media.RoomEvent;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.Outcome;
import org.parley.server.signalling.SignallingLimits;
import org.parley.server.signalling.SignallingServer;
import org.parley.server.signalling.TestClient;
import org.parley.server.signalling.protocol.ClientMessage.Enter;
import org.parley.server.signalling.protocol.ClientMessage.Join;
import org.parley.server.signalling.protocol.ServerMessage.Entered;
import org.parley.server.signalling.protocol.ServerMessage.Joined;
import org.parley.server.storage.Database;
import org.parley.server.storage.MeetingStore;

/** A server with a database, signalling and rooms, a meeting of two sides, and clients. */
final class LiveHarness {
  private static final SecureRandom RANDOM = new SecureRandom();

  final RecordedLoops rooms = new RecordedLoops();
  final LiveMeetings live;
  final SignallingServer server;
  private final Database database;
  private final MeetingStore store;

  LiveHarness(Path databaseFile, LiveLimits limits) throws Exception {
    database = Database.open(databaseFile);
    store = new MeetingStore(database);
    live = new LiveMeetings(store, rooms, limits, System::nanoTime);
    rooms.listen(live::on);
    server = new SignallingServer(live, SignallingLimits.DEFAULT);
  }

  void close() throws Exception {
    live.close();
    server.close();
    rooms.close();
    database.close();
  }

  /** A meeting, and what its links hold. */
  record Invitations(String meeting, List<Person> people) {
    Enter enter(int person) {
      return new Enter(1, meeting, people.get(person).secret());
    }

    String seat(int person) {
      return people.get(person).seat();
    }
  }

  record Person(String seat, String secret) {}

  /** People 0 and 1 are of the first side, 2 and 3 of the second. */
  Invitations meeting() {
    List<Person> people = List.of(person(), person(), person(), person());
    MeetingDraft draft = new MeetingDraft(
        "Harbour dues",
        random(32),
        List.of(
            new MeetingDraft.Side(
                random(16), "Harbour", List.of(seat(people.get(0)), seat(people.get(1)))),
            new MeetingDraft.Side(
                random(16), "Ridge", List.of(seat(people.get(2)), seat(people.get(3))))));
    Outcome outcome = store.create(draft);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return new Invitations(((Outcome.Done) outcome).meeting().id(), people);
  }

  Outcome.Done apply(Invitations meeting, MeetingCommand command) {
    Outcome outcome = live.apply(meeting.meeting(), command);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return (Outcome.Done) outcome;
  }

  String firstSide(Invitations meeting) {
    var found = store.find(meeting.meeting());
    assertThat(found).isNotNull();
    return found.sides().getFirst().id();
  }

  /** A connection that has shown its link. */
  TestClient enter(Invitations meeting, int person) {
    TestClient client = server.connect().send(meeting.enter(person));
    assertThat(client.next(Entered.class).you()).isEqualTo(meeting.seat(person));
    return client;
  }

  /** A connection that has joined. */
  Guest join(Invitations meeting, int person) {
    return join(enter(meeting, person), 3);
  }

  Guest join(TestClient client, int slots) {
    return new Guest(
        client, client.send(new Join(TestOffers.offer(slots), true, true)).next(Joined.class));
  }

  record Guest(TestClient client, Joined joined) {}

  void tell(RoomEvent event) {
    live.on(event);
  }

  static Person person() {
    return new Person(random(16), random(32));
  }

  static MeetingDraft.Seat seat(Person person) {
    return new MeetingDraft.Seat(person.seat(), "Robin", "Adviser", hash(person.secret()));
  }

  static String hash(String secret) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(secret);
      return base64(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static String random(int bytes) {
    byte[] value = new byte[bytes];
    RANDOM.nextBytes(value);
    return base64(value);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static void eventually(BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadlineNs);
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
