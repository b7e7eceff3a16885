package org.parley.server.verify;

import java.io.PrintWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.parley.record.Charter;
import org.parley.record.Entry;
import org.parley.record.Fault;
import org.parley.record.RecordFile;
import org.parley.record.Roster;
import org.parley.record.Verdict;
import org.parley.record.Verdict.Signed;

/** A verdict in words. Entries count from 1 here, since people do. */
final class Report {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  /** 128 bits: nobody makes a second key with them, and people can still compare them. */
  private static final int FINGERPRINT_BYTES = 16;

  private final RecordFile file;
  private final Verdict verdict;
  private final @Nullable Charter charter;
  private final @Nullable Roster roster;
  private final CommandWords words;

  Report(RecordFile file, Verdict verdict) {
    this.file = file;
    this.verdict = verdict;
    charter = Charter.read(file);
    roster = charter == null ? null : Roster.read(file, charter);
    Map<Long, Integer> places = new HashMap<>();
    for (int i = 0; i < file.entries().size(); i++) {
      Entry entry = file.entries().get(i);
      if (entry != null) {
        places.putIfAbsent(entry.seq(), i);
      }
    }
    words = new CommandWords(
        this::seat,
        seq -> {
          Integer place = places.get(seq);
          return place == null ? "what is not in this file" : "entry " + (place + 1);
        },
        new TextNames(file, verdict)::of);
  }

  /** Whether there is a record, nothing is wrong with it, all sides have signed all but the signatures themselves, and no text is there that no entry approves. */
  boolean isProven() {
    return verdict.papers()
        && verdict.faults().isEmpty()
        && verdict.whole() > 0
        && unsigned() == 0
        && verdict.texts().stream().allMatch(verdict::wasApproved);
  }

  void print(PrintWriter out) {
    printHead(out);
    Map<Integer, Fault> faults = verdict.faults().stream()
        .collect(Collectors.toMap(Verdict.Faulty::n, Verdict.Faulty::fault));
    for (int i = 0; i < file.entries().size(); i++) {
      Fault fault = faults.get(i);
      out.println(line(i, file.entries().get(i)) + ": " + (fault == null ? "proven" : in(fault)));
    }
    out.println();
    printVerdict(out);
  }

  private void printHead(PrintWriter out) {
    String title = roster == null ? null : roster.title();
    out.println("Record of the meeting "
        + (title == null
            ? Shown.of(file.meeting()) + ", whose title is not proven"
            : "“" + Shown.of(title) + "”"));
    if (charter != null) {
      out.println("Sides: "
          + IntStream.range(0, charter.sideCount())
              .mapToObj(this::side)
              .collect(Collectors.joining(", ")));
    }
    out.println("Organiser's key: " + fingerprint(file.organiser()));
    out.println();
  }

  private String line(int place, @Nullable Entry entry) {
    String number = String.format(Locale.ROOT, "%5d  ", place + 1);
    return entry == null
        ? number + "no entry"
        : number + TIME.format(Instant.ofEpochMilli(entry.atMs())) + "  " + seat(entry.seat()) + " "
            + words.of(entry.type(), entry.command());
  }

  private void printVerdict(PrintWriter out) {
    int entries = file.entries().size();
    if (!verdict.papers()) {
      out.println("The charter does not hold: nothing in this file is proven.");
      return;
    }
    if (!verdict.names()) {
      out.println(
          "Not all names are proven: the list of people is missing or incomplete, or does not hold.");
    }
    if (entries == 0) {
      out.println("There are no entries.");
    } else if (isProven()) {
      out.println("All " + entries + " entries are proven and signed by " + allSides() + ".");
    } else if (verdict.faults().isEmpty()) {
      out.println("All " + entries + " entries are proven.");
    }
    for (Verdict.Faulty faulty : verdict.faults()) {
      out.println(explained(faulty));
    }
    for (int side = 0; side < verdict.signed().size(); side++) {
      printSignature(out, side, verdict.signed().get(side));
    }
    printEnd(out);
    out.println(
        "That the organiser's key is the right one this file cannot say: compare it with what another side's file says.");
  }

  private void printSignature(PrintWriter out, int side, Signed signed) {
    out.println(
        signed.n() == Verdict.NONE
            ? side(side) + " has not signed."
            : side(side) + " has signed up to entry " + (signed.n() + 1) + ".");
  }

  private void printEnd(PrintWriter out) {
    int unsigned = unsigned();
    if (verdict.faults().isEmpty() && unsigned > 0) {
      out.println((unsigned == 1 ? "1 entry at the end is" : unsigned + " entries at the end are")
          + " not signed by " + allSides()
          + " yet: what followed may have been cut off, and nobody could tell.");
    } else if (!verdict.faults().isEmpty() && verdict.whole() > 0) {
      String whole = verdict.whole() == 1
          ? "Entry 1 is whole"
          : "Entries 1 to " + verdict.whole() + " are whole";
      out.println(whole + ": proven, and signed by " + allSides() + ".");
    } else if (!verdict.faults().isEmpty()) {
      out.println("The record is not whole.");
    }
  }

  /** How many entries behind what all sides signed are more than a signature. */
  private int unsigned() {
    List<@Nullable Entry> after =
        file.entries().subList(verdict.whole(), file.entries().size());
    int count = 0;
    for (int i = 0; i < after.size(); i++) {
      Entry entry = after.get(i);
      count = entry == null || !entry.signs() ? i + 1 : count;
    }
    return verdict.whole() == 0 ? after.size() : count;
  }

  private String explained(Verdict.Faulty faulty) {
    int number = faulty.n() + 1;
    return switch (faulty.fault()) {
      case MALFORMED -> "Entry " + number + " is no entry of a record.";
      case OUT_OF_PLACE ->
        faulty.n() == 0
            ? "Entry 1 is not where the record begins: something before it was dropped or moved."
            : "Entries " + faulty.n() + " and " + number
                + " do not fit together: something between them was changed, dropped, doubled or moved.";
      case NOT_SIGNED ->
        "Entry " + number
            + " is not signed by the device that it names: it was changed, or made up.";
      case NOT_INVITED ->
        "Entry " + number + " is by a device that did not come by a link of that seat.";
      case UNKNOWN ->
        "Entry " + number + " is by a link that is older than the charter tells: nobody can say.";
    };
  }

  private static String in(Fault fault) {
    return switch (fault) {
      case MALFORMED -> "NO ENTRY";
      case OUT_OF_PLACE -> "OUT OF PLACE";
      case NOT_SIGNED -> "NOT SIGNED";
      case NOT_INVITED -> "NOT INVITED";
      case UNKNOWN -> "OF AN UNKNOWN LINK";
    };
  }

  private String allSides() {
    return verdict.signed().size() == 2 ? "both sides" : "all sides";
  }

  /** A side's name. */
  String side(int side) {
    String name = roster == null ? null : roster.sideName(side);
    return name == null ? "Side " + (side + 1) : Shown.of(name);
  }

  private String seat(String seat) {
    String name = roster == null ? null : roster.seatName(seat);
    int side = charter == null ? -1 : charter.sideOf(seat);
    return (name == null ? "Seat " + Shown.of(seat) : Shown.of(name))
        + (side < 0 ? "" : " (" + side(side) + ")");
  }

  private static String fingerprint(byte[] key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      String hex = HexFormat.of().formatHex(Arrays.copyOf(hash, FINGERPRINT_BYTES));
      return String.join(" ", hex.split("(?<=\\G.{4})", -1)).strip();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
