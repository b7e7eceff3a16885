package org.parley.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.log.LogEntry;
import org.parley.meeting.log.LogEntry.Kind;
import org.parley.meeting.log.RoomState;
import org.parley.server.storage.RoomLogs.Place;

class RoomLogsTest {
  private static final byte[] NONE = new byte[0];

  private final Path file;
  private Database database;
  private RoomLogs logs;
  private final Place place;

  RoomLogsTest(@TempDir Path directory) {
    file = directory.resolve("parley.db");
    database = Database.open(file);
    logs = new RoomLogs(database);
    place = newPlace();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void reopen() {
    database.close();
    database = Database.open(file);
    logs = new RoomLogs(database);
  }

  private Place newPlace() {
    MeetingDraft draft = Drafts.draft();
    new MeetingStore(database).create(draft);
    return new Place(draft.id(), "plenary");
  }

  @Test
  void whatWasWrittenIsThereAfterARestart() {
    assertThat(logs.load(place)).isEqualTo(RoomState.empty(place.meeting(), "plenary"));
    RoomState founded = founded();
    RoomState two = state(founded, 1, Set.of("robin", "kim"), Map.of("kim", 1));
    assertThat(logs.write(place, founded, two, entry(Kind.COMMIT, "robin", "c"), bytes("w")))
        .isTrue();
    reopen();
    assertThat(logs.load(place)).isEqualTo(two);
    assertThat(logs.page(place, 0, 2))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            entry(Kind.FOUNDING, "robin", "founding"), entry(Kind.COMMIT, "robin", "c"));
    assertThat(logs.page(place, 1, 2)).hasSize(1);
    assertThat(logs.page(place, 2, 2)).isEmpty();
    assertThat(logs.welcome(place, 1)).isEqualTo(bytes("w"));
    assertThat(logs.load(new Place(place.meeting(), "other")).head()).isZero();
  }

  @Test
  void theChainIsTheDocumentedOne() throws Exception {
    founded();
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] start = sha256.digest(bytes("parley log\0" + place.meeting() + "\0plenary"));
    sha256.update(start);
    sha256.update((byte) 0);
    sha256.update(bytes("robin\0founding"));
    String chain = HexFormat.of().formatHex(sha256.digest());
    List<String> found = database.read(handle -> handle
        .createQuery("SELECT lower(hex(chain)) FROM entries UNION ALL"
            + " SELECT lower(hex(chain)) FROM rooms")
        .mapTo(String.class)
        .list());
    assertThat(found).containsExactly(chain, chain);
  }

  @Test
  void ofTwoWritersOneIsTooLate() throws Exception {
    RoomState founded = founded();
    for (int round = 0; round < 10; round++) {
      RoomState before = logs.load(place);
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        LogEntry entry = entry(Kind.OBJECT, "robin", "o" + i);
        writers.add(() -> logs.write(place, before, object(before), entry, NONE));
      }
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        int accepted = 0;
        for (Future<Boolean> future : threads.invokeAll(writers)) {
          accepted += future.get() ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(1);
      }
    }
    assertThat(logs.load(place).head()).isEqualTo(founded.head() + 10);
    assertThat(logs.write(place, founded, object(founded), entry(Kind.OBJECT, "x", "x"), NONE))
        .isFalse();
    assertThat(logs.page(place, 0, 11)).hasSize(11);
  }

  @Test
  void welcomesStayUntilTheLastFetchedTheirs() {
    RoomState founded = founded();
    RoomState two = state(founded, 1, Set.of("robin", "kim", "alex"), Map.of("kim", 1, "alex", 1));
    logs.write(place, founded, two, entry(Kind.COMMIT, "robin", "c"), bytes("welcome"));
    RoomState kimHasIt = two.fetched("kim");
    logs.fetched(place, two, kimHasIt);
    assertThat(logs.load(place)).isEqualTo(kimHasIt);
    assertThat(logs.welcome(place, 1)).isNotNull();
    logs.fetched(place, kimHasIt, kimHasIt.fetched("alex"));
    assertThat(logs.welcome(place, 1)).isNull();
    RoomState before = kimHasIt.fetched("alex");
    RoomState anew =
        new RoomState(before.groupId(), 2, 0, 3, before.sizeBytes() + 1, Set.of("kim"), Map.of());
    logs.write(place, before, anew, entry(Kind.FOUNDING, "kim", "f"), NONE);
    assertThat(logs.load(place)).isEqualTo(anew);
  }

  @Test
  void pagesAreBoundedInEntriesAndBytes() {
    RoomState state = founded();
    for (int i = 0; i < RoomLogs.MAX_PAGE_ENTRIES + 10; i++) {
      state = append(state, new byte[3]);
    }
    assertThat(logs.page(place, 0, state.head())).hasSize(RoomLogs.MAX_PAGE_ENTRIES);
    assertThat(logs.page(place, 205, state.head())).hasSize(6);
    int large = state.head();
    for (int i = 0; i < 5; i++) {
      state = append(state, new byte[64 * 1024]);
    }
    assertThat(logs.page(place, large, state.head())).hasSize(2);
    assertThat(logs.page(place, large + 4, state.head())).hasSize(1);
    assertThat(logs.page(place, state.head(), state.head())).isEmpty();
    assertThat(logs.page(place, Integer.MAX_VALUE, state.head())).isEmpty();
  }

  @Test
  void aLogThatIsNotAsItWasWrittenIsRefused() {
    RoomState state = founded();
    for (int i = 0; i < 5; i++) {
      state = append(state, bytes("object " + i));
    }
    int head = state.head();
    for (String damage : List.of(
        "UPDATE entries SET bytes = x'00' WHERE seq = 5",
        "UPDATE entries SET seat_id = 'kim' WHERE seq = 5",
        "UPDATE entries SET kind = 1 WHERE seq = 5",
        "UPDATE entries SET kind = 77 WHERE seq = 5",
        "UPDATE rooms SET chain = x'0011'",
        "UPDATE rooms SET head = 5",
        "UPDATE rooms SET head = 7",
        "DELETE FROM entries WHERE seq = 5",
        "DELETE FROM entries WHERE seq = 4")) {
      assertThatThrownBy(() -> damaged(damage, () -> logs.load(place)))
          .as(damage)
          .isInstanceOf(StorageException.class)
          .extracting(e -> ((StorageException) e).reason())
          .isEqualTo(StorageException.Reason.CORRUPT);
    }
    for (String damage : List.of(
        "UPDATE entries SET bytes = x'00' WHERE seq = 2",
        "DELETE FROM entries WHERE seq = 3",
        "DELETE FROM entries")) {
      assertThatThrownBy(() -> damaged(damage, () -> logs.page(place, 1, head)))
          .as(damage)
          .isInstanceOf(StorageException.class);
    }
    assertThat(logs.load(place)).isEqualTo(state);
  }

  /** Does damage, looks, and undoes it. */
  private void damaged(String damage, Runnable look) {
    List<String> tables = List.of("entries", "rooms");
    database.<Boolean>write(handle -> {
      // Rows come and go, whatever refers to them.
      handle.execute("PRAGMA defer_foreign_keys = ON");
      tables.forEach(
          table -> handle.execute("CREATE TABLE kept_" + table + " AS SELECT * FROM " + table));
      handle.execute(damage);
      return true;
    });
    try {
      look.run();
    } finally {
      database.<Boolean>write(handle -> {
        handle.execute("PRAGMA defer_foreign_keys = ON");
        tables.forEach(table -> {
          handle.execute("DELETE FROM " + table);
          handle.execute("INSERT INTO " + table + " SELECT * FROM kept_" + table);
          handle.execute("DROP TABLE kept_" + table);
        });
        return true;
      });
    }
  }

  private RoomState founded() {
    RoomState empty = RoomState.empty(place.meeting(), place.room());
    RoomState founded = new RoomState(empty.groupId(), 1, 0, 1, 8, Set.of("robin"), Map.of());
    assertThat(logs.write(place, empty, founded, entry(Kind.FOUNDING, "robin", "founding"), NONE))
        .isTrue();
    return founded;
  }

  private RoomState append(RoomState before, byte[] bytes) {
    RoomState after = object(before);
    assertThat(logs.write(place, before, after, new LogEntry(Kind.OBJECT, "robin", bytes), NONE))
        .isTrue();
    return after;
  }

  private static RoomState object(RoomState before) {
    return state(before, before.epoch(), before.book(), before.welcomes());
  }

  private static RoomState state(
      RoomState before, int epoch, Set<String> book, Map<String, Integer> welcomes) {
    return new RoomState(
        before.groupId(),
        before.generation(),
        epoch,
        before.head() + 1,
        before.sizeBytes() + 1,
        book,
        welcomes);
  }

  private static LogEntry entry(Kind kind, String seat, String text) {
    return new LogEntry(kind, seat, bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
