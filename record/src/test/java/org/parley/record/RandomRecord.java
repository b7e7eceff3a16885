package org.parley.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record as an honest meeting leaves it, by a seed: sides, seats with links renewed and roles changed, devices, and entries that they
 * signed. Its file may be changed before it is sealed.
 */
public final class RandomRecord {

  static final JsonMapper JSON = new JsonMapper();

  private static final List<String> TYPES = List.of("course", "board", "text", "action");

  private static final List<String> ROLES = List.of("deputy", "secretariat", "expert", "member");
  private static final List<String> COMMANDS = List.of(
      "{\"type\":\"propose\",\"matter\":{\"type\":\"opening\",\"meeting\":-1}}",
      "{\"type\":\"propose\",\"matter\":{\"type\":\"newAgenda\",\"items\":[{\"id\":0,\"text\":\"Pêche\\nمصايد\",\"minutes\":20,\"label\":\"open\"}]}}",
      "{\"type\":\"agree\",\"motion\":3}",
      "{\"type\":\"withdraw\",\"motion\":3}",
      "{\"type\":\"declare\",\"others\":\"\",\"line\":\"direct\"}",
      "{\"type\":\"somethingNew\"}");
  private static final String SIGN = "{\"type\":\"sign\"}";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  /** The file as it stands; tests change it. */
  public final ObjectNode file = JSON.createObjectNode();

  /** What the verdict on it has to be while nothing was changed. */
  final List<Integer> lastSignatures = new ArrayList<>();

  final List<Side> sides = new ArrayList<>();

  /** Of texts that are approved now and then; the file does not hold all. */
  final List<String> digests = new ArrayList<>();

  final String meeting;
  final KeyPair organiser;

  private final Random random;
  private final String code;
  private final Map<String, PrivateKey> devices = new HashMap<>();

  private long seq;
  private byte[] hash;

  static final class Side {
    final String id;
    final KeyPair keeper;
    final List<Seat> seats = new ArrayList<>();
    final ArrayNode changes = JSON.createArrayNode();

    /** How many changes an entry has stated. */
    int stated;

    Side(String id, KeyPair keeper) {
      this.id = id;
      this.keeper = keeper;
    }
  }

  /** @param links one for each generation */
  record Seat(String id, String role, List<KeyPair> links, List<KeyPair> devices) {}

  /** Of no more entries than that, and signatures behind them. */
  public RandomRecord(long seed, int maxEntries) {
    random = new Random(seed);
    meeting = id();
    organiser = keys();
    code = newCode();
    hash = Entry.firstHash(meeting);
    int count = 2 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      sides.add(side());
      lastSignatures.add(Verdict.NONE);
    }
    file.put("format", "parley record 1").put("meeting", meeting);
    file.put("organiser", base64(raw(organiser)));
    putPapers();
    file.set("entries", JSON.createArrayNode());
    putTexts();
    int entries = random.nextInt(maxEntries + 1);
    for (int i = 0; i < entries; i++) {
      Side side = sides.get(random.nextInt(sides.size()));
      Seat seat = side.seats.get(random.nextInt(side.seats.size()));
      // Who does not speak for a side cannot sign for it, and that is no fault.
      String command = random.nextInt(15) == 0
          ? SIGN
          : random.nextInt(4) == 0 ? aboutText() : COMMANDS.get(random.nextInt(COMMANDS.size()));
      write(seat, command, random.nextInt(known(seat)));
    }
    if (random.nextInt(5) > 0) {
      signByAll();
    }
  }

  /** Some of which somebody approves, and some that a file does not hold. */
  private void putTexts() {
    ArrayNode held = file.putArray("texts");
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String form = "{\"title\":\"Pêche " + i
          + "\",\"kind\":\"joint\",\"languages\":[\"en\",\"ar\"],\"paragraphs\":[[\"The pier\\nis open\",\"مصايد\"]]}";
      digests.add(Signatures.digest(form));
      if (random.nextInt(4) > 0) {
        held.add(form);
      }
    }
  }

  private String aboutText() {
    int text = random.nextInt(3);
    if (digests.isEmpty() || random.nextInt(4) == 0) {
      return "{\"type\":\"disapproveText\",\"text\":" + text + "}";
    }
    return approving(text, 6 + random.nextInt(2), digests.get(random.nextInt(digests.size())));
  }

  static String approving(int text, String digest) {
    return approving(text, 7, digest);
  }

  static String approving(int text, int seen, String digest) {
    return "{\"type\":\"approveText\",\"text\":" + text + ",\"seen\":" + seen + ",\"digest\":\""
        + digest + "\"}";
  }

  /** Each side's head signs. */
  void signByAll() {
    sides.forEach(side -> write(side.seats.getFirst(), SIGN, 0));
  }

  public ArrayNode entries() {
    return (ArrayNode) file.get("entries");
  }

  public String code() {
    return code;
  }

  private String newCode() {
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < 26; i++) {
      made.append(i > 0 && i % 5 == 0 ? "-" : "").append(BASE32.charAt(random.nextInt(32)));
    }
    return made.toString();
  }

  public byte[] sealed() {
    return sealed(JSON.writeValueAsBytes(file));
  }

  public byte[] sealed(byte[] content) {
    byte[] nonce = new byte[SealedRecord.NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] line = SealedRecord.LINE.getBytes(UTF_8);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          SealedRecord.key(Objects.requireNonNull(OpeningCode.read(code))),
          new GCMParameterSpec(SealedRecord.TAG_BYTES * Byte.SIZE, nonce));
      cipher.updateAAD(line);
      return Bytes.joined(line, nonce, cipher.doFinal(content));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes the next entry, by a link of {@code back} generations ago. */
  void write(Seat seat, String command, int back) {
    List<String> stamps = new ArrayList<>();
    // Now and then the author goes by a change that no entry has stated before.
    for (Side side : sides) {
      if (!side.changes.isEmpty() && random.nextInt(6) == 0) {
        JsonNode change = side.changes.get(random.nextInt(side.changes.size()));
        stamps.add(change.get("stamp").asString());
      }
    }
    write(seat, command, back, stamps);
  }

  /** Writes the next entry, whose author goes by those changes of roles. */
  void write(Seat seat, String command, int back, List<String> stamps) {
    for (Side side : sides) {
      for (int i = 0; i < side.changes.size(); i++) {
        boolean isStated = stamps.contains(side.changes.get(i).get("stamp").asString());
        side.stated = isStated ? Math.max(side.stated, i + 1) : side.stated;
      }
    }
    int generation = seat.links().size() - 1 - back;
    KeyPair device = seat.devices().get(random.nextInt(seat.devices().size()));
    seq += 1 + random.nextInt(3);
    int n = entries().size();
    ObjectNode claim = JSON.createObjectNode()
        .put("n", n)
        .put("previous", base64(hash))
        .put("device", base64(raw(device)))
        .put("generation", generation)
        .put(
            "proof",
            base64(proof(seat.id(), generation, raw(device), seat.links().get(generation))));
    ObjectNode text = JSON.createObjectNode()
        .put("type", typeOf(command))
        .put("command", command)
        .put("atMs", 1_800_000_000_000L + n * 1000L);
    ArrayNode listed = text.putArray("stamps").add(id());
    stamps.forEach(listed::add);
    text.set("record", claim);
    ObjectNode entry = JSON.createObjectNode()
        .put("seat", seat.id())
        .put("seq", seq)
        .put("log", base64(bytes(32)))
        .put("header", base64(bytes(13)))
        .put("text", JSON.writeValueAsString(text))
        .put("signature", "");
    entries().add(entry);
    sign(entry, device.getPrivate());
    Entry read = Objects.requireNonNull(Entry.read(entry));
    hash = read.hash(read.message(meeting));
    noteSignature(seat, command, n);
  }

  private String typeOf(String command) {
    if (command.contains("pproveText")) {
      return "text";
    }
    return command.contains("somethingNew") ? TYPES.get(random.nextInt(TYPES.size())) : "course";
  }

  /** Signs an entry anew, as its author could, after it was changed. */
  void sign(ObjectNode entry) {
    JsonNode text = JSON.readTree(entry.get("text").asString());
    PrivateKey device = devices.get(text.path("record").path("device").asString());
    if (device != null) {
      sign(entry, device);
    }
  }

  /** The charter and the roster, signed anew. */
  void putPapers() {
    ObjectNode charter = JSON.createObjectNode().put("meeting", meeting);
    ArrayNode listed = charter.putArray("sides");
    sides.forEach(
        side -> listed.addObject().put("id", side.id).put("keeper", base64(raw(side.keeper))));
    ObjectNode both = file.putObject("charter");
    both.put("base", signed(SignedText.CHARTER, charter, organiser));
    ArrayNode parts = both.putArray("parts");
    sides.forEach(side -> parts.add(signed(SignedText.CHARTER_PART, part(side), side.keeper)));
    putRoster();
  }

  ObjectNode part(Side side) {
    ObjectNode part = JSON.createObjectNode().put("meeting", meeting).put("side", side.id);
    part.put("version", 1 + side.changes.size());
    ArrayNode seats = part.putArray("seats");
    for (Seat seat : side.seats) {
      ObjectNode one = seats.addObject().put("id", seat.id()).put("role", seat.role());
      one.put("generation", seat.links().size() - 1)
          .put("withdrawn", seat.links().size() % 3 == 2)
          .put("key", base64(raw(seat.links().getLast())));
      ArrayNode former = one.putArray("former");
      for (int i = 1; i < known(seat); i++) {
        former.add(base64(raw(seat.links().get(seat.links().size() - 1 - i))));
      }
    }
    part.set("changes", side.changes);
    return part;
  }

  static String signed(String kind, JsonNode json, KeyPair by) {
    byte[] bytes = JSON.writeValueAsBytes(json);
    byte[] signature = signature(by.getPrivate(), (kind + "\0").getBytes(UTF_8), bytes);
    return base64(bytes) + "." + base64(signature);
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  String id() {
    return base64(bytes(16));
  }

  KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, new Seeded(random));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** How many of a seat's links a charter tells. */
  static int known(Seat seat) {
    return Math.min(8, seat.links().size());
  }

  private void putRoster() {
    ObjectNode roster = JSON.createObjectNode().put("meeting", meeting);
    roster.put("title", "Fisheries of the sound");
    ArrayNode named = roster.putArray("sides");
    ObjectNode both = file.putObject("roster");
    boolean isThere = random.nextInt(6) > 0;
    for (Side side : sides) {
      named
          .addObject()
          .put("id", side.id)
          .put("name", sides.indexOf(side) == 0 ? "Harbour" : "Ridge");
    }
    both.put("base", isThere ? signed(SignedText.ROSTER, roster, organiser) : null);
    ArrayNode parts = both.putArray("parts");
    for (Side side : isThere ? sides : List.<Side>of()) {
      ObjectNode part = JSON.createObjectNode().put("meeting", meeting).put("side", side.id);
      ArrayNode seats = part.put("version", 1).putArray("seats");
      for (Seat seat : side.seats) {
        seats.addObject().put("id", seat.id()).put("name", "A. " + seat.role());
        ((ObjectNode) seats.get(seats.size() - 1)).put("title", "Delegate").put("agency", "");
      }
      parts
          .addObject()
          .put("side", side.id)
          .put("signed", signed(SignedText.ROSTER_PART, part, side.keeper));
    }
  }

  private void noteSignature(Seat seat, String command, int n) {
    for (int i = 0; i < sides.size(); i++) {
      Side side = sides.get(i);
      String role = seat.role();
      for (int j = 0; j < side.stated; j++) {
        JsonNode change = side.changes.get(j);
        role =
            change.get("seat").asString().equals(seat.id()) ? change.get("role").asString() : role;
      }
      boolean speaks = role.equals("head") || role.equals("deputy");
      if (side.seats.contains(seat) && speaks && command.equals(SIGN)) {
        lastSignatures.set(i, n);
      }
    }
  }

  private Side side() {
    Side side = new Side(id(), keys());
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String role = i == 0 ? "head" : ROLES.get(random.nextInt(ROLES.size()));
      List<KeyPair> links = new ArrayList<>();
      // Now and then more than a charter tells.
      int generations = random.nextInt(8) == 0 ? 10 : 1 + random.nextInt(3);
      for (int j = 0; j < generations; j++) {
        links.add(keys());
      }
      Seat seat = new Seat(id(), role, links, List.of(device(), device()));
      side.seats.add(seat);
      for (int j = i == 0 ? 3 : random.nextInt(3); j < 2; j++) {
        String other = ROLES.get(random.nextInt(ROLES.size()));
        side.changes.addObject().put("stamp", id()).put("seat", seat.id()).put("role", other);
      }
    }
    return side;
  }

  private KeyPair device() {
    KeyPair device = keys();
    devices.put(base64(raw(device)), device.getPrivate());
    return device;
  }

  private byte[] proof(String seat, int generation, byte[] device, KeyPair link) {
    String path = "parley invitation\0" + meeting + "/" + seat + "/" + generation + "/";
    return signature(link.getPrivate(), path.getBytes(UTF_8), device);
  }

  private void sign(ObjectNode entry, PrivateKey device) {
    byte[] message = Bytes.joined(
        ("parley object\0" + meeting + "\0plenary\0" + entry.get("seat").asString() + "\0")
            .getBytes(UTF_8),
        Bytes.u64(entry.get("seq").asLong()),
        Base64.getUrlDecoder().decode(entry.get("log").asString()),
        Base64.getUrlDecoder().decode(entry.get("header").asString()),
        entry.get("text").asString().getBytes(UTF_8));
    entry.put("signature", base64(signature(device, message)));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] raw(KeyPair keys) {
    byte[] encoded = keys.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - Signatures.KEY_BYTES, encoded.length);
  }

  private static byte[] signature(PrivateKey key, byte[]... message) {
    try {
      Signature signing = Signature.getInstance("Ed25519");
      signing.initSign(key);
      for (byte[] piece : message) {
        signing.update(piece);
      }
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The same seed gives the same keys. */
  private static final class Seeded extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final Random random;

    Seeded(Random random) {
      this.random = random;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      random.nextBytes(bytes);
    }
  }
}
