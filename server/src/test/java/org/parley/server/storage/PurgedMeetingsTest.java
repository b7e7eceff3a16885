package org.parley.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.Outcome;
import org.parley.meeting.log.LogEntry;
import org.parley.meeting.log.RoomState;
import org.parley.server.storage.PurgedMeetings.Tombstone;
import org.parley.server.storage.SealedFiles.Arrival;

/** What is deleted is gone from the disk, whenever the server ends. */
class PurgedMeetingsTest {
  private static final int KILLS = 6;

  @TempDir
  Path home;

  private final List<String> secrets = new ArrayList<>();

  /** A meeting with entries in its logs, a line, and a file; of all of it one can tell the bytes. */
  private static MeetingDraft fill(Database database, SealedFiles files, List<String> secrets)
      throws IOException {
    MeetingDraft draft = Drafts.draft();
    new MeetingStore(database).create(draft);
    secrets.addAll(List.of(draft.id(), draft.organiserHash(), draft.papers().charter()));
    for (MeetingDraft.Side side : draft.sides()) {
      secrets.addAll(List.of(side.id(), side.papers().charter(), side.papers().dossier()));
      side.seats()
          .forEach(seat -> secrets.addAll(List.of(seat.id(), seat.linkHash(), seat.card())));
    }
    RoomLogs logs = new RoomLogs(database);
    RoomLogs.Place place = new RoomLogs.Place(draft.id(), "plenary");
    RoomState state = RoomState.empty(draft.id(), "plenary");
    for (int seq = 0; seq < 40; seq++) {
      String said = Drafts.random(900);
      secrets.add(said);
      LogEntry entry = new LogEntry(
          LogEntry.Kind.OBJECT,
          draft.sides().getFirst().seats().getFirst().id(),
          said.getBytes(UTF_8));
      RoomState next =
          new RoomState(state.groupId(), 1, 0, seq + 1, 1000L * (seq + 1), Set.of(), Map.of());
      assertThat(logs.write(place, state, next, entry, new byte[0])).isTrue();
      state = next;
    }
    String line = "{\"type\":\"" + Drafts.random(40) + "\"}";
    secrets.add(line);
    new PublicLines(database)
        .publish(new PublicLines.Publication(
            draft.id(), 0, false, 1, Drafts.random(16), line, Drafts.random(16), true, null));
    new PublicLines(database)
        .shutOut(new PublicLines.ShutOut(draft.id(), draft.sides().getFirst().id(), 0, false, 1));
    byte[] sealed = Drafts.random(3000).getBytes(UTF_8);
    secrets.add(new String(sealed, UTF_8));
    String file = Drafts.random(16);
    secrets.add(file);
    try (Arrival arrival = ((SealedFiles.Start.Started)
            files.start(draft.id(), file, "side", sealed.length))
        .arrival()) {
      arrival.write(sealed, sealed.length);
      arrival.finish(1);
    }
    return draft;
  }

  /** Those of the texts that are somewhere in the files or in their names. */
  private static List<String> foundIn(Path home, List<String> texts) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> paths = Files.walk(home)) {
      for (Path path : paths.toList()) {
        all.append(home.relativize(path)).append('\n');
        if (Files.isRegularFile(path)) {
          all.append(
              new String(Files.readAllBytes(path), java.nio.charset.StandardCharsets.ISO_8859_1));
        }
      }
    }
    return texts.stream().filter(text -> all.indexOf(text) >= 0).toList();
  }

  private SealedFiles files(Database database) {
    return SealedFiles.open(database, home.resolve("files"), SealedFiles.Limits.DEFAULT);
  }

  @Test
  void leavesNothingButATombstone() throws Exception {
    try (Database database = Database.open(home.resolve("parley.db"))) {
      SealedFiles files = files(database);
      List<String> others = new ArrayList<>();
      fill(database, files, others);
      MeetingDraft draft = fill(database, files, secrets);
      assertThat(foundIn(home, secrets)).containsAll(secrets);
      PurgedMeetings purges = new PurgedMeetings(database, files);
      assertThat(purges.find(draft.id())).isNull();
      assertThat(purges.purge(draft.id(), 0, 77, true)).isEqualTo(new Tombstone(77, true));
      assertThat(foundIn(home, secrets)).isEmpty();
      assertThat(foundIn(home, others)).as("another meeting").containsAll(others);
      assertThat(purges.find(draft.id())).isEqualTo(new Tombstone(77, true));
      assertThat(purges.purge(draft.id(), 0, 99, false))
          .as("once")
          .isEqualTo(new Tombstone(77, true));
      MeetingStore store = new MeetingStore(database);
      assertThat(store.find(draft.id())).isNull();
      assertThat(store.create(draft)).isInstanceOf(Outcome.Refused.class);
    }
    assertThat(foundIn(home, secrets)).isEmpty();
  }

  @Test
  void deletesNothingOfAPlaceThatIsShutOut() throws Exception {
    MeetingDraft draft;
    try (Database database = Database.open(home.resolve("parley.db"))) {
      draft = fill(database, files(database), secrets);
      PurgedMeetings purges = new PurgedMeetings(database, files(database));
      purges.shutOut(draft.id(), 4);
      purges.shutOut(draft.id(), 2);
    }
    try (Database database = Database.open(home.resolve("parley.db"))) {
      PurgedMeetings purges = new PurgedMeetings(database, files(database));
      assertThat(purges.purge(draft.id(), 4, 77, true)).isNull();
      assertThat(purges.find(draft.id())).isNull();
      assertThat(foundIn(home, secrets)).containsAll(secrets);
      assertThat(purges.purge(draft.id(), 5, 77, true)).isEqualTo(new Tombstone(77, true));
      assertThat(foundIn(home, secrets)).isEmpty();
    }
  }

  @Test
  void nothingMoreIsWrittenForIt() throws Exception {
    try (Database database = Database.open(home.resolve("parley.db"))) {
      SealedFiles files = files(database);
      MeetingDraft draft = fill(database, files, secrets);
      String late = Drafts.random(16);
      try (Arrival arrival =
          ((SealedFiles.Start.Started) files.start(draft.id(), late, "side", 5)).arrival()) {
        new PurgedMeetings(database, files).purge(draft.id(), 0, 1, true);
        arrival.write(new byte[5], 5);
        assertThatThrownBy(() -> arrival.finish(2))
            .isInstanceOfAny(IOException.class, StorageException.class);
      }
      RoomState empty = RoomState.empty(draft.id(), "plenary");
      LogEntry entry = new LogEntry(LogEntry.Kind.OBJECT, "seat", new byte[1]);
      RoomState next = new RoomState(empty.groupId(), 1, 0, 1, 1, Set.of(), Map.of());
      assertThatThrownBy(() -> new RoomLogs(database)
              .write(new RoomLogs.Place(draft.id(), "plenary"), empty, next, entry, new byte[0]))
          .isInstanceOf(StorageException.class);
      assertThat(foundIn(home, List.of(draft.id(), late))).isEmpty();
    }
  }

  /** A program that deletes meetings one after the other, and says before each and after it which, until it is killed. */
  static final class EndlessPurger {
    private EndlessPurger() {}

    public static void main(String[] args) throws IOException {
      Path home = Path.of(args[0]);
      Database database = Database.open(home.resolve("parley.db"));
      SealedFiles files =
          SealedFiles.open(database, home.resolve("files"), SealedFiles.Limits.DEFAULT);
      PurgedMeetings purges = new PurgedMeetings(database, files);
      while (!System.out.checkError()) {
        List<String> secrets = new ArrayList<>();
        MeetingDraft draft = fill(database, files, secrets);
        System.out.println("about " + draft.id() + " " + String.join(" ", secrets));
        purges.purge(draft.id(), 0, 1, true);
        System.out.println("purged " + draft.id() + " .");
      }
    }
  }

  @Test
  void isDoneOrNotWheneverItIsKilled() throws Exception {
    Path said = Files.createTempFile("purger", "");
    Random random = new Random(7);
    for (int round = 0; round < KILLS; round++) {
      Process purger = new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "--enable-native-access=ALL-UNNAMED",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path"),
              EndlessPurger.class.getName(),
              home.toString())
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .redirectOutput(said.toFile())
          .start();
      while (Files.size(said) == 0) {
        assertThat(purger.isAlive()).isTrue();
        Thread.sleep(1);
      }
      Thread.sleep(random.nextInt(150));
      purger.destroyForcibly();
      purger.waitFor();
      List<String> lines = Files.readAllLines(said);
      try (Database database = Database.open(home.resolve("parley.db"))) {
        PurgedMeetings purges = new PurgedMeetings(database, files(database));
        for (String line : lines) {
          String[] words = line.split(" ");
          if (words[0].equals("purged") && line.endsWith(" .")) {
            assertThat(purges.find(words[1])).isNotNull();
          } else if (words[0].equals("about") && purges.find(words[1]) != null) {
            // It may have been killed behind the transaction: then the start has done the rest.
            assertThat(foundIn(home, List.of(words).subList(2, words.length - 1)))
                .isEmpty();
          }
        }
      }
      Files.writeString(said, "");
    }
    Files.delete(said);
  }
}
