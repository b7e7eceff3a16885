package org.parley.meeting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Rosters to test with; ids and hashes follow from a word. */
final class Rosters {

  private Rosters() {}

  static MeetingDraft draft() {
    return new MeetingDraft(
        "Harbour dues",
        hash("organiser"),
        List.of(
            new MeetingDraft.Side(
                id("harbour"), "Harbour", List.of(seat("robin", "Robin"), seat("alex", "Alex"))),
            new MeetingDraft.Side(id("ridge"), "Ridge", List.of(seat("kim", "Kim")))));
  }

  static MeetingDraft.Seat seat(String word, String name) {
    return new MeetingDraft.Seat(id(word), name, "", hash(word));
  }

  static Meeting meeting() {
    return ((Outcome.Done) Meeting.create(id("meeting"), draft())).meeting();
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
