package org.parley.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was in the box, as it was found: nothing of it is proven.
 *
 * @param organiser the public key that everything goes back to
 * @param entries in the file's order; null for what is none
 * @param texts that were approved, each in its one form ({@link TextForm})
 */
public record RecordFile(
    String meeting,
    byte[] organiser,
    CharterText charter,
    RosterText roster,
    List<@Nullable Entry> entries,
    List<String> texts)
    implements Opened {

  /** A room's log takes no more either. */
  public static final int MAX_ENTRIES = 100_000;

  /** Versions of some dozen texts. */
  public static final int MAX_TEXTS = 1_000;

  private static final String FORMAT = "parley record 1";
  private static final String ANY_VERSION = "parley record ";

  /** The charter's signed texts. */
  public record CharterText(String base, List<String> parts) {
    public CharterText {
      parts = List.copyOf(parts);
    }
  }

  /**
   * The roster's signed texts.
   *
   * @param base null where the exporter had none
   */
  public record RosterText(@Nullable String base, List<RosterPart> parts) {
    public RosterText {
      parts = List.copyOf(parts);
    }
  }

  public record RosterPart(String side, String signed) {}

  public RecordFile {
    entries = Collections.unmodifiableList(new ArrayList<>(entries));
    texts = List.copyOf(texts);
  }

  static Opened read(byte[] content) {
    JsonNode file = Json.read(content);
    String format = file == null ? null : Json.string(file.get("format"));
    if (file == null || format == null) {
      return Unreadable.MALFORMED;
    }
    if (!format.equals(FORMAT)) {
      return format.startsWith(ANY_VERSION) ? Unreadable.ANOTHER_VERSION : Unreadable.MALFORMED;
    }
    RecordFile read = fields(file);
    return read == null ? Unreadable.MALFORMED : read;
  }

  private static @Nullable RecordFile fields(JsonNode file) {
    if (!Json.areJust(
        file, "format", "meeting", "organiser", "charter", "roster", "entries", "texts")) {
      return null;
    }
    String meeting = Json.string(file.get("meeting"));
    byte[] organiser = Json.bytes(file.get("organiser"), Signatures.KEY_BYTES);
    CharterText charter = charter(file.get("charter"));
    RosterText roster = roster(file.get("roster"));
    List<@Nullable Entry> entries = entries(file.get("entries"));
    List<String> texts = texts(file.get("texts"));
    return meeting == null
            || organiser == null
            || charter == null
            || roster == null
            || entries == null
            || texts == null
        ? null
        : new RecordFile(meeting, organiser, charter, roster, entries, texts);
  }

  private static @Nullable CharterText charter(JsonNode charter) {
    String base = Json.areJust(charter, "base", "parts") ? Json.string(charter.get("base")) : null;
    if (base == null || !charter.get("parts").isArray()) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    for (JsonNode each : charter.get("parts")) {
      String part = Json.string(each);
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    return new CharterText(base, parts);
  }

  private static @Nullable RosterText roster(JsonNode roster) {
    if (!Json.areJust(roster, "base", "parts") || !roster.get("parts").isArray()) {
      return null;
    }
    String base = Json.string(roster.get("base"));
    if (base == null && !roster.get("base").isNull()) {
      return null;
    }
    List<RosterPart> parts = new ArrayList<>();
    for (JsonNode each : roster.get("parts")) {
      boolean fits = Json.areJust(each, "side", "signed");
      String side = fits ? Json.string(each.get("side")) : null;
      String signed = fits ? Json.string(each.get("signed")) : null;
      if (side == null || signed == null) {
        return null;
      }
      parts.add(new RosterPart(side, signed));
    }
    return new RosterText(base, parts);
  }

  private static @Nullable List<String> texts(JsonNode list) {
    if (!list.isArray() || list.size() > MAX_TEXTS) {
      return null;
    }
    List<String> texts = new ArrayList<>(list.size());
    for (JsonNode each : list) {
      String text = Json.string(each);
      if (text == null || Json.utf8(text) == null) {
        return null;
      }
      texts.add(text);
    }
    return texts;
  }

  private static @Nullable List<@Nullable Entry> entries(JsonNode list) {
    if (!list.isArray() || list.size() > MAX_ENTRIES) {
      return null;
    }
    List<@Nullable Entry> entries = new ArrayList<>(list.size());
    for (JsonNode each : list) {
      entries.add(Entry.read(each));
    }
    return entries;
  }
}
