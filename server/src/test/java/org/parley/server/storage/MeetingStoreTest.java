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
import org.parley.meeting.Papers;
import org.parley.meeting.Rules;
import org.parley.meeting.Seat;
import org.parley.meeting.Side;
import org.parley.meeting.SidePapers;

class MeetingStoreTest {

  @TempDir
  Path directory;

  @Test
  void whatWasAcknowledgedIsThereAfterARestart() {
    MeetingDraft draft = Drafts.draft();
    MeetingDraft.Seat robin = draft.sides().get(0).seats().get(0);
    MeetingDraft.Seat alex = draft.sides().get(0).seats().get(1);
    MeetingDraft.Seat kim = Drafts.seat();
    String second = Drafts.random(32);
    Meeting expected;
    try (Database database = open()) {
      MeetingStore store = new MeetingStore(database);
      String id = done(store.create(draft)).id();
      store.apply(id, new MeetingCommand.AddSeat(draft.sides().get(1).id(), kim, Drafts.papers(2)));
      store.apply(id, renew(robin, second, 2));
      store.apply(
          id, new MeetingCommand.ChangeSeat(robin.id(), true, true, "other", Drafts.papers(3)));
      expected = done(store.apply(id, new MeetingCommand.RevokeLink(alex.id(), Drafts.papers(4))));
    }
    try (Database database = open()) {
      MeetingStore store = new MeetingStore(database);
      Meeting found = Objects.requireNonNull(store.find(expected.id()));
      assertThat(found).isEqualTo(expected);
      assertThat(Objects.requireNonNull(found.seat(robin.id())).card()).isEqualTo("other");
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
                  draft.sides().get(0).id(),
                  draft.sides().get(0).seats().get(0),
                  draft.sides().get(0).papers())))
          .isInstanceOf(Outcome.Unchanged.class);
      assertThat(store.apply(
              meeting.id(),
              new MeetingCommand.AddSeat(Drafts.random(16), Drafts.seat(), Drafts.papers(2))))
          .isInstanceOf(Outcome.Refused.class);
      assertThat(store.apply(
              meeting.id(),
              new MeetingCommand.AddSeat(
                  draft.sides().get(0).id(), Drafts.seat(), Drafts.papers(3))))
          .isInstanceOf(Outcome.Refused.class);
      assertThat(store.create(
              new MeetingDraft(Drafts.random(16), Drafts.random(32), draft.papers(), List.of())))
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

      store.apply(meeting.id(), renew(robin, Drafts.random(32), 2));
      assertThat(store.findByLink(meeting.id(), robin.linkHash())).isNotNull();
    }
  }

  @Test
  void anIdIsOneMeetingsAlone() {
    try (Database database = open()) {
      MeetingStore store = new MeetingStore(database);
      MeetingDraft draft = Drafts.draft();
      Meeting meeting = done(store.create(draft));
      assertThat(store.create(draft)).isEqualTo(new Outcome.Unchanged(meeting));
      MeetingDraft other = Drafts.draft();
      assertThat(store.create(
              new MeetingDraft(draft.id(), other.organiserHash(), other.papers(), other.sides())))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(Outcome.Refusal.ID_TAKEN));
      assertThat(store.find(draft.id())).isEqualTo(meeting);
    }
  }

  @Test
  void theLongestPapersComeBack() {
    try (Database database = open()) {
      MeetingStore store = new MeetingStore(database);
      Papers papers =
          new Papers("c".repeat(Rules.MAX_BASE_CHARS), "r".repeat(Rules.MAX_BASE_CHARS));
      SidePapers ofSide = new SidePapers(
          1,
          "c".repeat(Rules.MAX_CHARTER_CHARS),
          "r".repeat(Rules.MAX_ROSTER_CHARS),
          "d".repeat(Rules.MAX_DOSSIER_CHARS));
      MeetingDraft draft = Drafts.draft();
      // A first side without seats has but one row to carry them.
      List<MeetingDraft.Side> sides = draft.sides().reversed().stream()
          .map(side -> new MeetingDraft.Side(side.id(), ofSide, side.seats()))
          .toList();
      MeetingDraft turned = new MeetingDraft(draft.id(), draft.organiserHash(), papers, sides);
      Meeting meeting = done(store.create(turned));
      assertThat(store.find(draft.id())).isEqualTo(meeting);
      assertThat(meeting.papers()).isEqualTo(papers);
      assertThat(meeting.sides()).extracting(Side::papers).containsExactly(ofSide, ofSide);
    }
  }

  @Test
  void aReplacedLinksCardIsForgotten() {
    try (Database database = open()) {
      MeetingStore store = new MeetingStore(database);
      MeetingDraft draft = Drafts.draft();
      MeetingDraft.Seat robin = draft.sides().get(0).seats().get(0);
      store.create(draft);
      store.apply(draft.id(), renew(robin, Drafts.random(32), 2));
      List<String> cards = database.read(handle -> handle
          .createQuery("SELECT card FROM links WHERE seat_id = :seat ORDER BY generation")
          .bind("seat", robin.id())
          .mapTo(String.class)
          .list());
      assertThat(cards).containsExactly("", "card");
    }
  }

  @Test
  void aSideKeepsItsOwnRosterByALinkThatCounts() {
    try (Database database = open()) {
      MeetingStore store = new MeetingStore(database);
      MeetingDraft draft = Drafts.draft();
      MeetingDraft.Seat robin = draft.sides().get(0).seats().get(0);
      String id = done(store.create(draft)).id();
      store.apply(
          id, new MeetingCommand.ChangeSeat(robin.id(), true, true, "card", Drafts.papers(2)));
      for (MeetingDraft.Side side : draft.sides()) {
        MeetingCommand.OfRoster add =
            new MeetingCommand.AddSeat(side.id(), Drafts.seat(), Drafts.papers(3));
        assertThat(store.applyBy(id, Drafts.random(32), add)).isInstanceOf(Outcome.Refused.class);
        assertThat(store.applyBy(id, robin.linkHash(), add))
            .isInstanceOf(
                side.seats().contains(robin) ? Outcome.Done.class : Outcome.Refused.class);
      }
      Meeting meeting = Objects.requireNonNull(store.find(id));
      assertThat(meeting.sides()).extracting(side -> side.seats().size()).containsExactly(3, 0);
      assertThat(store.applyBy(
              Drafts.random(16),
              robin.linkHash(),
              new MeetingCommand.RevokeLink(robin.id(), Drafts.papers(2))))
          .isNull();
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
        String side = draft.sides().get(i % 2).id();
        adds.add(() -> addFromWhatIsThere(store, id, side));
      }
      for (Future<@Nullable Outcome> outcome : threads.invokeAll(adds)) {
        assertThat(outcome.get()).isInstanceOf(Outcome.Done.class);
      }
      Meeting meeting = Objects.requireNonNull(store.find(id));
      assertThat(meeting.sides())
          .extracting(side -> side.papers().version())
          .containsExactly(21, 21);
      assertThat(meeting.sides().get(0).seats()).hasSize(22);
      assertThat(meeting.sides().get(1).seats())
          .hasSize(20)
          .extracting(Seat::id)
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

  /** As often as somebody else is faster. */
  private static @Nullable Outcome addFromWhatIsThere(MeetingStore store, String id, String side) {
    MeetingDraft.Seat seat = Drafts.seat();
    while (true) {
      int version = Objects.requireNonNull(store.find(id)).sides().stream()
          .filter(one -> one.id().equals(side))
          .findFirst()
          .orElseThrow()
          .papers()
          .version();
      Outcome outcome =
          store.apply(id, new MeetingCommand.AddSeat(side, seat, Drafts.papers(version + 1)));
      if (!(outcome instanceof Outcome.Refused refused)
          || refused.reason() != Outcome.Refusal.STALE) {
        return outcome;
      }
    }
  }

  private static MeetingCommand renew(MeetingDraft.Seat seat, String hash, int version) {
    return new MeetingCommand.RenewLink(seat.id(), hash, "card", Drafts.papers(version));
  }

  private Database open() {
    return Database.open(directory.resolve("parley.db"));
  }

  private static Meeting done(@Nullable Outcome outcome) {
    assertThat(outcome).isInstanceOf(Done.class);
    return ((Done) Objects.requireNonNull(outcome)).meeting();
  }
}
