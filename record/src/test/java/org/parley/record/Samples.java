package org.parley.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the files that the tests of the command {@code parley verify} read, into a folder, and prints their code. They stay as they are:
 * who took such a file home will want to read it in ten years.
 */
public final class Samples {

  private static final long SEED = 11;

  private Samples() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Files.write(folder.resolve("whole.record"), sample().sealed());

    RandomRecord dropped = sample();
    RandomRecord.Seat first = dropped.sides.getFirst().seats.getFirst();
    for (int motion = 1; motion < 3; motion++) {
      dropped.write(first, "{\"type\":\"agree\",\"motion\":" + motion + "}", 0);
    }
    // Behind what all have signed.
    dropped.entries().remove(dropped.entries().size() - 2);
    Files.write(folder.resolve("dropped.record"), dropped.sealed());

    RandomRecord unsigned = sample();
    RandomRecord.Seat head = unsigned.sides.getFirst().seats.getFirst();
    unsigned.write(head, "{\"type\":\"depart\",\"seat\":\"" + head.id() + "\"}", 0);
    unsigned.write(head, "{\"type\":\"agree\",\"motion\":1}", 0);
    Files.write(folder.resolve("unsigned.record"), unsigned.sealed());

    RandomRecord hostile = sample();
    hostile.write(
        head,
        "{\"type\":\"declare\",\"others\":\"\\u001b[2J\\u202egnihton\\n\",\"line\":\"x\"}",
        0);
    ((ObjectNode) hostile.entries().get(0)).put("seat", "\u001b[2J\u202e\n");
    Files.write(folder.resolve("hostile.record"), hostile.sealed());

    Files.write(folder.resolve("texts.record"), texts().sealed());
    System.out.println(hostile.code());
  }

  /** With one that all have approved, and one that nobody has. */
  private static RandomRecord texts() {
    RandomRecord record = sample();
    String form =
        "{\"title\":\"On the pier\",\"kind\":\"joint\",\"languages\":[\"en\"],\"paragraphs\":[[\"The pier is open\"]]}";
    String invented = form.replace("the pier", "the \\u001bpier")
        .replace("The pier is open", "\u202eThe pier\\nis shut");
    record.file.putArray("texts").add(form).add(invented);
    String approval = RandomRecord.approving(3, Signatures.digest(form));
    record.sides.forEach(side -> record.write(side.seats.getFirst(), approval, 0));
    record.signByAll();
    return record;
  }

  /** Its names are there, and there are some entries before those that sign; no text that nobody approved. */
  private static RandomRecord sample() {
    RandomRecord record = new RandomRecord(SEED, 12);
    record.file.putArray("texts");
    RandomRecord.Seat head = record.sides.getFirst().seats.getFirst();
    record.write(head, "{\"type\":\"declare\",\"others\":\"\",\"line\":\"wired\"}", 0);
    record.signByAll();
    return record;
  }
}
