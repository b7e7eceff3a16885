package org.parley.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.sim.Attacks.dropped;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.parley.media.RoomCommand;
import org.parley.media.RoomCommand.Occupant;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.SourceKind;
import org.parley.media.transport.Drop;

/** Two of different sides step aside, and others try to hear them. */
class SidebarTest {

  private static final long MS = 1_000_000L;
  private static final long SECOND = 1000 * MS;

  private final SimMeeting meeting = new SimMeeting(32);

  SidebarTest() {
    for (String side : List.of("harbour", "harbour", "ridge", "ridge")) {
      meeting.join(side);
    }
    meeting.simulation().runFor(SECOND);
    for (int peer : List.of(0, 2)) {
      stepAside(peer, "heads");
      for (Chamber chamber : Chamber.values()) {
        for (SourceKind kind : SourceKind.values()) {
          meeting.publish(peer, chamber, kind, chamber == Chamber.SIDEBAR);
        }
        meeting.peer(peer).send(chamber, chamber == Chamber.SIDEBAR);
      }
    }
    seat(0, 2);
    seat(2, 0);
    meeting.simulation().runFor(2 * SECOND);
  }

  @Test
  void thoseInItHearAndSeeEachOtherAcrossSides() {
    assertHears(0, true);
    assertHears(2, true);
    assertThat(meeting.peer(0).picture(0).lastChamber()).isEqualTo(Chamber.SIDEBAR);
    assertThat(dropped(meeting, Drop.SIDEBAR_OF_OTHERS)).isZero();
  }

  @Test
  void nobodyElseIsSeatedBeforeThem() {
    seat(1, 0);
    seat(3, 0);
    stepAside(3, "experts");
    seat(3, 0);
    assertThat(dropped(meeting, Drop.SIDEBAR_OF_OTHERS)).isEqualTo(3);
    meeting.simulation().runFor(100 * MS);
    assertHears(1, false);
    assertHears(3, false);
  }

  /** The caucus's permission is no permission for the sidebar: they are of one side, and still apart. */
  @Test
  void colleaguesOfTheSameSideAreNot() {
    seat(1, 0);
    meeting.simulation().runFor(100 * MS);
    assertHears(1, false);
  }

  /** Whatever was seated before, and whatever the publisher goes on sending. */
  @Test
  void whoStepsOutHearsNothingMoreAndIsHeardNoMore() {
    stepAside(0, "");
    meeting.simulation().runFor(100 * MS);
    assertHears(0, false);
    assertHears(2, false);
    meeting.publish(0, Chamber.SIDEBAR, SourceKind.MICROPHONE, true);
    assertThat(dropped(meeting, Drop.SIDEBAR_OF_OTHERS)).isEqualTo(1);
    // Into the other one, with all still on their way and sent on.
    stepAside(0, "experts");
    for (SourceKind kind : SourceKind.values()) {
      meeting.publish(0, Chamber.SIDEBAR, kind, true);
    }
    meeting.simulation().runFor(SECOND);
    assertHears(0, false);
    assertHears(2, false);
  }

  private void stepAside(int peer, String sidebar) {
    meeting.plane().apply(new RoomCommand.StepAside(SimMeeting.endpoint(peer), sidebar));
  }

  private void seat(int receiver, int publisher) {
    meeting.show(receiver, 0, 1280, 720);
    meeting
        .plane()
        .apply(new RoomCommand.Seat(
            SimMeeting.endpoint(receiver),
            0,
            SimMeeting.endpoint(publisher),
            Chamber.SIDEBAR,
            Occupant.PERSON));
  }

  private void assertHears(int receiver, boolean hears) {
    SimPeer peer = meeting.peer(receiver);
    long sounds = peer.soundPackets(0);
    long packets = peer.picture(0).packets();
    meeting.simulation().runFor(SECOND);
    assertThat(peer.soundPackets(0) > sounds).isEqualTo(hears);
    assertThat(peer.picture(0).packets() > packets).isEqualTo(hears);
  }
}
