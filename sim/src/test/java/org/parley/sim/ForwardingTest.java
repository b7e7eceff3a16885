package org.parley.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.media.RoomEvent;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.SourceKind;
import org.parley.media.transport.Drop;
import org.parley.media.transport.Path;
import org.parley.media.transport.Transport;
import org.parley.media.wire.Rtcp;
import org.parley.media.wire.RtcpWriter;
import org.parley.media.wire.RtpHeaderWriter;

/** The media plane between simulated browsers: what everyone sees and hears, whatever the network does. */
class ForwardingTest {

  private static final long SECOND = 1_000_000_000L;
  private static final int FRAMES_PER_SECOND = 25;

  @Test
  void everyoneSeesAndHearsEveryone() {
    SimMeeting meeting = meetingOf(4, 1);
    meeting.simulation().runFor(10 * SECOND);
    for (int receiver = 0; receiver < 4; receiver++) {
      for (int slot = 0; slot < 3; slot++) {
        PictureReceiver picture = meeting.peer(receiver).picture(slot);
        assertThat(picture.violations()).isEmpty();
        assertThat(picture.decodedFrames()).isGreaterThan(9 * FRAMES_PER_SECOND);
        assertThat(picture.lastEncoding()).isEqualTo(2);
        assertThat(picture.lastPublisher()).isEqualTo(slot < receiver ? slot : slot + 1);
        assertThat(meeting.peer(receiver).soundPackets(slot)).isGreaterThan(9 * 50);
      }
    }
  }

  @ParameterizedTest(name = "loss {0}, jitter {1} ms, duplicates {2}, first seq {3}")
  @CsvSource({
    "0.05, 0, 0, 1000",
    "0.10, 0, 0, 1000",
    "0.10, 0, 0, 65400",
    "0.00, 30, 0.05, 65000",
    "0.05, 30, 0.05, 65500",
    "0.10, 60, 0.10, 64000",
  })
  void lossReorderAndDuplicatesAreMended(
      double loss, long jitterMs, double duplicates, int firstSeq) {
    for (long seed = 1; seed <= 5; seed++) {
      SimMeeting meeting = new SimMeeting(seed);
      meeting.join(firstSeq);
      meeting.join(firstSeq);
      meeting.seat(0, 0, 1, 1280, 720);
      meeting.seat(1, 0, 0, 1280, 720);
      meeting.simulation().runFor(2 * SECOND);
      LinkConditions bad = LinkConditions.clean(20_000_000L)
          .withLoss(loss)
          .withJitterNs(jitterMs * 1_000_000L)
          .withDuplicates(duplicates);
      for (int i = 0; i < 2; i++) {
        meeting.peer(i).up().conditions(bad);
        meeting.peer(i).down().conditions(bad);
        meeting.peer(i).picture(0).forgetGaps(meeting.simulation().nowNs());
      }
      meeting.simulation().runFor(20 * SECOND);
      for (int i = 0; i < 2; i++) {
        PictureReceiver picture = meeting.peer(i).picture(0);
        assertThat(picture.violations()).as("seed %d", seed).isEmpty();
        assertThat(picture.decodedFrames())
            .as("seed %d", seed)
            .isGreaterThan(20 * FRAMES_PER_SECOND);
        assertThat(picture.longestGapNs()).as("seed %d", seed).isLessThan(SECOND);
      }
    }
  }

  @Test
  void theEncodingFollowsTheSizeOnTheScreen() {
    SimMeeting meeting = meetingOf(2, 2);
    meeting.simulation().runFor(3 * SECOND);
    PictureReceiver picture = meeting.peer(0).picture(0);
    List<Integer> seen = new ArrayList<>();
    for (int width : new int[] {1280, 320, 640, 1920, 160}) {
      meeting.show(0, 0, width, width * 9 / 16);
      meeting.simulation().runFor(2 * SECOND);
      seen.add(picture.lastEncoding());
    }
    assertThat(seen).containsExactly(2, 0, 1, 2, 0);
    assertThat(picture.violations()).isEmpty();
    assertThat(picture.longestGapNs()).isLessThan(SECOND / 2);
    meeting.show(0, 0, 0, 0);
    meeting.simulation().runFor(SECOND);
    long packets = picture.packets();
    meeting.simulation().runFor(2 * SECOND);
    assertThat(picture.packets()).isEqualTo(packets);
  }

  @Test
  void aSlotGoesFromOnePersonToAnother() {
    SimMeeting meeting = meetingOf(3, 3);
    meeting.simulation().runFor(3 * SECOND);
    PictureReceiver picture = meeting.peer(0).picture(0);
    for (int turn = 0; turn < 10; turn++) {
      int publisher = 1 + turn % 2;
      meeting.seat(0, 0, publisher, 640, 360);
      meeting.simulation().runFor(2 * SECOND);
      assertThat(picture.lastPublisher()).isEqualTo(publisher);
    }
    assertThat(picture.violations()).isEmpty();
  }

  @Test
  void anEncodingThatStopsIsReplacedByALowerOne() {
    SimMeeting meeting = meetingOf(2, 4);
    meeting.simulation().runFor(3 * SECOND);
    PictureReceiver picture = meeting.peer(0).picture(0);
    assertThat(picture.lastEncoding()).isEqualTo(2);
    meeting.peer(1).pauseEncoding(2, true);
    meeting.simulation().runFor(4 * SECOND);
    assertThat(picture.lastEncoding()).isEqualTo(1);
    meeting.peer(1).pauseEncoding(2, false);
    meeting.simulation().runFor(4 * SECOND);
    assertThat(picture.lastEncoding()).isEqualTo(2);
    assertThat(picture.violations()).isEmpty();
  }

  @Test
  void aMutedSourceIsNotForwarded() {
    SimMeeting meeting = meetingOf(2, 5);
    meeting.simulation().runFor(3 * SECOND);
    meeting.publish(1, Chamber.PLENARY, SourceKind.CAMERA, false);
    meeting.publish(1, Chamber.PLENARY, SourceKind.MICROPHONE, false);
    meeting.simulation().runFor(SECOND);
    long pictures = meeting.peer(0).picture(0).packets();
    long sounds = meeting.peer(0).soundPackets(0);
    meeting.simulation().runFor(3 * SECOND);
    assertThat(meeting.peer(0).picture(0).packets()).isEqualTo(pictures);
    assertThat(meeting.peer(0).soundPackets(0)).isEqualTo(sounds);
    meeting.publish(1, Chamber.PLENARY, SourceKind.CAMERA, true);
    meeting.publish(1, Chamber.PLENARY, SourceKind.MICROPHONE, true);
    int decoded = meeting.peer(0).picture(0).decodedFrames();
    meeting.simulation().runFor(3 * SECOND);
    assertThat(meeting.peer(0).picture(0).decodedFrames())
        .isGreaterThan(decoded + 2 * FRAMES_PER_SECOND);
    assertThat(meeting.peer(0).soundPackets(0)).isGreaterThan(sounds + 2 * 50);
    assertThat(meeting.peer(0).picture(0).violations()).isEmpty();
  }

  @Test
  void aStormOfKeyframeRequestsReachesThePublisherOncePerHalfSecond() {
    SimMeeting meeting = meetingOf(2, 6);
    meeting.simulation().runFor(3 * SECOND);
    int before = meeting.peer(1).keyframes(2);
    byte[] buffer = new byte[100];
    for (int i = 0; i < 1000; i++) {
      meeting.simulation().runFor(5_000_000L);
      meeting.peer(0).sendRtcp(buffer, RtcpWriter.pli(buffer, 0, 2, 1_000_001));
      meeting.peer(0).sendRtcp(buffer, RtcpWriter.fir(buffer, 0, 2, 1_000_001, i));
    }
    assertThat(meeting.peer(1).keyframes(2) - before).isBetween(5, 11);
  }

  @Test
  void aStormOfNacksStaysWithinTheBudget() {
    SimMeeting meeting = meetingOf(2, 7);
    meeting.simulation().runFor(3 * SECOND);
    long before = meeting.plane().counters().retransmittedPackets();
    byte[] buffer = new byte[1400];
    int[] all = new int[256];
    for (int round = 0; round < 500; round++) {
      for (int i = 0; i < all.length; i++) {
        all[i] = (round * 7 + i) & 0xffff;
      }
      for (int start = 0; start < 1 << 16; start += 1 << 13) {
        int[] shifted = new int[all.length];
        for (int i = 0; i < all.length; i++) {
          shifted[i] = (all[i] + start) & 0xffff;
        }
        meeting
            .peer(0)
            .sendRtcp(buffer, RtcpWriter.nack(buffer, 0, 2, 1_000_001, shifted, shifted.length));
      }
      meeting.simulation().runFor(10_000_000L);
    }
    long bytes = (meeting.plane().counters().retransmittedPackets() - before) * 1500;
    assertThat(bytes).isLessThan((256 << 10) + 5L * 1_000_000 / 8 * 2);
    assertThat(meeting.peer(0).picture(0).violations()).isEmpty();
  }

  @Test
  void consentThatExpiresEndsTheSending() {
    SimMeeting meeting = meetingOf(2, 8);
    meeting.simulation().runFor(3 * SECOND);
    meeting.peer(0).up().conditions(LinkConditions.clean(0).withLoss(1));
    meeting.simulation().runFor(30 * SECOND);
    assertThat(meeting.plane().events())
        .contains(new RoomEvent.Lost("room", SimMeeting.endpoint(0), "consent expired"));
    long packets = meeting.peer(0).soundPackets(0);
    meeting.simulation().runFor(5 * SECOND);
    assertThat(meeting.peer(0).soundPackets(0)).isEqualTo(packets);
  }

  @Test
  void anEightSecondBlackoutIsSurvived() {
    SimMeeting meeting = meetingOf(2, 9);
    meeting.simulation().runFor(3 * SECOND);
    for (boolean up : new boolean[] {true, false}) {
      LinkConditions dark = LinkConditions.clean(20_000_000L).withLoss(1);
      (up ? meeting.peer(0).up() : meeting.peer(0).down()).conditions(dark);
    }
    meeting.simulation().runFor(8 * SECOND);
    meeting.peer(0).up().conditions(LinkConditions.clean(20_000_000L));
    meeting.peer(0).down().conditions(LinkConditions.clean(20_000_000L));
    int mine = meeting.peer(0).picture(0).decodedFrames();
    int theirs = meeting.peer(1).picture(0).decodedFrames();
    meeting.simulation().runFor(3 * SECOND);
    assertThat(meeting.peer(0).picture(0).decodedFrames()).isGreaterThan(mine + FRAMES_PER_SECOND);
    assertThat(meeting.peer(1).picture(0).decodedFrames())
        .isGreaterThan(theirs + FRAMES_PER_SECOND);
    assertThat(meeting.peer(0).picture(0).violations()).isEmpty();
  }

  @Test
  void whoSpeaksIsToldWithinFourTenthsOfASecondAndWithoutFlapping() {
    SimMeeting meeting = meetingOf(3, 10);
    meeting.simulation().runFor(3 * SECOND);
    meeting.peer(1).speakAt(20);
    meeting.simulation().runFor(400_000_000L);
    assertThat(lastSpeaking(meeting)).containsExactly(SimMeeting.endpoint(1));
    int events = speakingEvents(meeting);
    for (int pause = 0; pause < 10; pause++) {
      meeting.peer(1).speakAt(pause % 2 == 0 ? 127 : 20);
      meeting.simulation().runFor(300_000_000L);
    }
    assertThat(speakingEvents(meeting)).isEqualTo(events);
    meeting.peer(1).speakAt(127);
    meeting.simulation().runFor(2 * SECOND);
    assertThat(lastSpeaking(meeting)).isEmpty();
  }

  @Test
  void reportsLetAReceiverPlaySoundAndPictureInStep() {
    SimMeeting meeting = meetingOf(2, 11);
    meeting.simulation().runFor(5 * SECOND);
    List<Rtcp.SenderReport> reports = meeting.peer(0).received().stream()
        .filter(Rtcp.SenderReport.class::isInstance)
        .map(Rtcp.SenderReport.class::cast)
        .filter(report -> report.ssrc() == 1_000_001)
        .toList();
    assertThat(reports.size()).isGreaterThan(5);
    for (int i = 1; i < reports.size(); i++) {
      double seconds =
          (reports.get(i).ntpTimestamp() - reports.get(i - 1).ntpTimestamp()) / 4294967296.0;
      double ticks = reports.get(i).rtpTimestamp() - reports.get(i - 1).rtpTimestamp();
      assertThat(ticks / 90_000).isCloseTo(seconds, Offset.offset(0.035));
    }
  }

  @Test
  void anUnknownSourceAndAStolenSsrcAreDropped() {
    SimMeeting meeting = new SimMeeting(12);
    meeting.join(1000);
    meeting.join(1000);
    meeting.seat(0, 0, 1, 1280, 720);
    meeting.simulation().runFor(2 * SECOND);
    byte[] packet = new byte[200];
    for (int ssrc = 0; ssrc < 1000; ssrc++) {
      RtpHeaderWriter header = new RtpHeaderWriter();
      header.begin(packet, 0, false, 96, ssrc, 0, 900_000 + ssrc);
      header.extension(1, new byte[] {'9'}, 0, 1);
      meeting.peer(1).sendRtp(packet, header.end() + 50);
    }
    RtpHeaderWriter header = new RtpHeaderWriter();
    meeting.peer(1).pauseEncoding(0, true);
    header.begin(packet, 0, false, 96, 30_000, 0, 20_000);
    header.extension(1, new byte[] {'0'}, 0, 1);
    meeting.peer(1).sendRtp(packet, header.end() + 50);
    meeting.simulation().runFor(SECOND);
    assertThat(meeting.plane().counters().dropped(Drop.RTP_UNKNOWN_SOURCE)).isEqualTo(1000);
    assertThat(meeting.plane().counters().dropped(Drop.RTP_SSRC_CONFLICT)).isEqualTo(1);
    int decoded = meeting.peer(0).picture(0).decodedFrames();
    meeting.simulation().runFor(SECOND);
    assertThat(meeting.peer(0).picture(0).decodedFrames()).isGreaterThan(decoded + 20);
  }

  @Test
  void mediaFromAnAddressThatNoCheckValidatedIsNeverTaken() {
    SimMeeting meeting = meetingOf(2, 13);
    meeting.simulation().runFor(2 * SECOND);
    Path stranger = Path.ofIpv4(Transport.UDP, 0x7f00_0002, 9);
    long forwarded = meeting.plane().counters().dropped(Drop.PATH_NOT_VALIDATED);
    for (int first = 0; first < 256; first++) {
      for (int size : new int[] {0, 1, 2, 12, 100, 1500}) {
        byte[] bytes = new byte[size];
        if (size > 0) {
          bytes[0] = (byte) first;
        }
        meeting.plane().receive(stranger, bytes);
      }
    }
    assertThat(meeting.plane().counters().dropped(Drop.PATH_NOT_VALIDATED))
        .isGreaterThan(forwarded);
    meeting.simulation().runFor(SECOND);
    assertThat(meeting.peer(0).picture(0).violations()).isEmpty();
  }

  @Test
  void aNarrowDownlinkGetsALowerEncodingAndTheOthersAreNotDisturbed() {
    SimMeeting meeting = meetingOf(3, 14);
    meeting.simulation().runFor(3 * SECOND);
    meeting.peer(0).down().conditions(LinkConditions.clean(20_000_000L).withRate(400_000, 30_000));
    PictureReceiver narrow = meeting.peer(0).picture(0);
    PictureReceiver wide = meeting.peer(1).picture(0);
    meeting.simulation().runFor(5 * SECOND);
    int low = 0;
    int frames = narrow.decodedFrames();
    for (int second = 0; second < 20; second++) {
      meeting.simulation().runFor(SECOND);
      low += narrow.lastEncoding() < 2 ? 1 : 0;
    }
    assertThat(low).isGreaterThan(10);
    assertThat(narrow.decodedFrames() - frames).isGreaterThan(10 * FRAMES_PER_SECOND);
    assertThat(wide.lastEncoding()).isEqualTo(2);
    assertThat(wide.longestGapNs()).isLessThan(SECOND / 2);
    assertThat(narrow.violations()).isEmpty();
  }

  private static SimMeeting meetingOf(int peers, long seed) {
    SimMeeting meeting = new SimMeeting(seed);
    for (int i = 0; i < peers; i++) {
      meeting.join();
    }
    for (int receiver = 0; receiver < peers; receiver++) {
      int slot = 0;
      for (int publisher = 0; publisher < peers; publisher++) {
        if (publisher != receiver) {
          meeting.seat(receiver, slot++, publisher, 1280, 720);
        }
      }
    }
    return meeting;
  }

  private static List<String> lastSpeaking(SimMeeting meeting) {
    return meeting.plane().events().stream()
        .filter(RoomEvent.Speaking.class::isInstance)
        .map(RoomEvent.Speaking.class::cast)
        .reduce((first, second) -> second)
        .map(RoomEvent.Speaking::endpoints)
        .orElse(List.of());
  }

  private static int speakingEvents(SimMeeting meeting) {
    return (int) meeting.plane().events().stream()
        .filter(RoomEvent.Speaking.class::isInstance)
        .count();
  }
}
