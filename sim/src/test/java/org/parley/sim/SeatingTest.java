package org.parley.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.parley.media.RoomCommand;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.Session;
import org.parley.media.sdp.SourceKind;
import org.parley.media.transport.Drop;

/** Who comes into a slot and goes, shares a screen, turns a source off and leaves. */
class SeatingTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MS = 1_000_000L;

  @Test
  void aScreenIsShownWithoutItsPublishersSound() {
    SimMeeting meeting = meetingOf(2, 1);
    meeting.publish(1, Chamber.PLENARY, SourceKind.SCREEN, true);
    meeting.peer(1).share(true);
    meeting.seatScreen(0, 1, 1, 1920, 1080);
    meeting.simulation().runFor(3 * SECOND);
    PictureReceiver screen = meeting.peer(0).picture(1);
    assertThat(screen.lastPublisher()).isEqualTo(SimPeer.SCREEN_OF + 1);
    assertThat(screen.decodedFrames()).isGreaterThan(50);
    assertThat(meeting.peer(0).soundPackets(1)).isZero();
    assertThat(meeting.peer(0).picture(0).lastPublisher()).isEqualTo(1);
    // However small it is shown: there is but one encoding.
    meeting.show(0, 1, 100, 60);
    meeting.simulation().runFor(SECOND);
    int frames = screen.decodedFrames();
    meeting.simulation().runFor(SECOND);
    assertThat(screen.decodedFrames()).isGreaterThan(frames + 20);
    // The slot goes on with a person, sound included, and back.
    meeting.seat(0, 1, 1, 640, 360);
    meeting.simulation().runFor(2 * SECOND);
    assertThat(screen.lastPublisher()).isEqualTo(1);
    assertThat(meeting.peer(0).soundPackets(1)).isGreaterThan(80);
    meeting.seatScreen(0, 1, 1, 1920, 1080);
    long sounds = meeting.peer(0).soundPackets(1);
    meeting.simulation().runFor(2 * SECOND);
    assertThat(screen.lastPublisher()).isEqualTo(SimPeer.SCREEN_OF + 1);
    assertThat(meeting.peer(0).soundPackets(1) - sounds).isLessThan(5);
    assertThat(screen.violations()).isEmpty();
  }

  @Test
  void aScreenIsSeenSoonAfterSharingBegins() {
    SimMeeting meeting = meetingOf(2, 2);
    meeting.seatScreen(0, 1, 1, 1920, 1080);
    meeting.simulation().runFor(2 * SECOND);
    meeting.publish(1, Chamber.PLENARY, SourceKind.SCREEN, true);
    meeting.peer(1).share(true);
    meeting.simulation().runFor(500 * MS);
    assertThat(meeting.peer(0).picture(1).decodedFrames()).isPositive();
  }

  @Test
  void seatingTheSamePersonAgainInterruptsNothing() {
    SimMeeting meeting = meetingOf(2, 3);
    PictureReceiver picture = meeting.peer(0).picture(0);
    picture.forgetGaps(meeting.simulation().nowNs());
    long asked = meeting.plane().counters().keyframeRequests();
    for (int i = 0; i < 20; i++) {
      meeting.seat(0, 0, 1, 1280, 720);
      meeting.simulation().runFor(100 * MS);
    }
    assertThat(picture.longestGapNs()).isLessThan(60 * MS);
    assertThat(meeting.plane().counters().keyframeRequests()).isEqualTo(asked);
    assertThat(picture.violations()).isEmpty();
  }

  @Test
  void whenAPublisherLeavesItsSlotIsDarkAndTakesAnother() {
    SimMeeting meeting = meetingOf(3, 4);
    meeting.plane().apply(new RoomCommand.Remove(SimMeeting.endpoint(1)));
    meeting.simulation().runFor(SECOND);
    PictureReceiver picture = meeting.peer(0).picture(0);
    long packets = picture.packets();
    meeting.simulation().runFor(SECOND);
    assertThat(picture.packets()).isEqualTo(packets);
    meeting.seat(0, 0, 1, 640, 360);
    assertThat(meeting.plane().counters().dropped(Drop.COMMAND_TARGET_GONE)).isEqualTo(1);
    meeting.seat(0, 0, 2, 640, 360);
    meeting.simulation().runFor(2 * SECOND);
    assertThat(picture.lastPublisher()).isEqualTo(2);
    assertThat(picture.violations()).isEmpty();
  }

  @Test
  void turningACameraOffAndOnIsSeenSoon() {
    SimMeeting meeting = meetingOf(2, 5);
    PictureReceiver picture = meeting.peer(0).picture(0);
    for (int turn = 0; turn < 5; turn++) {
      publish(meeting, false);
      meeting.simulation().runFor(100 * MS + turn * SECOND);
      publish(meeting, true);
      int frames = picture.decodedFrames();
      meeting.simulation().runFor(700 * MS);
      assertThat(picture.decodedFrames()).as("turn %d", turn).isGreaterThan(frames);
    }
    assertThat(picture.violations()).isEmpty();
  }

  @Test
  void anEncodingThatStopsFreezesThePictureOnlyBriefly() {
    SimMeeting meeting = meetingOf(2, 6);
    PictureReceiver picture = meeting.peer(0).picture(0);
    assertThat(picture.lastEncoding()).isEqualTo(2);
    picture.forgetGaps(meeting.simulation().nowNs());
    meeting.peer(1).pauseEncoding(2, true);
    meeting.simulation().runFor(3 * SECOND);
    assertThat(picture.lastEncoding()).isEqualTo(1);
    assertThat(picture.longestGapNs()).isLessThan(800 * MS);
    assertThat(picture.violations()).isEmpty();
  }

  @Test
  void aRestartOfIceDisturbsNothing() {
    SimMeeting meeting = meetingOf(2, 7);
    PictureReceiver picture = meeting.peer(0).picture(0);
    picture.forgetGaps(meeting.simulation().nowNs());
    Session session = SimMeeting.session(1);
    Session next = new Session(
        SimMeeting.serverCredentials(77),
        session.remote(),
        session.fingerprints(),
        session.publications(),
        session.slots());
    meeting.plane().apply(new RoomCommand.Renegotiate(SimMeeting.endpoint(1), next));
    meeting.simulation().runFor(5 * SECOND);
    assertThat(picture.longestGapNs()).isLessThan(60 * MS);
  }

  /** A request for what was lost of an earlier occupant is answered with nothing of anybody's. */
  @Test
  void lossesAroundAChangeDisturbNothing() {
    SimMeeting meeting = meetingOf(3, 8);
    PictureReceiver picture = meeting.peer(0).picture(0);
    meeting.peer(0).down().conditions(LinkConditions.clean(20 * MS).withLoss(0.1));
    for (int turn = 0; turn < 30; turn++) {
      meeting.seat(0, 0, 1 + turn % 2, 1280, 720);
      meeting.simulation().runFor((300 + 20L * turn) * MS);
    }
    meeting.simulation().runFor(SECOND);
    assertThat(picture.violations()).isEmpty();
    assertThat(picture.lastPublisher()).isEqualTo(2);
  }

  private static void publish(SimMeeting meeting, boolean on) {
    meeting.publish(1, Chamber.PLENARY, SourceKind.CAMERA, on);
  }

  private static SimMeeting meetingOf(int peers, long seed) {
    SimMeeting meeting = new SimMeeting(seed);
    for (int i = 0; i < peers; i++) {
      meeting.join();
    }
    meeting.seat(0, 0, 1, 1280, 720);
    meeting.simulation().runFor(3 * SECOND);
    return meeting;
  }
}
