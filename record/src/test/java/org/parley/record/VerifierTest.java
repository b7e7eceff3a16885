package org.parley.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.record.RandomRecord.Seat;
import org.parley.record.RandomRecord.Side;
import org.parley.record.Verdict.Approval;
import org.parley.record.Verdict.Faulty;
import org.parley.record.Verdict.Held;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class VerifierTest {

  private static final int ENTRIES = 12;

  /** Of some entries, and signed by all. */
  private static RandomRecord signed(long seed) {
    RandomRecord record = new RandomRecord(seed, ENTRIES);
    record.signByAll();
    return record;
  }

  private static Opened opened(RandomRecord record) {
    return opened(record.sealed(), record.code());
  }

  private static Opened opened(byte[] file, String code) {
    return SealedRecord.open(file, Objects.requireNonNull(OpeningCode.read(code)));
  }

  private static Verdict verdict(RandomRecord record) {
    return Verifier.verify((RecordFile) opened(record));
  }

  private static ObjectNode entry(RandomRecord record, int at) {
    return (ObjectNode) record.entries().get(at);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void anUntouchedRecordHasNoFault(@ForAll long seed) {
    RandomRecord record = new RandomRecord(seed, ENTRIES);
    Verdict verdict = verdict(record);
    assertThat(verdict.papers()).isTrue();
    assertThat(verdict.names()).isEqualTo(!record.file.at("/roster/base").isNull());
    assertThat(verdict.faults()).isEmpty();
    assertThat(verdict.signed().stream().map(Verdict.Signed::n)).isEqualTo(record.lastSignatures);
    assertThat(verdict.signed().stream().map(Verdict.Signed::side))
        .isEqualTo(record.sides.stream().map(side -> side.id).toList());
    assertThat(verdict.whole())
        .isEqualTo(record.lastSignatures.stream().mapToInt(n -> n).min().orElseThrow() + 1);
  }

  /** One byte of all that is in the box: what is said of it is another thing, or nothing is. */
  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void anyChangedByteIsFound(@ForAll long seed, @ForAll Random random) {
    RandomRecord record = signed(seed);
    Verdict before = verdict(record);
    byte[] content = RandomRecord.JSON.writeValueAsBytes(record.file);
    int roster = new String(content, ISO_8859_1).indexOf("\"roster\"");
    // A roster that is not there cannot be missed.
    int at = random.nextInt(before.names() ? content.length : roster);
    content[at] ^= (byte) (1 << random.nextInt(8));
    Opened opened = opened(record.sealed(content), record.code());
    if (opened instanceof RecordFile file) {
      assertThat(Verifier.verify(file)).as("byte %d", at).isNotEqualTo(before);
    }
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void anyByteOfASignedFieldIsTheEntrysFault(@ForAll long seed, @ForAll Random random) {
    RandomRecord record = signed(seed);
    int at = random.nextInt(record.entries().size());
    ObjectNode entry = entry(record, at);
    String field = List.of("log", "header", "signature").get(random.nextInt(3));
    byte[] bytes = Objects.requireNonNull(Json.bytes(entry.get(field).asString()));
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    entry.put(field, RandomRecord.base64(bytes));
    assertThat(verdict(record).faults()).contains(new Faulty(at, Fault.NOT_SIGNED));
    assertThat(verdict(record).whole()).isLessThanOrEqualTo(at);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void whatIsDroppedDoubledOrMovedIsFoundWhereItWas(@ForAll long seed, @ForAll Random random) {
    RandomRecord record = signed(seed);
    int size = record.entries().size();
    ArrayNode entries = record.entries();
    int at = random.nextInt(size - 1);
    switch (random.nextInt(3)) {
      case 0 -> entries.remove(at);
      case 1 -> entries.insert(at, entries.get(at).deepCopy());
      default -> Corruption.move(entries, at, at + 1 + random.nextInt(size - at - 1));
    }
    Faulty first = verdict(record).faults().getFirst();
    assertThat(first.fault()).isEqualTo(Fault.OUT_OF_PLACE);
    assertThat(first.n()).isBetween(at, at + 1);
    assertThat(verdict(record).whole()).isLessThanOrEqualTo(first.n());
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void whatIsCutOffBeforeTheLastSignatureIsMissed(@ForAll long seed, @ForAll Random random) {
    RandomRecord record = signed(seed);
    int whole = verdict(record).whole();
    Corruption.cut(record.entries(), random.nextInt(whole));
    assertThat(verdict(record).whole()).isLessThan(whole);
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void nothingMakesItThrow(@ForAll long seed, @ForAll Random random) {
    RandomRecord record = new RandomRecord(seed, ENTRIES);
    if (opened(Corruption.of(record, random), record.code()) instanceof RecordFile file) {
      Verdict verdict = Verifier.verify(file);
      assertThat(verdict.whole()).isBetween(0, file.entries().size());
      assertThat(RandomRecord.JSON.readTree(verdict.json()).size()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seat",
        "seq",
        "log",
        "header",
        "text",
        "signature",
        "more",
        "long",
        "fraction",
        "padded",
        "otherType",
        "twice",
        "surrogate"
      })
  void anEntryThatIsNoneIsMalformed(String how) {
    RandomRecord record = signed(7);
    ObjectNode entry = entry(record, 1);
    String text = entry.get("text").asString();
    switch (how) {
      case "more" -> entry.put("more", 1);
      case "long" -> entry.put("text", text + " ".repeat(Entry.MAX_TEXT_BYTES));
      case "fraction" -> entry.put("seq", 1.5);
      case "padded" -> entry.put("header", entry.get("header").asString() + "==");
      case "otherType" ->
        entry.put(
            "text",
            text.replaceFirst("\"type\":\"(course|board|text|action)\"", "\"type\":\"chat\""));
      case "twice" -> entry.put("text", text.replaceFirst("\\{", "{\"type\":\"course\","));
      case "surrogate" -> entry.put("seat", "\ud800");
      default -> entry.remove(how);
    }
    assertThat(verdict(record).faults())
        .startsWith(new Faulty(1, Fault.MALFORMED), new Faulty(2, Fault.OUT_OF_PLACE))
        .hasSize(2);
  }

  @Test
  void aDeviceWithAnotherProofWasNotInvited() {
    RandomRecord record = signed(7);
    Seat stranger = new Seat(
        record.id(),
        "head",
        List.of(record.keys()),
        record.sides.getFirst().seats.getFirst().devices());
    int at = record.entries().size();
    record.write(stranger, "{\"type\":\"sign\"}", 0);
    Seat head = record.sides.getFirst().seats.getFirst();
    Seat withOtherLink = new Seat(head.id(), "head", List.of(record.keys()), head.devices());
    record.write(withOtherLink, "{\"type\":\"sign\"}", 0);
    assertThat(verdict(record).faults())
        .containsExactly(new Faulty(at, Fault.NOT_INVITED), new Faulty(at + 1, Fault.NOT_INVITED));
  }

  @Test
  void aLinkThatTheCharterDoesNotReachBackToIsUnknown() {
    RandomRecord record = null;
    Seat old = null;
    for (long seed = 0; old == null; seed++) {
      record = signed(seed);
      for (Side side : record.sides) {
        old = side.seats.stream()
            .filter(seat -> seat.links().size() == 10)
            .findAny()
            .orElse(old);
      }
    }
    int at = Objects.requireNonNull(record).entries().size();
    record.write(old, "{\"type\":\"sign\"}", 8);
    record.write(old, "{\"type\":\"sign\"}", 7);
    assertThat(verdict(record).faults()).containsExactly(new Faulty(at, Fault.UNKNOWN));
  }

  @Test
  void withoutACharterNothingIsProven() {
    RandomRecord record = signed(7);
    record.file.put("organiser", RandomRecord.base64(new byte[Signatures.KEY_BYTES]));
    Verdict verdict = verdict(record);
    assertThat(verdict.papers()).isFalse();
    assertThat(verdict.names()).isFalse();
    assertThat(verdict.signed()).isEmpty();
    assertThat(verdict.whole()).isZero();
    assertThat(verdict.faults())
        .hasSize(record.entries().size())
        .allMatch(one -> one.fault() == Fault.NOT_INVITED);
  }

  @Test
  void anApprovalNamesTheTextThatTheFileHolds() {
    RandomRecord record = new RandomRecord(7, 0);
    String form =
        "{\"title\":\"On the pier\",\"kind\":\"joint\",\"languages\":[\"en\"],\"paragraphs\":[[\"The pier is open\"]]}";
    String invented = form.replace("open", "shut");
    record.file.putArray("texts").add(invented).add(form);
    String digest = "PKxKKqdxUiVwAEMQT3gZQPq1TwNAW0gsTF_6YjfPBTk";
    assertThat(Signatures.digest(form)).isEqualTo(digest);
    int first = record.entries().size();
    Side side = record.sides.getFirst();
    Side other = record.sides.getLast();
    record.write(side.seats.getFirst(), RandomRecord.approving(3, digest), 0);
    record.write(other.seats.getFirst(), RandomRecord.approving(3, digest), 0);
    record.write(side.seats.getFirst(), RandomRecord.approving(3, Signatures.digest("another")), 0);
    Held nobodys = new Held(Signatures.digest(invented), List.of());
    assertThat(verdict(record).approvals())
        .containsExactly(
            new Approval(first, 1),
            new Approval(first + 1, 1),
            new Approval(first + 2, Verdict.NONE));
    // What it approved before it has approved all the same.
    assertThat(verdict(record).texts())
        .containsExactly(nobodys, new Held(digest, List.of(side.id, other.id)));
    record.write(other.seats.getFirst(), "{\"type\":\"disapproveText\",\"text\":3}", 0);
    record.write(side.seats.getFirst(), "{\"type\":\"disapproveText\",\"text\":4}", 0);
    assertThat(verdict(record).texts())
        .containsExactly(nobodys, new Held(digest, List.of(side.id)));
    assertThat(TextForm.read(form))
        .isEqualTo(new TextForm(
            "On the pier", "joint", List.of("en"), List.of(List.of("The pier is open"))));
    assertThat(TextForm.read(form.replace("]]", "],[]]"))).isNull();
    assertThat(TextForm.read("{}")).isNull();
  }

  @Test
  void sidesThatApprovedTheSameWordsBeforeAndAfterAChangeDidNotApproveThemTogether() {
    RandomRecord record = new RandomRecord(7, 0);
    String form = "any text";
    String digest = Signatures.digest(form);
    record.file.putArray("texts").add(form);
    Side side = record.sides.getFirst();
    Side other = record.sides.getLast();
    record.write(side.seats.getFirst(), RandomRecord.approving(3, 7, digest), 0);
    record.write(other.seats.getFirst(), RandomRecord.approving(3, 9, digest), 0);
    assertThat(verdict(record).texts()).containsExactly(new Held(digest, List.of(other.id)));
    record.write(side.seats.getFirst(), RandomRecord.approving(3, 9, digest), 0);
    record.write(side.seats.getFirst(), RandomRecord.approving(3, 9, digest), 0);
    assertThat(verdict(record).texts())
        .containsExactly(new Held(digest, List.of(side.id, other.id)));
    // Said twice, it is taken back by one word; the version before is what it stands by then.
    record.write(side.seats.getFirst(), "{\"type\":\"disapproveText\",\"text\":3}", 0);
    assertThat(verdict(record).texts()).containsExactly(new Held(digest, List.of(other.id)));
  }

  @Test
  void whoIsHeadNoMoreSignsNothingFromWhereAnEntrySaysSo() {
    RandomRecord record = new RandomRecord(7, 0);
    Side side = record.sides.getFirst();
    Seat head = side.seats.getFirst();
    Seat other = record.sides.getLast().seats.getFirst();
    String stamp = record.id();
    side.changes.addObject().put("stamp", stamp).put("seat", head.id()).put("role", "adviser");
    record.putPapers();
    int place = record.entries().size();
    for (Seat each : List.of(other, head)) {
      record.write(each, "{\"type\":\"sign\"}", 0, List.of());
    }
    assertThat(verdict(record).signed()).extracting(Verdict.Signed::n).contains(place + 1);
    // Where another side's entry goes by the change, the side has another head.
    record.write(other, "{\"type\":\"next\"}", 0, List.of(stamp));
    record.write(head, "{\"type\":\"sign\"}", 0, List.of());
    Verdict after = verdict(record);
    assertThat(after.faults()).isEmpty();
    assertThat(after.signed().getFirst()).isEqualTo(new Verdict.Signed(side.id, place + 1));
  }

  @Test
  void aFileThatCannotBeReadSaysWhy() {
    RandomRecord record = signed(7);
    byte[] file = record.sealed();
    String other = new RandomRecord(8, 1).code();
    assertThat(opened(file, other)).isEqualTo(Unreadable.NOT_OPENED);
    assertThat(opened(new byte[100], other)).isEqualTo(Unreadable.NO_RECORD);
    assertThat(opened(new byte[SealedRecord.MAX_BYTES + 1], other)).isEqualTo(Unreadable.TOO_LARGE);
    byte[] later = file.clone();
    later[SealedRecord.LINE.length() - 2] = '2';
    assertThat(opened(later, record.code())).isEqualTo(Unreadable.ANOTHER_VERSION);
    record.file.put("format", "parley record 2");
    assertThat(opened(record)).isEqualTo(Unreadable.ANOTHER_VERSION);
    record.file.put("format", 1);
    assertThat(opened(record)).isEqualTo(Unreadable.MALFORMED);
    assertThat(opened(record.sealed("[".repeat(100_000).getBytes(UTF_8)), record.code()))
        .isEqualTo(Unreadable.MALFORMED);
  }

  @Test
  void moreEntriesThanThereMayBeAreNotRead() {
    RandomRecord record = signed(7);
    ArrayNode entries = record.entries();
    while (entries.size() < RecordFile.MAX_ENTRIES) {
      entries.add(0);
    }
    assertThat(verdict(record).faults()).hasSizeGreaterThan(RecordFile.MAX_ENTRIES - 100);
    entries.add(0);
    assertThat(opened(record)).isEqualTo(Unreadable.MALFORMED);
  }

  @Test
  void theCodeIsReadInAnyGrouping() {
    RandomRecord record = signed(7);
    String plain = record.code().replace("-", "");
    byte[] file = record.sealed();
    assertThat(opened(file, plain.toLowerCase(Locale.ROOT))).isInstanceOf(RecordFile.class);
    assertThat(opened(file, String.join(" ", plain.split("")))).isInstanceOf(RecordFile.class);
    char last = plain.charAt(25);
    String leftOver = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    String sameBits = plain.substring(0, 25) + leftOver.charAt(leftOver.indexOf(last) ^ 3);
    assertThat(opened(file, sameBits)).isInstanceOf(RecordFile.class);
    assertThat(OpeningCode.read(plain + "A")).isNull();
    assertThat(OpeningCode.read(plain.substring(1))).isNull();
    assertThat(OpeningCode.read("1" + plain.substring(1))).isNull();
  }
}
