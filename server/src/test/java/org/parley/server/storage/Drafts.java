package org.parley.server.storage;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.parley.meeting.MeetingDraft;

/** Meetings to test with, whose ids and hashes are random. */
final class Drafts {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Drafts() {}

  static MeetingDraft draft() {
    return new MeetingDraft(
        "Harbour dues",
        random(32),
        List.of(
            new MeetingDraft.Side(random(16), "Harbour", List.of(seat("Robin"), seat("Alex"))),
            new MeetingDraft.Side(random(16), "Ridge", List.of())));
  }

  static MeetingDraft.Seat seat(String name) {
    return new MeetingDraft.Seat(random(16), name, "Adviser", random(32));
  }

  static String random(int bytes) {
    byte[] value = new byte[bytes];
    RANDOM.nextBytes(value);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
  }
}
