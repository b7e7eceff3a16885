package org.parley.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.server.signalling.protocol.ClientMessage.SCHEDULE;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.SidePapers;
import org.parley.server.app.LiveHarness.Invitations;
import org.parley.server.signalling.TestClient;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ClientMessage.Append;
import org.parley.server.signalling.protocol.ClientMessage.Enter;
import org.parley.server.signalling.protocol.ClientMessage.Purge;
import org.parley.server.signalling.protocol.LineKey;
import org.parley.server.signalling.protocol.ServerMessage.Accepted;
import org.parley.server.signalling.protocol.ServerMessage.PurgeRefusal;
import org.parley.server.signalling.protocol.ServerMessage.PurgeRefused;
import org.parley.server.signalling.protocol.ServerMessage.Purged;
import org.parley.server.signalling.protocol.ServerMessage.Refused;

/** All of a meeting is deleted by the keys of all its sides, and by nothing less. */
class PurgeTest {
  private static final LiveLimits PATIENT =
      new LiveLimits(10, Duration.ofMinutes(1), Duration.ofMinutes(1));
  private static final int WRITTEN = 6;

  private final Path file;
  private final List<KeyPair> links = new ArrayList<>();
  private LiveHarness parley;
  private final Invitations meeting;
  private TestClient head;

  PurgeTest(@TempDir Path directory) throws Exception {
    file = directory.resolve("test.db");
    parley = new LiveHarness(file, PATIENT);
    meeting = parley.meeting();
    for (int i = 0; i < 4; i++) {
      links.add(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    }
    for (int side = 0; side < 2; side++) {
      parley.apply(
          meeting,
          new MeetingCommand.AddSeat(
              meeting.side(2 * side),
              LiveHarness.seat(LiveHarness.person(false)),
              new SidePapers(2, part(side), "roster", "dossier")));
    }
    head = parley.enter(meeting, 0);
    for (int place = 0; place < WRITTEN; place++) {
      head.send(new Append(SCHEDULE, place, "c2VhbGVk"));
      head.next(Accepted.class);
    }
  }

  @AfterEach
  void stop() throws Exception {
    parley.close();
  }

  private String part(int side) {
    String seats = String.join(
        ",",
        IntStream.of(2 * side, 2 * side + 1)
            .mapToObj(person -> seat(person, person % 2 == 0 ? "head" : "member"))
            .toList());
    String json = "{\"meeting\":\"" + meeting.meeting() + "\",\"side\":\"" + meeting.side(2 * side)
        + "\",\"version\":2,\"seats\":[" + seats + "],\"changes\":[]}";
    return base64(json.getBytes(UTF_8)) + ".c2lnbmF0dXJl";
  }

  private String seat(int person, String role) {
    byte[] encoded = links.get(person).getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    return "{\"id\":\"" + meeting.seat(person) + "\",\"role\":\"" + role
        + "\",\"generation\":0,\"withdrawn\":false,\"key\":\"" + base64(raw) + "\",\"former\":[]}";
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private LineKey key(int person, String text) {
    try {
      Signature signing = Signature.getInstance("Ed25519");
      signing.initSign(links.get(person).getPrivate());
      signing.update(text.getBytes(UTF_8));
      return new LineKey(meeting.seat(person), base64(signing.sign()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private LineKey key(int person, int place) {
    return key(person, "parley purge\0" + meeting.meeting() + "\0" + place);
  }

  private void refused(TestClient by, Purge purge, PurgeRefusal why) {
    by.send(purge);
    assertThat(by.next(PurgeRefused.class)).isEqualTo(new PurgeRefused(purge.place(), why));
    assertThat(parley.stores.meetings().find(meeting.meeting())).isNotNull();
  }

  @Test
  void everybodyIsToldAndNothingIsLeft() throws Exception {
    TestClient member = parley.enter(meeting, 3);
    head.send(new Purge(4, List.of(key(0, 4), key(2, 4))));
    Purged told = head.next(Purged.class);
    assertThat(told.bothSides()).isTrue();
    assertThat(told.atMs())
        .isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(60_000L));
    assertThat(member.next(Purged.class)).isEqualTo(told);
    assertThat(parley.stores.meetings().find(meeting.meeting())).isNull();
    assertThat(parley.present(meeting)).isEmpty();
    // By any link of it, also after a restart.
    assertThat(parley.answer(meeting.enter(1), Purged.class)).isEqualTo(told);
    Enter other =
        new Enter(ClientMessage.PROTOCOL_VERSION, meeting.meeting(), LiveHarness.random(32));
    assertThat(parley.answer(other, Purged.class)).isEqualTo(told);
    parley.close();
    parley = new LiveHarness(file, PATIENT);
    assertThat(parley.answer(meeting.enter(1), Purged.class)).isEqualTo(told);
    Enter unknown =
        new Enter(ClientMessage.PROTOCOL_VERSION, LiveHarness.random(16), LiveHarness.random(32));
    assertThat(parley.answer(unknown, Refused.class)).isNotNull();
  }

  @Test
  void takesGoodKeysOfAllSidesAlone() {
    LineKey ofOther = key(2, "parley purge\0AAAAAAAAAAAAAAAAAAAAAA\0" + 4);
    LineKey ofLine = key(2, "parley public line\0" + meeting.meeting() + "\0" + 0 + "\0" + 4);
    LineKey byMember = key(3, 4);
    LineKey borrowed = new LineKey(meeting.seat(2), key(0, 4).signature());
    for (LineKey bad : List.of(key(2, 3), ofOther, ofLine, byMember)) {
      refused(head, new Purge(4, List.of(key(0, 4), bad)), PurgeRefusal.KEYS_INVALID);
    }
    refused(head, new Purge(4, List.of(key(0, 4), borrowed)), PurgeRefusal.KEYS_INVALID);
    refused(head, new Purge(4, List.of(key(0, 4))), PurgeRefusal.TOO_FAST);
    TestClient other = parley.enter(meeting, 2);
    refused(other, new Purge(4, List.of(key(0, 4))), PurgeRefusal.KEYS_INVALID);
    refused(other, new Purge(4, List.of(key(0, 4), key(0, 4))), PurgeRefusal.KEYS_INVALID);
    refused(
        other, new Purge(4, List.of(key(0, 4), key(2, 4), key(0, 4))), PurgeRefusal.KEYS_INVALID);
  }

  @Test
  void takesItFromHeadsForWhatIsWritten() {
    TestClient member = parley.enter(meeting, 1);
    refused(member, new Purge(4, List.of(key(0, 4), key(2, 4))), PurgeRefusal.NOT_ENTITLED);
    refused(
        head,
        new Purge(WRITTEN, List.of(key(0, WRITTEN), key(2, WRITTEN))),
        PurgeRefusal.PLACE_INVALID);
  }
}
