package org.parley.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.meeting.LinkState;
import org.parley.meeting.Meeting;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.Outcome;
import org.parley.meeting.Outcome.Done;
import org.parley.meeting.Seat;

class MeetingStoreTest {

  @TempDir
  Path directory;

  @Test
  void whatWasAcknowledgedIsThereAfterARestart() {
    MeetingDraft draft = Drafts.draft();
    MeetingDraft.Seat robin = draft.sides().get(0).seats().get(0);
    MeetingDraft.Seat alex = draft.sides().get(0).seats().get(1);
    MeetingDraft.Seat kim = Drafts.seat("Kim");
    String second = Drafts.random(32);
    Meeting expected;
    try (Database database = open()) {
      MeetingStore store = new MeetingStore(database);
      String id = done(store.create(draft)).id();
      store.apply(id, new MeetingCommand.AddSeat(draft.sides().get(1).id(), kim));
      store.apply(id, new MeetingCommand.RenewLink(robin.id(), second));
      expected = done(store.apply(id, new MeetingCommand.RevokeLink(alex.id())));
    }
    try (Database database = open()) {
      MeetingStore store = new MeetingStore(database);
      Meeting found = Objects.requireNonNull(store.find(expected.id()));
      assertThat(found).isEqualTo(expected);
      assertThat(found.link(robin.linkHash())).isEqualTo(new LinkState.Revoked());
      assertThat(found.link(second)).isInstanceOf(LinkState.Open.class);
      assertThat(found.link(alex.linkHash())).isEqualTo(new LinkState.Revoked());
      assertThat(found.link(kim.linkHash())).isInstanceOf(LinkState.Open.class);
      assertThat(done(store.apply(found.id(), new MeetingCommand.End())).over()).isTrue();
    }
    try (Database database = open()) {
      MeetingStore store = new MeetingStore(database);
      assertThat(Objects.requireNonNull(store.find(expected.id())).over()).isTrue();
    }
  }

  @Test
  void whatWasRefusedLeavesNoTrace() {
    try (Database database = open()) {
      MeetingStore store = new MeetingStore(database);
      MeetingDraft draft = Drafts.draft();
      Meeting meeting = done(store.create(draft));
      assertThat(store.apply(
              meeting.id(),
              new MeetingCommand.AddSeat(
                  draft.sides().get(0).id(), draft.sides().get(0).seats().get(0))))
          .isInstanceOf(Outcome.Unchanged.class);
      assertThat(store.apply(
              meeting.id(), new MeetingCommand.AddSeat(Drafts.random(16), Drafts.seat("Nobody"))))
          .isInstanceOf(Outcome.Refused.class);
      assertThat(store.create(new MeetingDraft("One side", Drafts.random(32), List.of())))
          .isInstanceOf(Outcome.Refused.class);
      assertThat(store.find(meeting.id())).isEqualTo(meeting);
    }
  }

  @Test
  void looksUpByLinkAndByOrganiser() {
    try (Database database = open()) {
      MeetingStore store = new MeetingStore(database);
      MeetingDraft draft = Drafts.draft();
      MeetingDraft.Seat robin = draft.sides().get(0).seats().get(0);
      Meeting meeting = done(store.create(draft));
      Meeting other = done(store.create(Drafts.draft()));

      assertThat(store.findByLink(meeting.id(), robin.linkHash())).isEqualTo(meeting);
      assertThat(store.findByLink(other.id(), robin.linkHash())).isNull();
      assertThat(store.findByLink(meeting.id(), draft.organiserHash())).isNull();
      assertThat(store.findByLink("' OR '1'='1", "' OR '1'='1")).isNull();
      assertThat(store.organiserHash(meeting.id())).isEqualTo(draft.organiserHash());
      assertThat(store.organiserHash(Drafts.random(16))).isNull();
      assertThat(store.find(Drafts.random(16))).isNull();
      assertThat(store.apply(Drafts.random(16), new MeetingCommand.End())).isNull();

      store.apply(meeting.id(), new MeetingCommand.RenewLink(robin.id(), Drafts.random(32)));
      assertThat(store.findByLink(meeting.id(), robin.linkHash())).isNotNull();
    }
  }

  @Test
  void theSameTextComesBack() {
    String title = "التفاوض \uD83D\uDC69\u200D\u2696\uFE0F '; DROP TABLE meetings; --";
    try (Database database = open()) {
      MeetingStore store = new MeetingStore(database);
      MeetingDraft draft = Drafts.draft();
      Meeting meeting =
          done(store.create(new MeetingDraft(title, draft.organiserHash(), draft.sides())));
      assertThat(Objects.requireNonNull(store.find(meeting.id())).title()).isEqualTo(title);
    }
  }

  @Test
  void commandsAtOnceAllCount() throws Exception {
    try (Database database = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      MeetingStore store = new MeetingStore(database);
      MeetingDraft draft = Drafts.draft();
      String id = done(store.create(draft)).id();
      List<Callable<@Nullable Outcome>> adds = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        MeetingCommand add =
            new MeetingCommand.AddSeat(draft.sides().get(i % 2).id(), Drafts.seat("P" + i));
        adds.add(() -> store.apply(id, add));
      }
      for (Future<@Nullable Outcome> outcome : threads.invokeAll(adds)) {
        assertThat(outcome.get()).isInstanceOf(Outcome.Done.class);
      }
      Meeting meeting = Objects.requireNonNull(store.find(id));
      assertThat(meeting.sides().get(0).seats()).hasSize(22);
      assertThat(meeting.sides().get(1).seats())
          .hasSize(20)
          .extracting(Seat::name)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void onlyTheOwnerMayReadTheFiles() throws IOException {
    try (Database database = open()) {
      done(new MeetingStore(database).create(Drafts.draft()));
      try (Stream<Path> files = Files.list(directory)) {
        assertThat(files.toList())
            .hasSizeGreaterThanOrEqualTo(2)
            .allSatisfy(file -> assertThat(
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.writeString(
        directory.resolve("parley.db"), "not a database, but long enough to be read".repeat(100));
    assertThatThrownBy(this::open)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("cannot open");
  }

  @Test
  void aDatabaseOfANewerReleaseIsLeftAlone() {
    try (Database database = open()) {
      database.<Integer>write(
          handle -> handle.execute("INSERT INTO schema_steps (step) VALUES (1000)"));
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("newer release");
  }

  /** The writer says what is done only after the store said so; whatever it said must be there, however it died. */
  @Test
  void aKilledServerKeepsWhatItAcknowledged() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      Path said = directory.resolve("said-" + round);
      Process writer = new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              System.getProperty("java.class.path"),
              EndlessWriter.class.getName(),
              directory.resolve("parley.db").toString())
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .redirectOutput(said.toFile())
          .start();
      while (Files.size(said) < 45L * (20 + 13 * round)) {
        assertThat(writer.isAlive()).isTrue();
        Thread.sleep(5);
      }
      writer.destroyForcibly();
      writer.waitFor();
      // The last line may be cut off.
      Files.readAllLines(said).stream()
          .filter(line -> line.length() == 44)
          .forEach(acknowledged::add);
    }
    try (Database database = open()) {
      MeetingStore store = new MeetingStore(database);
      assertThat(acknowledged).hasSizeGreaterThan(90).doesNotHaveDuplicates();
      for (String line : acknowledged) {
        Meeting meeting = Objects.requireNonNull(store.find(line.substring(0, 22)), line);
        assertThat(meeting.seat(line.substring(22, 44))).as(line).isNotNull();
      }
    }
  }

  private Database open() {
    return Database.open(directory.resolve("parley.db"));
  }

  private static Meeting done(@Nullable Outcome outcome) {
    assertThat(outcome).isInstanceOf(Done.class);
    return ((Done) Objects.requireNonNull(outcome)).meeting();
  }
}
