package org.parley.meeting;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Outcome.Refusal;
import org.parley.meeting.Outcome.Refused;

/** What a roster may hold: forms, limits and uniqueness. */
public final class Rules {

  public static final int MIN_SIDES = 2;

  /** Higher seats more parties; the table's picture and the client's slots are made for this many. */
  public static final int MAX_SIDES = 8;

  /** In all sides together. Higher costs every participant a longer roster and the server more memory. */
  public static final int MAX_SEATS = 64;

  /** A seat's links, replaced ones included: their hashes are kept to tell a replaced link from an unknown one. */
  public static final int MAX_LINKS_PER_SEAT = 100;

  public static final int MAX_NAME_CODE_POINTS = 80;
  public static final int MAX_FUNCTION_CODE_POINTS = 120;
  public static final int MAX_TITLE_CODE_POINTS = 160;

  /** 16 bytes as base64url without padding. */
  private static final int ID_CHARS = 22;

  /** 32 bytes as base64url without padding. */
  private static final int HASH_CHARS = 43;

  private static final String BASE64URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private Rules() {}

  /** Whether the text is 16 bytes as base64url without padding. */
  public static boolean isId(String text) {
    return isBase64Url(text, ID_CHARS, 16);
  }

  /** Whether the text is a SHA-256 value, 32 bytes, as base64url without padding; so are secrets written. */
  public static boolean isHash(String text) {
    return isBase64Url(text, HASH_CHARS, 4);
  }

  /** Compares in a time that tells nothing of where two hashes differ. */
  public static boolean sameHash(String left, String right) {
    int difference = left.length() ^ right.length();
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      difference |= left.charAt(i) ^ right.charAt(i);
    }
    return difference == 0;
  }

  /**
   * Whether people may read this text as a title or name: something visible, nothing that moves or turns what stands around it.
   */
  static boolean isLabel(String text, int maxCodePoints) {
    return isPlain(text, maxCodePoints) && text.codePoints().anyMatch(Rules::isVisible);
  }

  /** As {@link #isLabel}, but it may be empty. */
  static boolean isLabelOrEmpty(String text, int maxCodePoints) {
    return text.isEmpty() || isLabel(text, maxCodePoints);
  }

  static @Nullable Refused check(MeetingDraft draft) {
    if (!isLabel(draft.title(), MAX_TITLE_CODE_POINTS)) {
      return new Refused(
          Refusal.TITLE_INVALID,
          "a meeting's title is 1 to " + MAX_TITLE_CODE_POINTS + " plain characters");
    }
    if (!isHash(draft.organiserHash())) {
      return new Refused(
          Refusal.HASH_INVALID, "organiserHash is not 32 bytes as base64url without padding");
    }
    if (draft.sides().size() < MIN_SIDES || draft.sides().size() > MAX_SIDES) {
      return new Refused(
          Refusal.SIDES_COUNT, "a meeting has " + MIN_SIDES + " to " + MAX_SIDES + " sides");
    }
    if (draft.sides().stream().mapToInt(side -> side.seats().size()).sum() > MAX_SEATS) {
      return tooManySeats();
    }
    Set<String> ids = new HashSet<>();
    Set<String> hashes = new HashSet<>(List.of(draft.organiserHash()));
    for (MeetingDraft.Side side : draft.sides()) {
      if (!isLabel(side.name(), MAX_NAME_CODE_POINTS)) {
        return nameInvalid("side");
      }
      Refused refused = checkId(side.id(), ids);
      for (int i = 0; refused == null && i < side.seats().size(); i++) {
        refused = check(side.seats().get(i), ids, hashes);
      }
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  /** @param ids and hashes that are taken; the seat's are added */
  static @Nullable Refused check(MeetingDraft.Seat seat, Set<String> ids, Set<String> hashes) {
    if (!isLabel(seat.name(), MAX_NAME_CODE_POINTS)) {
      return nameInvalid("person");
    }
    if (!isLabelOrEmpty(seat.title(), MAX_FUNCTION_CODE_POINTS)) {
      return new Refused(
          Refusal.FUNCTION_INVALID,
          "a person's function is at most " + MAX_FUNCTION_CODE_POINTS + " plain characters");
    }
    Refused refused = checkId(seat.id(), ids);
    return refused == null ? checkLinkHash(seat.linkHash(), hashes) : refused;
  }

  static @Nullable Refused checkLinkHash(String linkHash, Set<String> hashes) {
    if (!isHash(linkHash)) {
      return new Refused(
          Refusal.HASH_INVALID, "linkHash is not 32 bytes as base64url without padding");
    }
    if (!hashes.add(linkHash)) {
      return new Refused(Refusal.LINK_TAKEN, "each link needs a secret of its own");
    }
    return null;
  }

  static Refused tooManySeats() {
    return new Refused(
        Refusal.TOO_MANY_SEATS, "a meeting has at most " + MAX_SEATS + " people in all");
  }

  private static Refused nameInvalid(String whose) {
    return new Refused(
        Refusal.NAME_INVALID,
        "a " + whose + "'s name is 1 to " + MAX_NAME_CODE_POINTS + " plain characters");
  }

  private static @Nullable Refused checkId(String id, Set<String> ids) {
    if (!isId(id)) {
      return new Refused(Refusal.ID_INVALID, "an id is not 16 bytes as base64url without padding");
    }
    return ids.add(id)
        ? null
        : new Refused(Refusal.ID_TAKEN, "each side and person has its own id");
  }

  /** @param lastStep the last character carries fewer bits, so its value is a multiple of this: one text for each value */
  private static boolean isBase64Url(String text, int chars, int lastStep) {
    if (text.length() != chars) {
      return false;
    }
    for (int i = 0; i < chars; i++) {
      int value = BASE64URL.indexOf(text.charAt(i));
      if (value < 0 || (i == chars - 1 && value % lastStep != 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(String text, int maxCodePoints) {
    // The first test keeps a giant text from being counted at all.
    return text.length() <= 2 * maxCodePoints
        && text.codePointCount(0, text.length()) <= maxCodePoints
        && text.codePoints().allMatch(Rules::isPlain);
  }

  private static boolean isPlain(int codePoint) {
    int type = Character.getType(codePoint);
    return type != Character.CONTROL
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && !isBidiControl(codePoint)
        && (codePoint & 0xfffe) != 0xfffe;
  }

  /** Embeddings, overrides and isolates (UAX #9); the marks and joiners that Arabic and Hebrew spelling needs are none of these. */
  private static boolean isBidiControl(int codePoint) {
    return (codePoint >= 0x202a && codePoint <= 0x202e)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  private static boolean isVisible(int codePoint) {
    int type = Character.getType(codePoint);
    return type != Character.SPACE_SEPARATOR
        && type != Character.FORMAT
        && type != Character.UNASSIGNED
        && type != Character.NON_SPACING_MARK
        && type != Character.ENCLOSING_MARK
        && !isBlankLetter(codePoint);
  }

  /** Letters and symbols that show nothing: the Hangul fillers and the empty Braille pattern. */
  private static boolean isBlankLetter(int codePoint) {
    return codePoint == 0x115f
        || codePoint == 0x1160
        || codePoint == 0x3164
        || codePoint == 0xffa0
        || codePoint == 0x2800;
  }
}
