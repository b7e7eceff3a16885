package org.parley.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.parley.media.RoomEvent;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.Outcome;
import org.parley.meeting.Papers;
import org.parley.meeting.SidePapers;
import org.parley.meeting.log.LogEntry;
import org.parley.meeting.log.RoomState;
import org.parley.server.mail.Postman;
import org.parley.server.signalling.SignallingLimits;
import org.parley.server.signalling.SignallingServer;
import org.parley.server.signalling.TestClient;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ClientMessage.Commit;
import org.parley.server.signalling.protocol.ClientMessage.Enter;
import org.parley.server.signalling.protocol.ClientMessage.Join;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.Entered;
import org.parley.server.signalling.protocol.ServerMessage.Joined;
import org.parley.server.storage.Commits;
import org.parley.server.storage.Database;
import org.parley.server.storage.MeetingStore;
import org.parley.server.storage.PublicLines;
import org.parley.server.storage.RoomLogs;
import org.parley.server.storage.SealedFiles;

/** A server with a database, signalling and rooms, a meeting of two sides, and clients. */
final class LiveHarness {
  private static final SecureRandom RANDOM = new SecureRandom();

  final RecordedLoops rooms = new RecordedLoops();
  final LiveMeetings live;
  final SignallingServer server;
  final RoomLogs logs;
  final PublicLines lines;
  private final AtomicLong aheadNs = new AtomicLong();
  final LiveStores stores;
  private final Database database;
  private final MeetingStore store;

  LiveHarness(Path databaseFile, LiveLimits limits) throws Exception {
    this(databaseFile, limits, null);
  }

  /** @param postman null where no mail is sent */
  LiveHarness(Path databaseFile, LiveLimits limits, @Nullable Postman postman) throws Exception {
    this(databaseFile, limits, postman, SealedFiles.Limits.DEFAULT);
  }

  LiveHarness(
      Path databaseFile,
      LiveLimits limits,
      @Nullable Postman postman,
      SealedFiles.Limits fileLimits)
      throws Exception {
    database = Database.open(databaseFile);
    Path files = databaseFile.resolveSibling("files");
    stores = LiveStores.of(database, SealedFiles.open(database, files, fileLimits));
    store = stores.meetings();
    logs = stores.logs();
    lines = stores.lines();
    live = new LiveMeetings(
        stores,
        rooms,
        new MailDesk(postman),
        limits,
        new Clocks(
            () -> System.nanoTime() + aheadNs.get(), () -> Instant.now().plusNanos(aheadNs.get())));
    rooms.listen(live::on);
    server = new SignallingServer(live, SignallingLimits.DEFAULT);
  }

  /** Lets time pass for the meetings. */
  void pass(Duration time) {
    aheadNs.addAndGet(time.toNanos());
  }

  void close() throws Exception {
    live.close();
    server.close();
    rooms.close();
    database.close();
  }

  /** A meeting, and what its links hold. */
  record Invitations(String meeting, List<Person> people, List<String> sides) {
    Enter enter(int person) {
      return new Enter(
          ClientMessage.PROTOCOL_VERSION, meeting, people.get(person).secret());
    }

    Enter enter(Person person) {
      return new Enter(ClientMessage.PROTOCOL_VERSION, meeting, person.secret());
    }

    String seat(int person) {
      return people.get(person).seat();
    }

    /** The side of a person: also the name of its room. */
    String side(int person) {
      return sides.get(person / 2);
    }
  }

  record Person(String seat, String secret, boolean admits) {}

  /** People 0 and 1 are of the first side, 2 and 3 of the second; 0 and 2 admit and keep their rosters. Nothing was founded yet. */
  Invitations meeting() {
    List<Person> people = List.of(person(true), person(false), person(true), person(false));
    List<String> sides = List.of(random(16), random(16));
    MeetingDraft draft = new MeetingDraft(
        random(16),
        random(32),
        new Papers("charter", "roster"),
        List.of(
            new MeetingDraft.Side(
                sides.get(0), papers(1), List.of(seat(people.get(0)), seat(people.get(1)))),
            new MeetingDraft.Side(
                sides.get(1), papers(1), List.of(seat(people.get(2)), seat(people.get(3))))));
    Outcome outcome = store.create(draft);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return new Invitations(draft.id(), people, sides);
  }

  /** A meeting in which everybody is at the table. */
  Invitations assembled() {
    Invitations meeting = meeting();
    book(meeting, ClientMessage.PLENARY, 0, 1, 2, 3);
    return meeting;
  }

  /** Makes people the members of a room's group, with a founding and no more. Before anybody enters. */
  void book(Invitations meeting, String room, int... people) {
    RoomState empty = RoomState.empty(meeting.meeting(), room);
    Set<String> book = Arrays.stream(people).mapToObj(meeting::seat).collect(toSet());
    LogEntry founding = new LogEntry(LogEntry.Kind.FOUNDING, meeting.seat(people[0]), new byte[1]);
    RoomState founded = new RoomState(empty.groupId(), 1, 0, 1, 1, book, Map.of());
    assertThat(logs.write(
            new RoomLogs.Place(meeting.meeting(), room), empty, founded, founding, new byte[0]))
        .isTrue();
  }

  /** A commit that a room's first group could have made. */
  static Commit commit(
      Invitations meeting,
      String room,
      int seq,
      int epoch,
      List<String> added,
      List<String> removed) {
    byte[] bytes = Commits.commit(meeting.meeting() + "/" + room + "/1", epoch, "commit at " + seq);
    String welcome = added.isEmpty() ? "" : Messages.text(("welcome at " + seq).getBytes(UTF_8));
    return new Commit(room, seq, epoch, Messages.text(bytes), welcome, added, removed);
  }

  static SidePapers papers(int version) {
    return new SidePapers(version, "charter." + version, "roster" + version, "dossier" + version);
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

  /** What a connection is answered that shows a link. */
  <M extends ServerMessage> M answer(Enter enter, Class<M> type) {
    return server.connect().send(enter).next(type);
  }

  Set<String> present(Invitations meeting) {
    return live.present(meeting.meeting());
  }

  /** A connection that has joined, of which everybody was told. */
  Guest join(Invitations meeting, int person) {
    Guest guest = join(enter(meeting, person), 3);
    // Who joins is answered first, and the others are told under the same lock.
    live.present(meeting.meeting());
    return guest;
  }

  Guest join(TestClient client, int slots) {
    return join(client, slots, ClientMessage.PLENARY);
  }

  Guest join(TestClient client, int slots, String room) {
    Join join = new Join(TestOffers.offer(slots), room, true, true);
    return new Guest(client, client.send(join).next(Joined.class));
  }

  /** A connection that has joined in the room of the person's side. */
  Guest joinSide(Invitations meeting, int person) {
    return join(enter(meeting, person), 3, meeting.side(person));
  }

  record Guest(TestClient client, Joined joined) {}

  void tell(RoomEvent event) {
    live.on(event);
  }

  static Person person(boolean admits) {
    return new Person(random(16), random(32), admits);
  }

  static MeetingDraft.Seat seat(Person person) {
    return new MeetingDraft.Seat(
        person.seat(),
        person.admits(),
        person.admits(),
        hash(person.secret()),
        card(person.seat()));
  }

  static String card(String seat) {
    return "card-" + seat;
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
