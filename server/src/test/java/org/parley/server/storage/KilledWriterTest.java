package org.parley.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.log.LogEntry;
import org.parley.meeting.log.RoomState;
import org.parley.server.storage.RoomLogs.Place;

/** Servers that are killed while they write to a room's log: what was acknowledged is there, once, in an unbroken chain. */
class KilledWriterTest {
  private static final int KILLS = 10;
  private static final int LOGS = 3;

  @TempDir
  Path directory;

  @Test
  void keepsWhatItAcknowledged() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Map<Path, String> meetings = new LinkedHashMap<>();
    for (int i = 0; i < LOGS; i++) {
      Path home = Files.createDirectory(directory.resolve("log-" + i));
      MeetingDraft draft = Drafts.draft();
      try (Database database = Database.open(home.resolve("parley.db"))) {
        new MeetingStore(database).create(draft);
      }
      meetings.put(home, draft.id());
    }
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < KILLS; round++) {
      acknowledged.addAll(kill(meetings, "round" + round, random));
    }
    assertThat(acknowledged).hasSizeGreaterThan(KILLS * LOGS).doesNotHaveDuplicates();
    for (Map.Entry<Path, String> meeting : meetings.entrySet()) {
      try (Database database = Database.open(meeting.getKey().resolve("parley.db"))) {
        List<String> ofMeeting = acknowledged.stream()
            .filter(line -> line.startsWith(meeting.getValue() + " "))
            .toList();
        check(new RoomLogs(database), new Place(meeting.getValue(), "plenary"), ofMeeting);
      }
    }
  }

  /** Starts a writer, kills it at some moment, and returns what it had acknowledged. */
  private List<String> kill(Map<Path, String> meetings, String round, Random random)
      throws Exception {
    Path said = directory.resolve(round);
    Process writer = start(said, meetings, round);
    while (Files.size(said) == 0) {
      assertThat(writer.isAlive()).isTrue();
      Thread.sleep(1);
    }
    Thread.sleep(random.nextInt(200));
    writer.destroyForcibly();
    writer.waitFor();
    // The last line may be cut off.
    return Files.readAllLines(said).stream().filter(line -> line.endsWith(" .")).toList();
  }

  private static void check(RoomLogs logs, Place place, List<String> acknowledged) {
    RoomState state = logs.load(place);
    // Each page checks the chain.
    List<String> entries = new ArrayList<>();
    while (entries.size() < state.head()) {
      for (LogEntry entry : logs.page(place, entries.size(), state.head())) {
        String text = new String(entry.bytes(), StandardCharsets.UTF_8);
        entries.add(place.meeting() + " " + entries.size() + " "
            + text.substring(text.indexOf("round")) + " .");
      }
    }
    assertThat(entries).doesNotHaveDuplicates().containsAll(acknowledged);
    int added = state.head() - 1;
    boolean kimIsIn = state.epoch() % 2 == 1;
    assertThat(state.epoch()).isEqualTo(added / 5);
    assertThat(state.book())
        .isEqualTo(
            kimIsIn
                ? Set.of(EndlessAppender.ROBIN, EndlessAppender.KIM)
                : Set.of(EndlessAppender.ROBIN));
    Map<String, Integer> welcomes =
        kimIsIn ? Map.of(EndlessAppender.KIM, state.epoch() * 5) : Map.of();
    assertThat(state.welcomes()).isEqualTo(welcomes);
    welcomes.values().forEach(seq -> assertThat(logs.welcome(place, seq)).isNotNull());
  }

  private Process start(Path said, Map<Path, String> meetings, String round) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        // Where SQLite's library is unpacked, which one who is killed does not remove.
        "-Djava.io.tmpdir=" + directory,
        "-cp",
        System.getProperty("java.class.path"),
        EndlessAppender.class.getName(),
        round));
    meetings.forEach((home, meeting) -> command.addAll(List.of(home.toString(), meeting)));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(said.toFile())
        .start();
  }
}
