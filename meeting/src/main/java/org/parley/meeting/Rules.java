package org.parley.meeting;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Outcome.Refusal;
import org.parley.meeting.Outcome.Refused;

/** What a meeting may hold: forms, limits and uniqueness. */
public final class Rules {

  public static final int MIN_SIDES = 2;

  /** Higher seats more parties; the table's picture and the client's slots are made for this many. */
  public static final int MAX_SIDES = 8;

  /** In all sides together. Higher costs every participant a longer roster and the server more memory. */
  public static final int MAX_SEATS = 200;

  /** A seat's links, replaced ones included: their hashes are kept to tell a replaced link from an unknown one. */
  public static final int MAX_LINKS_PER_SEAT = 100;

  /** All have some 3,200. */
  public static final int MAX_CARD_CHARS = 4 * 1024;

  /** Of what stands for good: eight sides with the longest names take some 8,000. */
  public static final int MAX_BASE_CHARS = 12 * 1024;

  /** A side's. Of 200 seats, each with eight links, it has some 125,000. */
  public static final int MAX_CHARTER_CHARS = 128 * 1024;

  /** A side's: more lets people have longer names, less bounds the disk better. */
  public static final int MAX_ROSTER_CHARS = 96 * 1024;

  /** That of 200 seats has some 25,000. */
  public static final int MAX_DOSSIER_CHARS = 32 * 1024;

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

  static @Nullable Refused check(MeetingDraft draft) {
    if (!isId(draft.id())) {
      return idInvalid();
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
    if (draft.sides().stream()
        .anyMatch(side -> side.papers().version() != SidePapers.FIRST_VERSION)) {
      return new Refused(
          Refusal.PAPERS_INVALID,
          "the papers of a new meeting have version " + SidePapers.FIRST_VERSION);
    }
    Set<String> ids = new HashSet<>();
    Set<String> hashes = new HashSet<>(List.of(draft.organiserHash()));
    Refused refused = check(draft.papers());
    for (MeetingDraft.Side side : draft.sides()) {
      refused = refused == null ? checkId(side.id(), ids) : refused;
      refused = refused == null ? check(side.papers()) : refused;
      for (int i = 0; refused == null && i < side.seats().size(); i++) {
        refused = check(side.seats().get(i), ids, hashes);
      }
    }
    return refused;
  }

  /** Whether they may follow those that are stored. */
  static @Nullable Refused check(SidePapers papers, SidePapers stored) {
    return papers.version() == stored.version() + 1
        ? check(papers)
        : new Refused(Refusal.STALE, "the side was changed meanwhile; read it again");
  }

  /** @param ids and hashes that are taken; the seat's are added */
  static @Nullable Refused check(MeetingDraft.Seat seat, Set<String> ids, Set<String> hashes) {
    Refused refused = checkId(seat.id(), ids);
    return refused == null ? checkLink(seat.linkHash(), seat.card(), hashes) : refused;
  }

  /** @param hashes that are taken; the link's is added */
  static @Nullable Refused checkLink(String linkHash, String card, Set<String> hashes) {
    if (!isHash(linkHash)) {
      return new Refused(
          Refusal.HASH_INVALID, "linkHash is not 32 bytes as base64url without padding");
    }
    Refused refused = checkCard(card);
    if (refused != null) {
      return refused;
    }
    if (!hashes.add(linkHash)) {
      return new Refused(Refusal.LINK_TAKEN, "each link needs a secret of its own");
    }
    return null;
  }

  static @Nullable Refused checkCard(String card) {
    return isText(card, MAX_CARD_CHARS)
        ? null
        : new Refused(
            Refusal.CARD_INVALID, "a card is base64url, 1 to " + MAX_CARD_CHARS + " characters");
  }

  static Refused tooManySeats() {
    return new Refused(
        Refusal.TOO_MANY_SEATS, "a meeting has at most " + MAX_SEATS + " people in all");
  }

  private static @Nullable Refused check(Papers papers) {
    return isText(papers.charter(), MAX_BASE_CHARS) && isText(papers.roster(), MAX_BASE_CHARS)
        ? null
        : new Refused(
            Refusal.PAPERS_INVALID,
            "papers are base64url and full stops, each 1 to " + MAX_BASE_CHARS + " characters");
  }

  private static @Nullable Refused check(SidePapers papers) {
    boolean valid = isText(papers.charter(), MAX_CHARTER_CHARS)
        && isText(papers.roster(), MAX_ROSTER_CHARS)
        && isText(papers.dossier(), MAX_DOSSIER_CHARS);
    return valid
        ? null
        : new Refused(
            Refusal.PAPERS_INVALID,
            "papers are base64url and full stops, 1 to " + MAX_CHARTER_CHARS
                + " characters in a charter, " + MAX_ROSTER_CHARS + " in a roster and "
                + MAX_DOSSIER_CHARS + " in a dossier");
  }

  private static @Nullable Refused checkId(String id, Set<String> ids) {
    if (!isId(id)) {
      return idInvalid();
    }
    return ids.add(id)
        ? null
        : new Refused(Refusal.ID_TAKEN, "each side and person has its own id");
  }

  private static Refused idInvalid() {
    return new Refused(Refusal.ID_INVALID, "an id is not 16 bytes as base64url without padding");
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

  /** Base64url and full stops, which join what was signed to its signature; nothing of it is looked into. */
  private static boolean isText(String text, int maxChars) {
    if (text.isEmpty() || text.length() > maxChars) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each != '.' && BASE64URL.indexOf(each) < 0) {
        return false;
      }
    }
    return true;
  }
}
