package org.parley.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.sim.Attacks.dropped;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.parley.media.RoomCommand;
import org.parley.media.RoomCommand.Occupant;
import org.parley.media.RoomEvent;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.SourceKind;
import org.parley.media.transport.Drop;

/** Peers 0 and 1 are of Harbour, 2 and 3 of Ridge: they go into their caucuses and come back. */
class CaucusTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MS = 1_000_000L;

  private final SimMeeting meeting = new SimMeeting(31);

  CaucusTest() {
    for (String side : List.of("harbour", "harbour", "ridge", "ridge")) {
      meeting.join(side);
    }
    for (int receiver = 0; receiver < 4; receiver++) {
      meeting.seat(receiver, 0, receiver ^ 1, 1280, 720);
      meeting.seat(receiver, 1, receiver ^ 2, 640, 360);
    }
    meeting.simulation().runFor(3 * SECOND);
  }

  @Test
  void aSideGoesIntoItsCaucusAndComesBack() {
    PictureReceiver colleague = meeting.peer(0).picture(0);
    PictureReceiver left = meeting.peer(2).picture(1);
    for (int turn = 0; turn < 3; turn++) {
      colleague.forgetGaps(meeting.simulation().nowNs());
      move(0, Chamber.CAUCUS);
      move(1, Chamber.CAUCUS);
      meeting.seatInCaucus(0, 0, 1, 1280, 720);
      meeting.seatInCaucus(1, 0, 0, 1280, 720);
      meeting.simulation().runFor(SECOND);
      long packets = left.packets();
      long sounds = meeting.peer(2).soundPackets(1);
      long caucusSounds = meeting.peer(0).soundPackets(0);
      meeting.simulation().runFor(2 * SECOND);
      assertThat(colleague.lastPublisher()).isEqualTo(1);
      assertThat(colleague.lastChamber()).isEqualTo(Chamber.CAUCUS);
      assertThat(meeting.peer(0).soundPackets(0) - caucusSounds).isGreaterThan(90);
      assertThat(left.packets()).isEqualTo(packets);
      assertThat(meeting.peer(2).soundPackets(1)).isEqualTo(sounds);
      move(0, Chamber.PLENARY);
      move(1, Chamber.PLENARY);
      meeting.seat(0, 0, 1, 1280, 720);
      meeting.seat(1, 0, 0, 1280, 720);
      meeting.simulation().runFor(2 * SECOND);
      assertThat(colleague.lastChamber()).isEqualTo(Chamber.PLENARY);
      assertThat(colleague.longestGapNs()).isLessThan(SECOND);
      assertThat(left.packets()).isGreaterThan(packets);
      assertThat(left.lastPublisher()).isZero();
    }
    assertThat(colleague.violations()).isEmpty();
    assertThat(left.violations()).isEmpty();
  }

  @Test
  void anotherSidesCaucusIsRefusedAndTheSlotIsEmpty() {
    meeting.publish(0, Chamber.CAUCUS, SourceKind.SCREEN, true);
    meeting.peer(0).share(Chamber.CAUCUS, true);
    move(0, Chamber.CAUCUS);
    int keyframes = meeting.peer(0).keyframes(Chamber.CAUCUS, 2);
    for (Occupant occupant : Occupant.values()) {
      meeting.seat(2, 1, 3, 640, 360);
      meeting.simulation().runFor(SECOND);
      meeting
          .plane()
          .apply(new RoomCommand.Seat(
              SimMeeting.endpoint(2), 1, SimMeeting.endpoint(0), Chamber.CAUCUS, occupant));
      meeting.simulation().runFor(100 * MS);
      long packets = meeting.peer(2).picture(1).packets();
      long sounds = meeting.peer(2).soundPackets(1);
      meeting.simulation().runFor(SECOND);
      assertThat(meeting.peer(2).picture(1).packets()).isEqualTo(packets);
      assertThat(meeting.peer(2).soundPackets(1)).isEqualTo(sounds);
    }
    assertThat(dropped(meeting, Drop.CAUCUS_OF_ANOTHER_SIDE)).isEqualTo(2);
    assertThat(dropped(meeting, Drop.COMMAND_TARGET_GONE)).isZero();
    // Beyond its very first nobody asked for one.
    assertThat(meeting.peer(0).keyframes(Chamber.CAUCUS, 2) - keyframes).isLessThanOrEqualTo(1);
    meeting.seatInCaucus(1, 0, 0, 1280, 720);
    meeting.simulation().runFor(SECOND);
    assertThat(meeting.peer(1).picture(0).lastChamber()).isEqualTo(Chamber.CAUCUS);
  }

  @Test
  void whatIsSentIntoACaucusThatIsOffGoesNowhere() {
    meeting.peer(0).send(Chamber.CAUCUS, true);
    meeting.seatInCaucus(1, 0, 0, 1280, 720);
    meeting.simulation().runFor(100 * MS);
    long packets = meeting.peer(1).picture(0).packets();
    long off = dropped(meeting, Drop.SOURCE_OFF);
    meeting.simulation().runFor(2 * SECOND);
    assertThat(meeting.peer(1).picture(0).packets()).isEqualTo(packets);
    assertThat(dropped(meeting, Drop.SOURCE_OFF) - off).isGreaterThan(200);
    meeting.publish(0, Chamber.CAUCUS, SourceKind.CAMERA, true);
    meeting.simulation().runFor(500 * MS);
    assertThat(meeting.peer(1).picture(0).lastChamber()).isEqualTo(Chamber.CAUCUS);
  }

  @Test
  void whoSpeaksInACaucusIsToldOfThatCaucusAlone() {
    meeting.peer(0).speakAt(Chamber.CAUCUS, 20);
    meeting.peer(3).speakAt(Chamber.PLENARY, 20);
    move(0, Chamber.CAUCUS);
    meeting.peer(2).send(Chamber.CAUCUS, true);
    meeting.peer(2).speakAt(Chamber.CAUCUS, 20);
    meeting.simulation().runFor(SECOND);
    // Peer 2 speaks where its microphone is off.
    assertThat(speaking())
        .containsExactlyInAnyOrder(
            new RoomEvent.Speaking(
                "room", Chamber.CAUCUS, "harbour", List.of(SimMeeting.endpoint(0))),
            new RoomEvent.Speaking("room", Chamber.PLENARY, "", List.of(SimMeeting.endpoint(3))));
    // Back at the table its silence there counts, at once.
    move(0, Chamber.PLENARY);
    meeting.simulation().runFor(50 * MS);
    assertThat(speaking())
        .hasSize(3)
        .endsWith(new RoomEvent.Speaking("room", Chamber.CAUCUS, "harbour", List.of()));
  }

  private List<RoomEvent> speaking() {
    return meeting.plane().events().stream()
        .filter(RoomEvent.Speaking.class::isInstance)
        .toList();
  }

  /** As the server moves somebody: the sources of the one chamber off, those of the other on. */
  private void move(int peer, Chamber to) {
    Chamber from = to == Chamber.CAUCUS ? Chamber.PLENARY : Chamber.CAUCUS;
    for (SourceKind kind : SourceKind.values()) {
      meeting.publish(peer, from, kind, false);
    }
    meeting.publish(peer, to, SourceKind.MICROPHONE, true);
    meeting.publish(peer, to, SourceKind.CAMERA, true);
    meeting.peer(peer).send(from, false);
    meeting.peer(peer).send(to, true);
  }
}
