package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.server.signalling.protocol.ClientMessage.SCHEDULE;

import java.nio.file.Path;
import java.time.Duration;
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
import org.parley.server.signalling.protocol.ClientMessage.ShutOutPurge;
import org.parley.server.signalling.protocol.LineKey;
import org.parley.server.signalling.protocol.ServerMessage.Accepted;
import org.parley.server.signalling.protocol.ServerMessage.PurgeRefusal;
import org.parley.server.signalling.protocol.ServerMessage.PurgeRefused;
import org.parley.server.signalling.protocol.ServerMessage.PurgeShutOut;
import org.parley.server.signalling.protocol.ServerMessage.Purged;
import org.parley.server.signalling.protocol.ServerMessage.Refused;

/** All of a meeting is deleted by the keys of all its sides, and by nothing less. */
class PurgeTest {
  private static final LiveLimits PATIENT =
      new LiveLimits(10, Duration.ofMinutes(1), Duration.ofMinutes(1));
  private static final int WRITTEN = 6;

  private final Path file;
  private final LinkKeys links;
  private LiveHarness parley;
  private final Invitations meeting;
  private TestClient head;

  PurgeTest(@TempDir Path directory) throws Exception {
    file = directory.resolve("test.db");
    parley = new LiveHarness(file, PATIENT);
    meeting = parley.meeting();
    links = new LinkKeys(4);
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
            .mapToObj(person -> links.seat(
                meeting.seat(person), person % 2 == 0 ? "head" : "member", false, person))
            .toList());
    return LinkKeys.part(meeting.meeting(), meeting.side(2 * side), seats, "");
  }

  private LineKey key(int person, String text) {
    return new LineKey(meeting.seat(person), links.signature(person, text));
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

  /** Whoever has all the keys to it still has them. */
  @Test
  void aKeyThatWasTakenBackIsGoodForNothing() throws Exception {
    Purge signed = new Purge(3, List.of(key(0, 3), key(2, 3)));
    TestClient other = parley.enter(meeting, 2);
    other.send(new ShutOutPurge(3));
    assertThat(other.next(PurgeShutOut.class)).isEqualTo(new PurgeShutOut(3));
    // What was proposed before does not bring it back.
    other.send(new ShutOutPurge(1));
    other.next(PurgeShutOut.class);
    refused(head, signed, PurgeRefusal.WITHDRAWN);
    parley.close();
    parley = new LiveHarness(file, PATIENT);
    head = parley.enter(meeting, 0);
    refused(head, signed, PurgeRefusal.WITHDRAWN);
    refused(head, new Purge(2, List.of(key(0, 2), key(2, 2))), PurgeRefusal.WITHDRAWN);
    head.send(new Purge(4, List.of(key(0, 4), key(2, 4))));
    head.next(Purged.class);
  }

  @Test
  void headsAloneShutOutWhatIsWritten() {
    TestClient member = parley.enter(meeting, 1);
    member.send(new ShutOutPurge(3));
    assertThat(member.next(PurgeRefused.class).why()).isEqualTo(PurgeRefusal.NOT_ENTITLED);
    head.send(new ShutOutPurge(WRITTEN));
    assertThat(head.next(PurgeRefused.class).why()).isEqualTo(PurgeRefusal.PLACE_INVALID);
    for (int i = 1; i < PurgeDesk.BURST; i++) {
      head.send(new ShutOutPurge(3));
      head.next(PurgeShutOut.class);
    }
    head.send(new ShutOutPurge(3));
    assertThat(head.next(PurgeRefused.class).why()).isEqualTo(PurgeRefusal.TOO_FAST);
    head.send(new Purge(4, List.of(key(0, 4), key(2, 4))));
    head.next(Purged.class);
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
