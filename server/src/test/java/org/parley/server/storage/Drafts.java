package org.parley.server.storage;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.Papers;
import org.parley.meeting.SidePapers;

/** Meetings to test with, whose ids and hashes are random. */
final class Drafts {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Drafts() {}

  static MeetingDraft draft() {
    return new MeetingDraft(
        random(16),
        random(32),
        new Papers(random(50) + "." + random(64), random(70)),
        List.of(
            new MeetingDraft.Side(random(16), papers(1), List.of(seat(), seat())),
            new MeetingDraft.Side(random(16), papers(1), List.of())));
  }

  static MeetingDraft.Seat seat() {
    return new MeetingDraft.Seat(
        random(16), RANDOM.nextBoolean(), RANDOM.nextBoolean(), random(32), random(100));
  }

  static SidePapers papers(int version) {
    return new SidePapers(version, random(50) + "." + random(64), random(70), random(80));
  }

  static String random(int bytes) {
    byte[] value = new byte[bytes];
    RANDOM.nextBytes(value);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
  }
}
