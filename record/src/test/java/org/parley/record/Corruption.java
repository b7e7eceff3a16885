package org.parley.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What may be done to a record by whoever has its file, a device's key or a keeper's. */
public final class Corruption {

  private static final List<String> FIELDS =
      List.of("seat", "seq", "log", "header", "text", "signature");
  private static final List<String> CLAIM =
      List.of("n", "previous", "device", "generation", "proof");
  private static final List<String> ODD_VALUES = List.of(
      "null",
      "true",
      "-1",
      "1.5",
      "7.0",
      "1e2",
      "1e400",
      "9007199254740992",
      "99999999999999999999",
      "\"\"",
      "\"AA\"",
      "\"AA==\"",
      "[]",
      "{}",
      "\"\\ud800\"",
      "\"\\u0000\"");

  private Corruption() {}

  /** A file that was changed in some ways, or in none. */
  public static byte[] of(RandomRecord record, Random random) {
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      change(record, random);
    }
    byte[] content = RandomRecord.JSON.writeValueAsBytes(record.file);
    if (random.nextInt(8) == 0) {
      return record.sealed(changed(content, random));
    }
    byte[] sealed = record.sealed(content);
    return random.nextInt(15) == 0 ? changed(sealed, random) : sealed;
  }

  static void change(RandomRecord record, Random random) {
    ArrayNode entries = record.entries();
    if (entries.isEmpty() || random.nextInt(6) == 0) {
      changePapers(record, random);
      return;
    }
    if (random.nextInt(8) == 0) {
      changeTexts(record, random);
      return;
    }
    int at = random.nextInt(entries.size());
    if (!(entries.get(at) instanceof ObjectNode entry)) {
      return;
    }
    switch (random.nextInt(8)) {
      case 0 -> entries.remove(at);
      case 1 -> entries.insert(at, entry.deepCopy());
      case 2 -> move(entries, at, random.nextInt(entries.size()));
      case 3 -> cut(entries, at);
      case 4 -> oddField(entry, FIELDS, random);
      case 5 -> changeBytes(entry, random);
      case 6 -> entries.set(at, odd(random));
      default -> changeClaim(record, entry, random);
    }
  }

  static void move(ArrayNode entries, int from, int to) {
    JsonNode moved = entries.remove(from);
    entries.insert(to, moved);
  }

  static void cut(ArrayNode entries, int from) {
    while (entries.size() > from) {
      entries.remove(entries.size() - 1);
    }
  }

  /** By somebody who has the device's key, so that the signature is good again, or not. */
  private static void changeClaim(RandomRecord record, ObjectNode entry, Random random) {
    JsonNode text = entry.path("text").isString() ? read(entry.get("text").asString()) : null;
    if (text == null || !(text.path("record") instanceof ObjectNode claim)) {
      return;
    }
    if (random.nextBoolean()) {
      oddField(claim, CLAIM, random);
    } else {
      switch (random.nextInt(6)) {
        case 0 -> claim.put("n", random.nextInt(50));
        case 1 -> claim.put("generation", random.nextInt(12));
        case 2 -> claim.put("previous", record.id() + record.id().substring(1));
        case 3 -> ((ObjectNode) text).put("command", changedApproval(record, random));
        case 4 -> ((ObjectNode) text).put("type", "text");
        default -> ((ObjectNode) text).put("command", "{\"type\":\"sign\"}");
      }
    }
    entry.put("text", RandomRecord.JSON.writeValueAsString(text));
    if (random.nextInt(4) > 0 && Entry.read(entry) != null) {
      record.sign(entry);
    }
  }

  /** Of some text, or nearly. */
  private static String changedApproval(RandomRecord record, Random random) {
    String digest = record.digests.isEmpty() ? "" : record.digests.getFirst();
    String approval = RandomRecord.approving(random.nextInt(3), digest);
    return switch (random.nextInt(5)) {
      case 0 -> approval.replace("\"seen\":7", "\"seen\":7.0");
      case 1 -> approval.replace("\"seen\"", "\"saw\"");
      case 2 -> approval.replace("}", ",\"text\":0}");
      case 3 -> approval.replace(digest, digest + "A");
      default -> approval;
    };
  }

  /** By the organiser, by a keeper, or by neither. */
  private static void changePapers(RandomRecord record, Random random) {
    ObjectNode charter = (ObjectNode) record.file.get("charter");
    ArrayNode parts = (ArrayNode) charter.get("parts");
    if (parts.isEmpty()) {
      return;
    }
    int at = random.nextInt(parts.size());
    RandomRecord.Side side = record.sides.get(at);
    switch (random.nextInt(7)) {
      case 0 -> {
        ObjectNode part = record.part(side);
        ObjectNode seat = (ObjectNode) part.get("seats").get(0);
        List<String> fields =
            List.of("id", "role", "generation", "withdrawn", "key", "former", "more");
        oddField(seat, fields, random);
        parts.set(at, RandomRecord.signed(SignedText.CHARTER_PART, part, side.keeper));
      }
      case 1 -> {
        ObjectNode part = record.part(side);
        ((ObjectNode) part.get("seats").get(0)).put("generation", random.nextInt(20));
        parts.set(at, RandomRecord.signed(SignedText.CHARTER_PART, part, side.keeper));
      }
      case 2 ->
        parts.set(
            at, RandomRecord.signed(SignedText.CHARTER_PART, record.part(side), record.organiser));
      case 3 -> parts.remove(parts.size() - 1);
      case 4 -> record.file.put("organiser", record.id() + record.id().substring(1));
      case 5 -> ((ArrayNode) record.file.get("roster").get("parts")).removeAll();
      default -> {
        List<String> fields =
            List.of("format", "meeting", "organiser", "charter", "roster", "texts", "more");
        oddField(record.file, fields, random);
        // So that the next change finds papers.
        if (!record.file.path("charter").has("parts")
            || !record.file.path("roster").has("parts")) {
          record.putPapers();
        }
      }
    }
  }

  /** By whoever has the file: nothing signs them but their digests. */
  private static void changeTexts(RandomRecord record, Random random) {
    if (!(record.file.path("texts") instanceof ArrayNode texts)) {
      return;
    }
    if (texts.isEmpty() || random.nextInt(4) == 0) {
      texts.add(
          random.nextBoolean()
              ? odd(random)
              : RandomRecord.JSON.getNodeFactory().stringNode("{}"));
      return;
    }
    int at = random.nextInt(texts.size());
    switch (random.nextInt(4)) {
      case 0 -> texts.remove(at);
      case 1 -> texts.insert(random.nextInt(texts.size()), texts.get(at));
      case 2 -> texts.set(at, odd(random));
      default -> texts.set(at, texts.get(at).asString().replace("open", "shut"));
    }
  }

  private static void oddField(ObjectNode of, List<String> fields, Random random) {
    String field = fields.get(random.nextInt(fields.size()));
    switch (random.nextInt(4)) {
      case 0 -> of.remove(field);
      case 1 -> of.set("more", odd(random));
      default -> of.set(field, odd(random));
    }
  }

  private static void changeBytes(ObjectNode entry, Random random) {
    String field = FIELDS.get(random.nextInt(FIELDS.size()));
    if (entry.path(field).isString() && !entry.get(field).asString().isEmpty()) {
      byte[] text = entry.get(field).asString().getBytes(UTF_8);
      text[random.nextInt(text.length)] ^= 1;
      entry.put(field, new String(text, UTF_8));
    }
  }

  private static byte[] changed(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    switch (random.nextInt(3)) {
      case 0 -> changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> changed = Arrays.copyOf(changed, random.nextInt(changed.length));
      default -> changed = Arrays.copyOf(changed, changed.length + 1);
    }
    return changed;
  }

  private static JsonNode odd(Random random) {
    return RandomRecord.JSON.readTree(ODD_VALUES.get(random.nextInt(ODD_VALUES.size())));
  }

  private static JsonNode read(String text) {
    JsonNode read = Json.read(text);
    return read == null ? RandomRecord.JSON.nullNode() : read;
  }
}
