package org.parley.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.record.RecordFile.RosterPart;
import tools.jackson.databind.JsonNode;

/**
 * What the meeting, its sides and its people are called, as far as it is proven. The texts are whatever was signed: who shows them takes
 * care.
 */
public final class Roster {

  private final @Nullable String title;
  private final List<String> sideNames;
  private final Map<String, String> seatNames;
  private final boolean whole;

  private Roster(
      @Nullable String title,
      List<String> sideNames,
      Map<String, String> seatNames,
      boolean whole) {
    this.title = title;
    this.sideNames = List.copyOf(sideNames);
    this.seatNames = Map.copyOf(seatNames);
    this.whole = whole;
  }

  public static Roster read(RecordFile file, Charter charter) {
    List<String> sideNames = new ArrayList<>();
    String title = base(file, charter, sideNames);
    Map<String, String> seatNames = new HashMap<>();
    List<RosterPart> parts = file.roster().parts();
    boolean whole = title != null && parts.size() == charter.sideCount();
    for (int i = 0; i < Math.min(parts.size(), charter.sideCount()); i++) {
      whole &= addNames(file, charter, i, seatNames);
    }
    return new Roster(title, title == null ? List.of() : sideNames, seatNames, whole);
  }

  /** Whether nothing is missing. */
  public boolean isWhole() {
    return whole;
  }

  /** Null where it is not proven, as for the others. */
  public @Nullable String title() {
    return title;
  }

  public @Nullable String sideName(int side) {
    return side < sideNames.size() ? sideNames.get(side) : null;
  }

  public @Nullable String seatName(String seat) {
    return seatNames.get(seat);
  }

  /** The title; null where there is no base, or it does not hold. */
  private static @Nullable String base(RecordFile file, Charter charter, List<String> sideNames) {
    String signed = file.roster().base();
    JsonNode base =
        signed == null ? null : SignedText.read(SignedText.ROSTER, signed, file.organiser());
    if (base == null
        || !Json.areJust(base, "meeting", "title", "sides")
        || !file.meeting().equals(Json.string(base.get("meeting")))
        || !base.get("sides").isArray()
        || base.get("sides").size() != charter.sideCount()) {
      return null;
    }
    for (JsonNode each : base.get("sides")) {
      String id = Json.areJust(each, "id", "name") ? Json.string(each.get("id")) : null;
      String name = id == null ? null : Json.string(each.get("name"));
      if (name == null || !charter.sideId(sideNames.size()).equals(id)) {
        return null;
      }
      sideNames.add(name);
    }
    return Json.string(base.get("title"));
  }

  /** False, and nothing is added, where the part does not hold. */
  private static boolean addNames(
      RecordFile file, Charter charter, int side, Map<String, String> names) {
    RosterPart signed = file.roster().parts().get(side);
    JsonNode part = SignedText.read(SignedText.ROSTER_PART, signed.signed(), charter.keeper(side));
    if (part == null
        || !Json.areJust(part, "meeting", "side", "version", "seats")
        || !signed.side().equals(charter.sideId(side))
        || !signed.side().equals(Json.string(part.get("side")))
        || !file.meeting().equals(Json.string(part.get("meeting")))
        || Json.number(part.get("version")) < 1
        || !part.get("seats").isArray()) {
      return false;
    }
    Map<String, String> added = new HashMap<>();
    for (JsonNode each : part.get("seats")) {
      boolean fits = Json.areJust(each, "id", "name", "title", "agency")
          && Json.string(each.get("title")) != null
          && Json.string(each.get("agency")) != null;
      String id = fits ? Json.string(each.get("id")) : null;
      String name = fits ? Json.string(each.get("name")) : null;
      if (id == null || name == null) {
        return false;
      }
      // A keeper has no say over another side's people.
      if (charter.sideOf(id) == side) {
        added.put(id, name);
      }
    }
    names.putAll(added);
    return true;
  }
}
