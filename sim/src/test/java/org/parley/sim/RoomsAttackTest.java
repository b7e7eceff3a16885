package org.parley.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.sim.Attacks.assertGoesOn;
import static org.parley.sim.Attacks.cameraPacket;
import static org.parley.sim.Attacks.dropped;
import static org.parley.sim.Attacks.meetingOf;
import static org.parley.sim.Attacks.renumbered;
import static org.parley.sim.Attacks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.parley.media.RoomCommand;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.SourceKind;
import org.parley.media.transport.Drop;
import org.parley.media.transport.Path;
import org.parley.media.transport.Transport;
import org.parley.media.wire.Rtcp;
import org.parley.media.wire.RtcpWriter;

/** Attacks on the media plane. After each the meeting goes on, and what was dropped was counted. */
class RoomsAttackTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MS = 1_000_000L;
  private static final Path STRANGER = Path.ofIpv4(Transport.UDP, 0x7f00_0002, 9);
  private static final int CAMERA_SSRC_OF_1 = 20_000;
  private final List<byte[]> replies = new ArrayList<>();

  @Test
  void anyBytesFromAnywhereAreSurvived() {
    SimMeeting meeting = meetingOf(2, 3);
    meeting.plane().connect(STRANGER, replies::add);
    meeting.simulation().runFor(2 * SECOND);
    SplittableRandom random = new SplittableRandom(3);
    for (int size = 0; size <= 1500; size++) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      for (int first = 0; first < 256; first++) {
        if (size > 0) {
          bytes[0] = (byte) first;
        }
        meeting.plane().receive(STRANGER, bytes);
        meeting.plane().receive(meeting.peer(1).path(), bytes);
      }
    }
    assertThat(replies).isEmpty();
    assertGoesOn(meeting);
  }

  @Test
  void aHundredThousandForgedPacketsAreSurvived() {
    SimMeeting meeting = meetingOf(2, 4);
    meeting.simulation().runFor(2 * SECOND);
    SplittableRandom random = new SplittableRandom(4);
    byte[] packet = cameraPacket("l", 0, CAMERA_SSRC_OF_1, 200);
    byte[] report = new byte[60];
    report[0] = (byte) 0x80;
    report[1] = (byte) 200;
    for (int i = 0; i < 50_000; i++) {
      random.nextBytes(report);
      report[0] = (byte) 0x80;
      report[1] = (byte) 200;
      packet[2] = (byte) (i >> 8);
      packet[3] = (byte) i;
      packet[60] = (byte) random.nextInt();
      meeting.plane().receive(meeting.peer(1).path(), packet);
      meeting.plane().receive(meeting.peer(1).path(), report);
    }
    // Those with numbers from before the window are taken for replays without a look at the tag.
    assertThat(dropped(meeting, Drop.RTP_BAD_AUTHENTICATION)).isGreaterThan(30_000);
    assertThat(dropped(meeting, Drop.RTP_BAD_AUTHENTICATION) + dropped(meeting, Drop.RTP_REPLAYED))
        .isEqualTo(50_000);
    assertThat(
            dropped(meeting, Drop.RTCP_BAD_AUTHENTICATION) + dropped(meeting, Drop.RTCP_MALFORMED))
        .isEqualTo(50_000);
    assertGoesOn(meeting);
  }

  @Test
  void replaysAreDropped() {
    SimMeeting meeting = meetingOf(2, 5);
    meeting.simulation().runFor(2 * SECOND);
    long before = meeting.plane().counters().forwardedPackets();
    meeting.simulation().runFor(2 * SECOND);
    long forwarded = meeting.plane().counters().forwardedPackets() - before;
    for (int i = 0; i < 2; i++) {
      meeting.peer(i).up().conditions(LinkConditions.clean(20 * MS).withDuplicates(1));
    }
    before = meeting.plane().counters().forwardedPackets();
    meeting.simulation().runFor(2 * SECOND);
    assertThat(meeting.plane().counters().forwardedPackets() - before)
        .isBetween(forwarded - 20, forwarded + 20);
    assertThat(dropped(meeting, Drop.RTP_REPLAYED)).isGreaterThan(500);
    assertThat(dropped(meeting, Drop.RTCP_REPLAYED)).isGreaterThan(5);
    assertGoesOn(meeting);
  }

  @Test
  void aWrapUnderHeavyLossAndReorderGoesByUnnoticed() {
    for (long seed = 1; seed <= 3; seed++) {
      SimMeeting meeting = new SimMeeting(seed);
      for (int i = 0; i < 2; i++) {
        meeting.join(65_000);
      }
      meeting.seat(0, 0, 1, 1280, 720);
      meeting.simulation().runFor(2 * SECOND);
      LinkConditions bad = LinkConditions.clean(20 * MS).withLoss(0.2).withJitterNs(30 * MS);
      meeting.peer(1).up().conditions(bad);
      PictureReceiver picture = meeting.peer(0).picture(0);
      picture.forgetGaps(meeting.simulation().nowNs());
      int before = picture.decodedFrames();
      meeting.simulation().runFor(20 * SECOND);
      assertThat(picture.violations()).as("seed %d", seed).isEmpty();
      assertThat(picture.decodedFrames() - before).as("seed %d", seed).isGreaterThan(20 * 22);
      assertThat(picture.longestGapNs()).as("seed %d", seed).isLessThan(SECOND);
    }
  }

  @Test
  void whoJoinsAfterTheRolloverSees() {
    SimMeeting meeting = new SimMeeting(7);
    meeting.join(65_000);
    meeting.join(65_000);
    meeting.seat(0, 0, 1, 1280, 720);
    meeting.simulation().runFor(15 * SECOND);
    meeting.join(0);
    meeting.seat(2, 0, 1, 1280, 720);
    meeting.simulation().runFor(3 * SECOND);
    assertThat(meeting.peer(2).picture(0).decodedFrames()).isGreaterThan(50);
    assertThat(meeting.peer(2).picture(0).violations()).isEmpty();
    assertGoesOn(meeting);
  }

  @Test
  void aFloodOfNewSsrcsFillsNoMoreThanItsOwnTables() {
    SimMeeting meeting = meetingOf(3, 8);
    meeting.simulation().runFor(2 * SECOND);
    for (int i = 0; i < 400; i++) {
      meeting.peer(1).sendRtp(cameraPacket("l", i, 5_000_000 + i, 100), 100);
      meeting.peer(1).sendRtp(cameraPacket("none", i, 6_000_000 + i, 100), 100);
    }
    meeting.simulation().runFor(100 * MS);
    assertThat(dropped(meeting, Drop.RTP_SSRC_LIMIT)).isGreaterThan(300);
    assertThat(dropped(meeting, Drop.RTP_UNKNOWN_SOURCE)).isEqualTo(400);
    // The others notice nothing; the flooder's own encoding has its stream back soon.
    PictureReceiver other = meeting.peer(0).picture(1);
    assertThat(other.lastPublisher()).isEqualTo(2);
    assertThat(other.longestGapNs()).isLessThan(SECOND / 2);
    meeting.simulation().runFor(3 * SECOND);
    meeting.show(0, 0, 320, 180);
    int before = meeting.peer(0).picture(0).decodedFrames();
    meeting.simulation().runFor(3 * SECOND);
    assertThat(meeting.peer(0).picture(0).decodedFrames()).isGreaterThan(before + 50);
    assertThat(meeting.peer(0).picture(0).lastEncoding()).isZero();
    assertGoesOn(meeting);
  }

  @Test
  void anotherOnesSsrcIsOnlyANumber() {
    SimMeeting meeting = meetingOf(3, 9);
    meeting.simulation().runFor(2 * SECOND);
    PictureReceiver victim = meeting.peer(0).picture(1);
    victim.forgetGaps(meeting.simulation().nowNs());
    int victimSsrc = 30_000;
    for (int i = 0; i < 200; i++) {
      meeting.peer(1).sendRtp(cameraPacket("h", i, victimSsrc + 20, 100), 100);
      meeting.simulation().runFor(10 * MS);
    }
    assertThat(victim.lastPublisher()).isEqualTo(2);
    assertThat(victim.violations()).isEmpty();
    assertThat(victim.longestGapNs()).isLessThan(200 * MS);
  }

  @Test
  void absurdFeedbackIsBoundedAndHarmsNobodyElse() {
    SimMeeting meeting = meetingOf(3, 15);
    meeting.simulation().runFor(2 * SECOND);
    PictureReceiver other = meeting.peer(2).picture(1);
    other.forgetGaps(meeting.simulation().nowNs());
    byte[] buffer = new byte[1500];
    SplittableRandom random = new SplittableRandom(15);
    for (int i = 0; i < 500; i++) {
      SimPeer attacker = meeting.peer(0);
      attacker.sendRtcp(buffer, RtcpWriter.remb(buffer, 0, 2, 0, 1_000_001));
      attacker.sendRtcp(buffer, RtcpWriter.remb(buffer, 0, 2, Long.MAX_VALUE, 1_000_001));
      attacker.sendRtcp(
          buffer,
          RtcpWriter.rr(
              buffer,
              0,
              new Rtcp.ReceiverReport(
                  2,
                  List.of(new Rtcp.ReportBlock(
                      1_000_001, 255, 0x7f_ffff, 0xffff_ffffL, 0xffff_ffffL, -1, 0xffff_ffffL)))));
      attacker.sendRtcp(
          buffer, RtcpWriter.sr(buffer, 0, report(10_000, random.nextLong(), random.nextInt())));
      // Feedback of ours, sent back: 8191 packets lost in two bytes.
      byte[] feedback = {
        (byte) 0x8f,
        (byte) 205,
        0,
        5,
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        2,
        0,
        0,
        0x1f,
        (byte) 0xff,
        0,
        0,
        0,
        0,
        0x1f,
        (byte) 0xff,
        0,
        0
      };
      attacker.sendRtcp(feedback, feedback.length);
      byte[] compound = new byte[1400];
      random.nextBytes(compound);
      int at = RtcpWriter.pli(compound, 0, 2, 1_000_001);
      at = RtcpWriter.fir(compound, at, 2, 1_000_001, i);
      attacker.sendRtcp(compound, at + 4 * random.nextInt(300));
      meeting.simulation().runFor(10 * MS);
    }
    assertThat(other.violations()).isEmpty();
    assertThat(other.longestGapNs()).isLessThan(200 * MS);
    assertThat(meeting.peer(0).picture(0).violations()).isEmpty();
    meeting.simulation().runFor(20 * SECOND);
    assertGoesOn(meeting);
    assertThat(other.violations()).isEmpty();
  }

  @Test
  void oddPacketsOfAnAuthenticPublisherAreDropped() {
    SimMeeting meeting = meetingOf(2, 16);
    meeting.simulation().runFor(2 * SECOND);
    meeting.peer(1).pauseEncoding(0, true);
    long malformed = dropped(meeting, Drop.RTP_MALFORMED);
    for (int padding : new int[] {0, 81, 200, 255}) {
      byte[] packet = cameraPacket("l", 0, CAMERA_SSRC_OF_1, 100);
      packet[0] |= 0x20;
      packet[99] = (byte) padding;
      meeting.peer(1).sendRtp(renumbered(packet, 30_000 + padding), 100);
    }
    byte[] overrun = cameraPacket("l", 0, CAMERA_SSRC_OF_1, 100);
    overrun[16] = 0x1f;
    meeting.peer(1).sendRtp(renumbered(overrun, 31_000), 100);
    byte[] descriptorOnly = cameraPacket("l", 0, CAMERA_SSRC_OF_1, 100);
    Arrays.fill(descriptorOnly, 24, 100, (byte) 0xff);
    for (int size = 20; size < 40; size++) {
      meeting.peer(1).sendRtp(renumbered(descriptorOnly, 32_000 + size), size);
    }
    byte[] csrcs = cameraPacket("l", 0, CAMERA_SSRC_OF_1, 100);
    csrcs[0] |= 0x0f;
    meeting.peer(1).sendRtp(renumbered(csrcs, 33_000), 100);
    meeting.simulation().runFor(SECOND);
    assertThat(dropped(meeting, Drop.RTP_MALFORMED) - malformed).isGreaterThan(4);
    assertGoesOn(meeting);
  }

  @Test
  void whoClaimsAWideDownlinkHarmsOnlyItself() {
    SimMeeting meeting = meetingOf(3, 17);
    meeting.simulation().runFor(3 * SECOND);
    meeting.peer(0).down().conditions(LinkConditions.clean(20 * MS).withRate(300_000, 30_000));
    PictureReceiver other = meeting.peer(1).picture(1);
    other.forgetGaps(meeting.simulation().nowNs());
    byte[] buffer = new byte[100];
    for (int i = 0; i < 200; i++) {
      meeting.peer(0).sendRtcp(buffer, RtcpWriter.remb(buffer, 0, 2, 10_000_000_000L, 1_000_001));
      meeting.simulation().runFor(50 * MS);
    }
    assertThat(other.lastEncoding()).isEqualTo(2);
    assertThat(other.longestGapNs()).isLessThan(200 * MS);
    assertThat(other.violations()).isEmpty();
    assertThat(meeting.peer(0).picture(0).violations()).isEmpty();
  }

  /** Requests for what never was must not earn the right to more of what was. */
  @Test
  void requestsForWhatIsNotThereDoNotWidenTheBudget() {
    SimMeeting meeting = meetingOf(2, 18);
    meeting.simulation().runFor(40 * SECOND);
    long before = meeting.plane().counters().retransmittedPackets();
    byte[] buffer = new byte[1400];
    int[] overwritten = new int[1500];
    int[] recent = new int[100];
    for (int round = 0; round < 500; round++) {
      int latest = Objects.requireNonNull(meeting.peer(0).lastStamp(1_000_001)).seq16();
      for (int i = 0; i < overwritten.length; i++) {
        overwritten[i] = (latest - 1900 + i) & 0xffff;
      }
      for (int i = 0; i < recent.length; i++) {
        recent[i] = (latest - 99 + i) & 0xffff;
      }
      for (int[] asked : List.of(overwritten, overwritten, recent)) {
        meeting
            .peer(0)
            .sendRtcp(buffer, RtcpWriter.nack(buffer, 0, 2, 1_000_001, asked, asked.length));
      }
      meeting.simulation().runFor(10 * MS);
    }
    // A packet has 1000 bytes, and 75 of them are sent a second.
    long bytes = (meeting.plane().counters().retransmittedPackets() - before) * 1000;
    assertThat(bytes).isBetween(192_000L, (192 << 10) + 5L * 75 * 1000 * 3 / 2);
    assertThat(meeting.peer(0).picture(0).violations()).isEmpty();
  }

  @Test
  void commandsForWhatIsNotThereAreCounted() {
    SimMeeting meeting = meetingOf(2, 21);
    meeting.simulation().runFor(SECOND);
    meeting.seat(0, 99, 1, 10, 10);
    meeting.seat(0, -1, 1, 10, 10);
    meeting.plane().apply(new RoomCommand.Remove("nobody"));
    meeting
        .plane()
        .apply(new RoomCommand.Publish("nobody", Chamber.PLENARY, SourceKind.CAMERA, true));
    assertThat(dropped(meeting, Drop.COMMAND_TARGET_GONE)).isEqualTo(4);
    assertGoesOn(meeting);
  }
}
