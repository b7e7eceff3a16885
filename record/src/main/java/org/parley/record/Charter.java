package org.parley.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which sides there are, and of each which seats, by which links: signed by the organiser and the sides' keepers. */
public final class Charter {

  private static final int MIN_SIDES = 2;
  private static final int MAX_SIDES = 8;
  private static final int MAX_SEATS = 200;
  private static final int MAX_FORMER = 7;
  private static final int MAX_CHANGES = 50;
  private static final int ID_BYTES = 16;

  private static final Set<String> ROLES = Set.of(
      "head",
      "deputy",
      "secretariat",
      "adviser",
      "expert",
      "noteTaker",
      "interpreter",
      "observer",
      "technician",
      "member");

  private final List<Side> sides;
  private final Map<String, Seat> seats;

  /** Of each side, the oldest first. */
  private final List<List<Change>> changes;

  /**
   * A side.
   *
   * @param keeper the public key that proves what is the side's own to say
   */
  record Side(String id, byte[] keeper) {}

  /** Of a seat's role. What a log states of it by its stamp counts from there, with those before it. */
  record Change(String stamp, String seat, String role) {}

  /**
   * A seat.
   *
   * @param side the place of its side
   * @param generation of the link that counts now
   * @param keys of that link and those before it, the last first
   * @param first the role with which it was added
   */
  record Seat(int side, long generation, List<byte[]> keys, String first) {

    boolean hadYet(long generationThen) {
      return generationThen <= generation;
    }

    /** Null where the charter does not reach back so far. */
    byte @Nullable [] key(long generationThen) {
      long back = generation - generationThen;
      return back < keys.size() ? keys.get((int) back) : null;
    }
  }

  private Charter(List<Side> sides, Map<String, Seat> seats, List<List<Change>> changes) {
    this.sides = List.copyOf(sides);
    this.seats = Map.copyOf(seats);
    this.changes = List.copyOf(changes);
  }

  /** Null where it does not hold. */
  public static @Nullable Charter read(RecordFile file) {
    List<Side> sides = sides(file);
    List<String> parts = file.charter().parts();
    if (sides == null || parts.size() != sides.size()) {
      return null;
    }
    Set<String> ids = new HashSet<>();
    Map<String, Seat> seats = new HashMap<>();
    for (Side side : sides) {
      if (!ids.add(side.id())) {
        return null;
      }
    }
    List<List<Change>> changes = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      byte[] keeper = sides.get(i).keeper();
      JsonNode part = SignedText.read(SignedText.CHARTER_PART, parts.get(i), keeper);
      if (part == null
          || !Json.areJust(part, "meeting", "side", "version", "seats", "changes")
          || !file.meeting().equals(Json.string(part.get("meeting")))
          || !sides.get(i).id().equals(Json.string(part.get("side")))
          || Json.number(part.get("version")) < 1
          || !addSeats(i, part, ids, seats)) {
        return null;
      }
      List<Change> made = changes(part.get("changes"));
      if (made == null) {
        return null;
      }
      changes.add(made);
    }
    return new Charter(sides, seats, changes);
  }

  public int sideCount() {
    return sides.size();
  }

  public String sideId(int side) {
    return sides.get(side).id();
  }

  /** The place of a seat's side; -1 where there is no such seat. */
  public int sideOf(String seat) {
    Seat found = seats.get(seat);
    return found == null ? -1 : found.side();
  }

  @Nullable
  Seat seat(String id) {
    return seats.get(id);
  }

  Map<String, Seat> seats() {
    return seats;
  }

  List<Change> changes(int side) {
    return changes.get(side);
  }

  byte[] keeper(int side) {
    return sides.get(side).keeper();
  }

  private static @Nullable List<Side> sides(RecordFile file) {
    JsonNode base = SignedText.read(SignedText.CHARTER, file.charter().base(), file.organiser());
    if (base == null
        || !Json.areJust(base, "meeting", "sides")
        || !isId(file.meeting())
        || !file.meeting().equals(Json.string(base.get("meeting")))
        || !base.get("sides").isArray()
        || base.get("sides").size() < MIN_SIDES
        || base.get("sides").size() > MAX_SIDES) {
      return null;
    }
    List<Side> sides = new ArrayList<>();
    for (JsonNode each : base.get("sides")) {
      boolean fits = Json.areJust(each, "id", "keeper");
      String id = fits ? id(each.get("id")) : null;
      byte[] keeper = fits ? Json.bytes(each.get("keeper"), Signatures.KEY_BYTES) : null;
      if (id == null || keeper == null) {
        return null;
      }
      sides.add(new Side(id, keeper));
    }
    return sides;
  }

  /** False where the part is not of its form. */
  private static boolean addSeats(
      int side, JsonNode part, Set<String> ids, Map<String, Seat> seats) {
    if (!part.get("seats").isArray()) {
      return false;
    }
    for (JsonNode each : part.get("seats")) {
      String id = Json.areJust(each, "id", "role", "generation", "withdrawn", "key", "former")
          ? id(each.get("id"))
          : null;
      Seat seat = id == null ? null : seat(side, each);
      if (id == null || seat == null || !ids.add(id) || seats.size() == MAX_SEATS) {
        return false;
      }
      seats.put(id, seat);
    }
    return true;
  }

  /** Null where one is not of its form. */
  private static @Nullable List<Change> changes(JsonNode listed) {
    if (!listed.isArray() || listed.size() > MAX_CHANGES) {
      return null;
    }
    List<Change> changes = new ArrayList<>();
    for (JsonNode change : listed) {
      boolean fits = Json.areJust(change, "stamp", "seat", "role");
      String stamp = fits ? id(change.get("stamp")) : null;
      String seat = fits ? id(change.get("seat")) : null;
      String role = fits ? role(change.get("role")) : null;
      if (stamp == null || seat == null || role == null) {
        return null;
      }
      changes.add(new Change(stamp, seat, role));
    }
    return changes;
  }

  private static @Nullable Seat seat(int side, JsonNode seat) {
    String role = role(seat.get("role"));
    long generation = Json.number(seat.get("generation"));
    byte[] key = Json.bytes(seat.get("key"), Signatures.KEY_BYTES);
    JsonNode former = seat.get("former");
    if (role == null
        || generation < 0
        || key == null
        || !Json.isFlag(seat.get("withdrawn"))
        || !former.isArray()
        || former.size() != Math.min(MAX_FORMER, generation)) {
      return null;
    }
    List<byte[]> keys = new ArrayList<>(List.of(key));
    for (JsonNode each : former) {
      byte[] one = Json.bytes(each, Signatures.KEY_BYTES);
      if (one == null) {
        return null;
      }
      keys.add(one);
    }
    return new Seat(side, generation, keys, role);
  }

  private static @Nullable String role(@Nullable JsonNode node) {
    String role = Json.string(node);
    return role != null && ROLES.contains(role) ? role : null;
  }

  private static @Nullable String id(@Nullable JsonNode node) {
    String id = Json.string(node);
    return id != null && isId(id) ? id : null;
  }

  private static boolean isId(String text) {
    byte[] bytes = Json.bytes(text);
    return bytes != null && bytes.length == ID_BYTES;
  }
}
