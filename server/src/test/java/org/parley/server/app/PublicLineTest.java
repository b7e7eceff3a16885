package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.parley.server.signalling.protocol.ClientMessage.SCHEDULE;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.SidePapers;
import org.parley.server.app.LiveHarness.Invitations;
import org.parley.server.signalling.TestClient;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ClientMessage.Append;
import org.parley.server.signalling.protocol.ClientMessage.PublishLine;
import org.parley.server.signalling.protocol.ClientMessage.RemoveLine;
import org.parley.server.signalling.protocol.ClientMessage.ShutOutLine;
import org.parley.server.signalling.protocol.LineKey;
import org.parley.server.signalling.protocol.ServerMessage.Accepted;
import org.parley.server.signalling.protocol.ServerMessage.Chartered;
import org.parley.server.signalling.protocol.ServerMessage.LinePublished;
import org.parley.server.signalling.protocol.ServerMessage.LineRefusal;
import org.parley.server.signalling.protocol.ServerMessage.LineRefused;
import org.parley.server.signalling.protocol.ServerMessage.LineShutOut;
import org.parley.server.signalling.protocol.ServerMessage.LineTakenDown;
import org.parley.server.storage.PublicLines.Shown;

/** What the public reads: what each side's head has signed, and nothing that one of them took down. */
class PublicLineTest {
  private static final LiveLimits PATIENT =
      new LiveLimits(10, Duration.ofMinutes(1), Duration.ofMinutes(1));
  private static final String LINE = "{\"type\":\"noComment\"}";
  private static final String OTHER =
      "{\"type\":\"postponementLine\",\"reason\":\"A \\\"storm\\\"\"}";

  /** Places in the schedule's log that are taken. */
  private static final int WRITTEN = 6;

  private final Path file;
  private final Set<Integer> withdrawn = new HashSet<>();
  private final LinkKeys links;
  private int version = 1;
  private LiveHarness parley;
  private final Invitations meeting;
  private TestClient head;

  PublicLineTest(@TempDir Path directory) throws Exception {
    file = directory.resolve("test.db");
    parley = new LiveHarness(file, PATIENT);
    meeting = parley.meeting();
    // Persons 0 and 2 are heads, 1 and 3 members; each link has its key, of which the charter
    // tells.
    links = new LinkKeys(4);
    charter(charterOf("head", 0, 1, 2, 3));
    head = parley.enter(meeting, 0);
    for (int place = 0; place < WRITTEN; place++) {
      head.send(new Append(SCHEDULE, place, "c2VhbGVk"));
      head.next(Accepted.class);
    }
  }

  @AfterEach
  void stop() throws Exception {
    parley.close();
  }

  /** Each side uploads another part of the charter, as for a new seat. */
  private void charter(List<String> parts) {
    version++;
    for (int side = 0; side < parts.size(); side++) {
      parley.apply(
          meeting,
          new MeetingCommand.AddSeat(
              meeting.side(2 * side),
              LiveHarness.seat(LiveHarness.person(false)),
              new SidePapers(version, parts.get(side), "roster", "dossier")));
    }
  }

  /** @param keys whose link's key each of the four people has in it */
  private List<String> charterOf(String role, int... keys) {
    return IntStream.range(0, 2).mapToObj(side -> part(side, "", role, keys)).toList();
  }

  /** @param changes of roles, as JSON */
  private String part(int side, String changes, String role, int... keys) {
    String seats = seat(2 * side, role, keys) + "," + seat(2 * side + 1, "member", keys);
    return LinkKeys.part(meeting.meeting(), meeting.side(2 * side), seats, changes);
  }

  private String seat(int person, String role, int... keys) {
    return links.seat(meeting.seat(person), role, withdrawn.contains(person), keys[person]);
  }

  private LineKey key(int person, int about, int place, String line) {
    return key(person, meeting.meeting(), about, place, line);
  }

  private LineKey key(int person, String process, int about, int place, String line) {
    String text = "parley public line\0" + process + "\0" + about + "\0" + place + "\0" + line;
    return new LineKey(meeting.seat(person), links.signature(person, text));
  }

  private PublishLine publication(int about, int place, String line) {
    return new PublishLine(
        about, place, line, List.of(key(0, about, place, line), key(2, about, place, line)));
  }

  private PublishLine withKeys(LineKey... keys) {
    return new PublishLine(0, 2, LINE, List.of(keys));
  }

  private List<String> shown() {
    return parley.lines.shown(LineSignatures.pageId(meeting.meeting())).stream()
        .map(Shown::line)
        .toList();
  }

  private void refused(PublishLine publication, LineRefusal why) {
    refused(head, publication, why);
  }

  private static void refused(TestClient client, PublishLine publication, LineRefusal why) {
    assertThat(client.send(publication).next(LineRefused.class))
        .isEqualTo(new LineRefused(publication.meeting(), publication.place(), why));
  }

  private static LineRefusal refusal(TestClient client, ClientMessage wish) {
    return client.send(wish).next(LineRefused.class).why();
  }

  private void published(PublishLine publication) {
    assertThat(head.send(publication).next(LinePublished.class))
        .isEqualTo(new LinePublished(publication.meeting(), publication.place()));
  }

  @Test
  void publishesWhatEachSideSigned() {
    published(publication(1, 3, OTHER));
    published(publication(0, 2, LINE));
    assertThat(shown()).containsExactly(LINE, OTHER);
    published(publication(0, 2, LINE));
    published(publication(0, 4, OTHER));
    assertThat(shown()).containsExactly(OTHER, OTHER);
    List<Shown> lines = parley.lines.shown(LineSignatures.pageId(meeting.meeting()));
    assertThat(lines).allMatch(Shown::bothSides);
    assertThat(lines).extracting(Shown::lineId).doesNotHaveDuplicates();
  }

  @Test
  void takesNothingWithoutAGoodKeyOfEachSide() {
    LineKey ours = key(0, 0, 2, LINE);
    LineKey theirs = key(2, 0, 2, LINE);
    refused(withKeys(ours), LineRefusal.KEYS_INVALID);
    refused(withKeys(ours, ours), LineRefusal.KEYS_INVALID);
    refused(withKeys(ours, theirs, theirs), LineRefusal.KEYS_INVALID);
    // No head.
    refused(withKeys(ours, key(3, 0, 2, LINE)), LineRefusal.KEYS_INVALID);
    refused(
        withKeys(ours, new LineKey(meeting.seat(2), key(3, 0, 2, LINE).signature())),
        LineRefusal.KEYS_INVALID);
    // Another line, place, meeting or process.
    refused(withKeys(ours, key(2, 0, 2, OTHER)), LineRefusal.KEYS_INVALID);
    refused(withKeys(ours, key(2, 0, 3, LINE)), LineRefusal.KEYS_INVALID);
    refused(withKeys(ours, key(2, 1, 2, LINE)), LineRefusal.KEYS_INVALID);
    parley.pass(Duration.ofMinutes(1));
    refused(withKeys(ours, key(2, LiveHarness.random(16), 0, 2, LINE)), LineRefusal.KEYS_INVALID);
    for (String signature : List.of("", "!", "AAAA", LinkKeys.base64(new byte[64]))) {
      refused(withKeys(ours, new LineKey(meeting.seat(2), signature)), LineRefusal.KEYS_INVALID);
    }
    refused(withKeys(ours, new LineKey("nobody", theirs.signature())), LineRefusal.KEYS_INVALID);
    assertThat(shown()).isEmpty();
    published(withKeys(ours, theirs));
  }

  @Test
  void believesTheLinksThatCountNow() {
    PublishLine signed = publication(0, 2, LINE);
    charter(charterOf("head", 0, 1, 3, 2));
    head.next(Chartered.class);
    head.next(Chartered.class);
    refused(signed, LineRefusal.KEYS_INVALID);
    charter(charterOf("deputy", 0, 1, 2, 3));
    head.next(Chartered.class);
    head.next(Chartered.class);
    published(signed);
  }

  @Test
  void believesThoseWhoSpeakForTheirSideNow() {
    PublishLine signed = publication(0, 2, LINE);
    String other = "{\"stamp\":\"a\",\"seat\":\"" + meeting.seat(2) + "\",\"role\":\"member\"}";
    charter(List.of(part(0, "", "head", 0, 1, 2, 3), part(1, other, "head", 0, 1, 2, 3)));
    head.next(Chartered.class);
    head.next(Chartered.class);
    refused(signed, LineRefusal.KEYS_INVALID);
    String again =
        other + ",{\"stamp\":\"b\",\"seat\":\"" + meeting.seat(2) + "\",\"role\":\"head\"}";
    withdrawn.add(2);
    charter(List.of(part(0, "", "head", 0, 1, 2, 3), part(1, again, "head", 0, 1, 2, 3)));
    head.next(Chartered.class);
    head.next(Chartered.class);
    refused(signed, LineRefusal.KEYS_INVALID);
    withdrawn.clear();
    charter(List.of(part(0, "", "head", 0, 1, 2, 3), part(1, again, "head", 0, 1, 2, 3)));
    head.next(Chartered.class);
    head.next(Chartered.class);
    published(signed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "charter.2",
        "e30.c2ln",
        "W10.c2ln",
        "bnVsbA.c2ln",
        "eyJzaWRlcyI6W119.c2ln",
        ".c2ln",
        "c2ln",
        "-_-_.c2ln"
      })
  void aCharterThatItCannotReadPublishesNothing(String charter) {
    charter(List.of(charter));
    head.next(Chartered.class);
    refused(publication(0, 2, LINE), LineRefusal.KEYS_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "noComment",
        "{\"type\": \"noComment\"}",
        "{\"type\":\"noComment\"} ",
        "{\"type\":\"noComment\"}{}",
        "{\"type\":\"noComment\",\"type\":\"noComment\"}",
        "{\"type\":\"noComment\",\"reason\":\"a\"}",
        "{\"type\":\"rumour\",\"reason\":\"a\"}",
        "{\"type\":\"postponementLine\"}",
        "{\"type\":\"postponementLine\",\"reason\":\" \"}",
        "{\"type\":\"postponementLine\",\"reason\":1}",
        "{\"type\":\"postponementLine\",\"reason\":\"\\u0007\"}",
        "{\"type\":\"dateLine\",\"span\":{\"zone\":\"Etc/UTC\",\"startMs\":-1,\"minutes\":60}}",
        "{\"type\":\"dateLine\",\"span\":{\"zone\":\"Etc/UTC\",\"startMs\":0,\"minutes\":1}}",
        "{\"type\":\"dateLine\",\"span\":{\"zone\":\"Etc/UTC\",\"startMs\":0.5,\"minutes\":60}}",
        "{\"type\":\"dateLine\",\"span\":{\"zone\":\"<b>\",\"startMs\":0,\"minutes\":60}}",
        "{\"type\":\"dateLine\",\"span\":[]}",
        "{\"type\":\"topicLine\",\"span\":{\"zone\":\"Etc/UTC\",\"startMs\":0,\"minutes\":60},\"level\":\"a\"}"
      })
  void publishesLinesAlone(String line) {
    refused(publication(0, 2, line), LineRefusal.LINE_INVALID);
    assertThat(shown()).isEmpty();
  }

  @Test
  void publishesEveryKindOfLine() {
    String span = "{\"zone\":\"Asia/Amman\",\"startMs\":253370764800000,\"minutes\":20160}";
    List<String> all = List.of(
        "{\"type\":\"dateLine\",\"span\":" + span + "}",
        "{\"type\":\"topicLine\",\"span\":" + span + ",\"level\":\"" + "\\\"".repeat(80)
            + "\",\"topic\":\"" + "\\\\".repeat(200) + "\"}",
        "{\"type\":\"postponementLine\",\"reason\":\"\u0639\u0627\u0635\u0641\u0629 \u2028 </script>\"}",
        "{\"type\":\"cancellationLine\",\"reason\":\"" + "\\\"".repeat(400) + "\"}");
    for (int i = 0; i < all.size(); i++) {
      published(publication(i, i + 1, all.get(i)));
    }
    assertThat(shown()).isEqualTo(all);
    refused(
        publication(0, 5, all.getLast().replace("reason\":\"", "reason\":\"a")),
        LineRefusal.LINE_INVALID);
  }

  @Test
  void anOlderLineNeverComesBack() {
    published(publication(0, 3, LINE));
    refused(publication(0, 2, OTHER), LineRefusal.STALE);
    refused(publication(0, 3, OTHER), LineRefusal.STALE);
    head.send(new RemoveLine(0, 2, false));
    assertThat(head.next(LineTakenDown.class)).isEqualTo(new LineTakenDown(0, 2));
    assertThat(shown()).isEmpty();
    refused(publication(0, 3, LINE), LineRefusal.STALE);
    refused(publication(0, 2, OTHER), LineRefusal.STALE);
    published(publication(0, 4, LINE));
    assertThat(shown()).containsExactly(LINE);
  }

  @Test
  void anySidesHeadTakesItDownAndNobodyElse() {
    published(publication(0, 3, LINE));
    TestClient member = parley.enter(meeting, 1);
    assertThat(refusal(member, new RemoveLine(0, 3, false))).isEqualTo(LineRefusal.NOT_ENTITLED);
    assertThat(refusal(member, new ShutOutLine(0, 3, false))).isEqualTo(LineRefusal.NOT_ENTITLED);
    refused(member, publication(0, 4, LINE), LineRefusal.NOT_ENTITLED);
    assertThat(shown()).containsExactly(LINE);
    TestClient other = parley.enter(meeting, 2);
    other.send(new RemoveLine(0, 3, false)).next(LineTakenDown.class);
    assertThat(shown()).isEmpty();
  }

  private static void shutOut(TestClient client, ShutOutLine wish) {
    assertThat(client.send(wish).next(LineShutOut.class))
        .isEqualTo(new LineShutOut(wish.meeting(), wish.place()));
  }

  /** Whoever has all the keys to it still has them. */
  @Test
  void aKeyThatWasTakenBackIsGoodForNothing() throws Exception {
    published(publication(0, 1, LINE));
    shutOut(parley.enter(meeting, 2), new ShutOutLine(0, 3, false));
    refused(publication(0, 3, OTHER), LineRefusal.STALE);
    refused(publication(0, 2, OTHER), LineRefusal.STALE);
    assertThat(shown()).as("an older one that is published").containsExactly(LINE);
    published(publication(1, 3, OTHER));
    parley.close();
    parley = new LiveHarness(file, PATIENT);
    head = parley.enter(meeting, 0);
    refused(publication(0, 3, OTHER), LineRefusal.STALE);
    assertThat(shown()).containsExactly(LINE, OTHER);
    published(publication(0, 4, OTHER));
  }

  @Test
  void soIsOneToAReadoutBeforeItsTime() {
    long atMs = System.currentTimeMillis() + Duration.ofHours(1).toMillis();
    PublishLine signed = publication(0, 3, readout(atMs, "The pier is open."));
    refused(signed, LineRefusal.TOO_EARLY);
    shutOut(parley.enter(meeting, 2), new ShutOutLine(0, 3, true));
    parley.pass(Duration.ofHours(2));
    refused(signed, LineRefusal.STALE);
    published(publication(0, 3, LINE));
    published(publication(0, 4, readout(atMs, "The pier is open.")));
  }

  /** Or one head could shut out for ever what all agree on later. */
  @Test
  void placesThatAreNotWrittenAreNone() {
    refused(publication(0, WRITTEN, LINE), LineRefusal.LINE_INVALID);
    refused(publication(3, 3, LINE), LineRefusal.LINE_INVALID);
    RemoveLine late = new RemoveLine(0, Integer.MAX_VALUE, false);
    assertThat(refusal(head, late)).isEqualTo(LineRefusal.LINE_INVALID);
    ShutOutLine next = new ShutOutLine(0, WRITTEN, false);
    assertThat(refusal(head, next)).isEqualTo(LineRefusal.LINE_INVALID);
    published(publication(0, WRITTEN - 1, LINE));
  }

  @Test
  void boundsHowOftenASeatTries() {
    PublishLine bad = withKeys(key(0, 0, 2, LINE));
    for (int i = 0; i < PublicDesk.BURST; i++) {
      refused(bad, LineRefusal.KEYS_INVALID);
    }
    refused(bad, LineRefusal.TOO_FAST);
    TestClient other = parley.enter(meeting, 2);
    refused(other, bad, LineRefusal.KEYS_INVALID);
    head.send(new RemoveLine(0, 2, false)).next(LineTakenDown.class);
    for (int i = 0; i < PublicDesk.BURST; i++) {
      shutOut(head, new ShutOutLine(0, 1, false));
    }
    assertThat(refusal(head, new ShutOutLine(0, 1, false))).isEqualTo(LineRefusal.TOO_FAST);
    parley.pass(Duration.ofSeconds(3));
    refused(bad, LineRefusal.KEYS_INVALID);
  }

  @Test
  void aRestartKeepsWhatIsPublishedAndWhatIsNot() throws Exception {
    published(publication(0, 3, LINE));
    published(publication(1, 3, OTHER));
    head.send(new RemoveLine(1, 3, false)).next(LineTakenDown.class);
    parley.close();
    parley = new LiveHarness(file, PATIENT);
    head = parley.enter(meeting, 0);
    assertThat(shown()).containsExactly(LINE);
    refused(publication(1, 3, OTHER), LineRefusal.STALE);
  }

  private static String readout(long notBeforeMs, String text) {
    return "{\"type\":\"readout\",\"notBeforeMs\":" + notBeforeMs
        + ",\"columns\":[{\"language\":\"en\",\"text\":\"" + text
        + "\"},{\"language\":\"ar\",\"text\":\"\u0627\u0644\u0631\u0635\u064a\u0641 / 7\"}]}";
  }

  @Test
  void aReadoutIsPublishedAtItsTimeAndNotBefore() {
    long atMs = System.currentTimeMillis() + Duration.ofHours(1).toMillis();
    String readout = readout(atMs, "The pier\\n\\nis </script> open.");
    PublishLine signed = publication(0, 3, readout);
    refused(signed, LineRefusal.TOO_EARLY);
    parley.pass(Duration.ofMinutes(59));
    refused(signed, LineRefusal.TOO_EARLY);
    assertThat(shown()).isEmpty();
    parley.pass(Duration.ofMinutes(2));
    published(signed);
    Shown first = parley.lines.shown(LineSignatures.pageId(meeting.meeting())).getFirst();
    assertThat(first.line()).isEqualTo(readout);
    assertThat(first.releasedMs()).isBetween(atMs, atMs + Duration.ofMinutes(2).toMillis());
    parley.pass(Duration.ofMinutes(5));
    // Of another client that came later.
    published(signed);
    assertThat(parley.lines.shown(LineSignatures.pageId(meeting.meeting()))).containsExactly(first);
  }

  @Test
  void aReadoutNeedsAllKeysAtItsTimeToo() {
    String readout = readout(0, "The pier is open.");
    String other = readout(0, "The pier is shut.");
    String earlier = readout(System.currentTimeMillis() + 600_000, "The pier is open.");
    LineKey ours = key(0, 0, 3, readout);
    LineKey theirs = key(2, 0, 3, readout);
    refused(new PublishLine(0, 3, readout, List.of(ours)), LineRefusal.KEYS_INVALID);
    refused(new PublishLine(0, 3, other, List.of(ours, theirs)), LineRefusal.KEYS_INVALID);
    // The time is signed as well.
    List<LineKey> late = List.of(key(0, 0, 3, earlier), key(2, 0, 3, earlier));
    refused(new PublishLine(0, 3, readout, late), LineRefusal.KEYS_INVALID);
    published(new PublishLine(0, 3, readout, List.of(ours, theirs)));
  }

  @Test
  void aReadoutStandsBesideTheLine() {
    String readout = readout(0, "The pier is open.");
    published(publication(0, 4, LINE));
    published(publication(0, 3, readout));
    published(publication(1, 5, OTHER));
    assertThat(shown()).containsExactly(LINE, readout, OTHER);
    assertThat(parley.lines.shown(LineSignatures.pageId(meeting.meeting())))
        .extracting(Shown::number, one -> one.releasedMs() != null)
        .containsExactly(tuple(1, false), tuple(1, true), tuple(2, false));
    head.send(new RemoveLine(0, 4, false)).next(LineTakenDown.class);
    assertThat(shown()).containsExactly(readout, OTHER);
    TestClient other = parley.enter(meeting, 2);
    other.send(new RemoveLine(0, 3, true)).next(LineTakenDown.class);
    assertThat(shown()).containsExactly(OTHER);
    refused(publication(0, 3, readout), LineRefusal.STALE);
    published(publication(0, 5, LINE));
  }

  @Test
  void publishesTheLongestReadoutAndNoLongerOne() {
    String longest = readout(253_370_764_800_000L, "\\\"".repeat(8_000));
    refused(publication(0, 3, longest), LineRefusal.TOO_EARLY);
    String both = longest.replaceAll(
        "\"ar\",\"text\":\"[^\"]*\"", "\"abcdefgh\",\"text\":\"" + "\\\\\"".repeat(8_000) + "\"");
    assertThat(both).hasSizeBetween(32_000, ClientMessage.MAX_LINE_CHARS);
    refused(publication(0, 3, both), LineRefusal.TOO_EARLY);
    refused(publication(0, 3, readout(0, "a".repeat(8_001))), LineRefusal.LINE_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"readout\"}",
        "{\"type\":\"readout\",\"notBeforeMs\":0,\"columns\":[]}",
        "{\"type\":\"readout\",\"notBeforeMs\":0,\"columns\":{}}",
        "{\"type\":\"readout\",\"notBeforeMs\":0,\"columns\":[1]}",
        "{\"type\":\"readout\",\"notBeforeMs\":-1,\"columns\":[{\"language\":\"en\",\"text\":\"a\"}]}",
        "{\"type\":\"readout\",\"notBeforeMs\":0.5,\"columns\":[{\"language\":\"en\",\"text\":\"a\"}]}",
        "{\"type\":\"readout\",\"notBeforeMs\":253370764800001,\"columns\":[{\"language\":\"en\",\"text\":\"a\"}]}",
        "{\"type\":\"readout\",\"columns\":[{\"language\":\"en\",\"text\":\"a\"}]}",
        "{\"type\":\"readout\",\"notBeforeMs\":0,\"columns\":[{\"language\":\"en\",\"text\":\" \\n \"}]}",
        "{\"type\":\"readout\",\"notBeforeMs\":0,\"columns\":[{\"language\":\"en\",\"text\":\"\\r\"}]}",
        "{\"type\":\"readout\",\"notBeforeMs\":0,\"columns\":[{\"language\":\"<b>\",\"text\":\"a\"}]}",
        "{\"type\":\"readout\",\"notBeforeMs\":0,\"columns\":[{\"language\":\"en\",\"text\":\"a\",\"by\":\"a\"}]}",
        "{\"type\":\"readout\",\"notBeforeMs\":0,\"columns\":[{\"language\":\"en\",\"text\":\"a\"},"
            + "{\"language\":\"en\",\"text\":\"a\"}]}",
        "{\"type\":\"readout\",\"notBeforeMs\":0,\"columns\":[{\"language\":\"en\",\"text\":\"a\"},"
            + "{\"language\":\"fr\",\"text\":\"a\"},{\"language\":\"ar\",\"text\":\"a\"}]}"
      })
  void publishesReadoutsAlone(String readout) {
    refused(publication(0, 2, readout), LineRefusal.LINE_INVALID);
    assertThat(shown()).isEmpty();
  }

  @Test
  void aProcessThatIsOverShowsNothing() {
    published(publication(0, 3, LINE));
    parley.apply(meeting, new MeetingCommand.End());
    assertThat(shown()).isEmpty();
  }

  @Test
  void thePageDoesNotTellTheProcess() {
    String page = LineSignatures.pageId(meeting.meeting());
    assertThat(page).hasSize(22).isNotEqualTo(meeting.meeting());
    assertThat(LineSignatures.pageId("AAAAAAAAAAAAAAAAAAAAAA")).isEqualTo("xv13LdgabYJ0JIQcrPtDQA");
  }
}
