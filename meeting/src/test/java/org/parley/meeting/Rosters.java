package org.parley.meeting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Meetings to test with; ids and hashes follow from a word. */
final class Rosters {

  private Rosters() {}

  static MeetingDraft draft() {
    return new MeetingDraft(
        id("meeting"),
        hash("organiser"),
        new Papers("charter.0", "roster-0"),
        List.of(
            new MeetingDraft.Side(id("harbour"), papers(1), List.of(seat("robin"), member("alex"))),
            new MeetingDraft.Side(id("ridge"), papers(1), List.of(seat("kim")))));
  }

  static MeetingDraft.Seat seat(String word) {
    return new MeetingDraft.Seat(id(word), true, true, hash(word), card(word));
  }

  /** Who neither admits nor keeps the roster. */
  static MeetingDraft.Seat member(String word) {
    return new MeetingDraft.Seat(id(word), false, false, hash(word), card(word));
  }

  static String card(String word) {
    return "card-of-" + word.replace(' ', '-');
  }

  static SidePapers papers(int version) {
    return new SidePapers(version, "charter." + version, "roster-" + version, "dossier-" + version);
  }

  static Meeting meeting() {
    return ((Outcome.Done) Meeting.create(draft())).meeting();
  }

  static String id(String word) {
    return base64(Arrays.copyOf(sha256(word), 16));
  }

  static String hash(String word) {
    return base64(sha256(word));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] sha256(String word) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
