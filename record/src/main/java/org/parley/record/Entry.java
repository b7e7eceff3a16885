package org.parley.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An entry as it was found: an object of the plenary's log.
 *
 * @param seat whose it claims to be
 * @param seq its place in the plenary's log
 * @param log the log's hash before it
 * @param header the first 13 bytes of the sealed object
 * @param text the object's content in UTF-8
 * @param type what its command is about
 * @param command as JSON in text, which only the rules of the table understand
 * @param atMs by the author's clock
 * @param stamps of the changes of roles that its author goes by
 * @param claim what it says of its place in the record, and of who wrote it
 */
public record Entry(
    String seat,
    long seq,
    byte[] log,
    byte[] header,
    byte[] text,
    byte[] signature,
    String type,
    String command,
    long atMs,
    List<String> stamps,
    Claim claim) {

  /** Of the text, in UTF-8. The longest command, a new agenda, takes some 40 KB. */
  public static final int MAX_TEXT_BYTES = 64 * 1024;

  private static final int SEAT_BYTES = 16;
  private static final int HEADER_BYTES = 13;
  /** Of what happens at the table, of what is weighed there, of joint texts, and of what is to be done. */
  private static final Set<String> TYPES = Set.of("course", "board", "text", "action");

  private static final String OF_TABLE = "course";

  /**
   * Its {@code record}.
   *
   * @param n how many entries are before it
   * @param previous the record's hash before it
   * @param device the public key that signs the entry
   * @param generation of the link by which the device came
   * @param proof of the device, by that link's key
   */
  public record Claim(long n, byte[] previous, byte[] device, long generation, byte[] proof) {}

  /** Null for what is none. */
  static @Nullable Entry read(JsonNode entry) {
    if (!Json.areJust(entry, "seat", "seq", "log", "header", "text", "signature")) {
      return null;
    }
    String seat = Json.string(entry.get("seat"));
    long seq = Json.number(entry.get("seq"));
    byte[] log = Json.bytes(entry.get("log"), Signatures.HASH_BYTES);
    byte[] header = Json.bytes(entry.get("header"), HEADER_BYTES);
    String text = Json.string(entry.get("text"));
    byte[] signature = Json.bytes(entry.get("signature"), Signatures.SIGNATURE_BYTES);
    if (seat == null || seq < 0 || log == null || header == null || signature == null) {
      return null;
    }
    byte[] utf8 = text == null || text.length() > MAX_TEXT_BYTES ? null : Json.utf8(text);
    if (text == null
        || utf8 == null
        || utf8.length > MAX_TEXT_BYTES
        || Json.bytes(entry.get("seat"), SEAT_BYTES) == null) {
      return null;
    }
    JsonNode content = Json.read(text);
    String type = content == null ? null : Json.string(content.path("type"));
    if (content == null
        || !Json.areJust(content, "type", "command", "atMs", "stamps", "record")
        || type == null
        || !TYPES.contains(type)) {
      return null;
    }
    List<String> stamps = strings(content.get("stamps"));
    String command = Json.string(content.get("command"));
    long atMs = Json.number(content.get("atMs"));
    Claim claim = claim(content.get("record"));
    return command == null || atMs < 0 || stamps == null || claim == null
        ? null
        : new Entry(seat, seq, log, header, utf8, signature, type, command, atMs, stamps, claim);
  }

  private static @Nullable Claim claim(JsonNode claim) {
    if (!Json.areJust(claim, "n", "previous", "device", "generation", "proof")) {
      return null;
    }
    long n = Json.number(claim.get("n"));
    byte[] previous = Json.bytes(claim.get("previous"), Signatures.HASH_BYTES);
    byte[] device = Json.bytes(claim.get("device"), Signatures.KEY_BYTES);
    long generation = Json.number(claim.get("generation"));
    byte[] proof = Json.bytes(claim.get("proof"), Signatures.SIGNATURE_BYTES);
    return n < 0 || previous == null || device == null || generation < 0 || proof == null
        ? null
        : new Claim(n, previous, device, generation, proof);
  }

  private static @Nullable List<String> strings(JsonNode list) {
    if (!list.isArray()) {
      return null;
    }
    List<String> strings = new ArrayList<>();
    for (JsonNode each : list) {
      if (!each.isString()) {
        return null;
      }
      strings.add(each.asString());
    }
    return strings;
  }

  /** Whether it signs the record for its side. */
  public boolean signs() {
    JsonNode read = OF_TABLE.equals(type) ? Json.read(command) : null;
    return Json.areJust(read, "type")
        && read != null
        && "sign".equals(Json.string(read.get("type")));
  }

  /** What its signature is over. */
  byte[] message(String meeting) {
    byte[] head = ("parley object\0" + meeting + "\0plenary\0" + seat + "\0").getBytes(UTF_8);
    return Bytes.joined(head, Bytes.u64(seq), log, header, text);
  }

  /** What its claim's proof is over. */
  byte[] invitation(String meeting) {
    String path = meeting + "/" + seat + "/" + claim.generation() + "/";
    return Bytes.joined(("parley invitation\0" + path).getBytes(UTF_8), claim.device());
  }

  /** The record's hash behind it, whether it belongs there or not. */
  byte[] hash(byte[] message) {
    return Signatures.hash(claim.previous(), message, signature);
  }

  static byte[] firstHash(String meeting) {
    return Signatures.hash(("parley record\0" + meeting).getBytes(UTF_8));
  }

  boolean follows(byte[] hash) {
    return Arrays.equals(claim.previous(), hash);
  }
}
