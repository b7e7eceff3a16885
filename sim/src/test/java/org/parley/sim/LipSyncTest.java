package org.parley.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.parley.media.feedback.Ntp;
import org.parley.media.wire.Rtcp;
import org.parley.media.wire.RtcpWriter;

/**
 * A browser plays a slot's sound and picture in step by their sender reports: what was captured at one moment must have one NTP time in
 * both, whatever was switched.
 */
class LipSyncTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MS = 1_000_000L;
  private static final long TOLERANCE_NS = 20 * MS;

  /** Both directions of a clean path. */
  private static final long DELAY_NS = 40 * MS;

  private static final int SOUND_SSRC = 1_000_000;
  private static final int PICTURE_SSRC = 1_000_001;

  @Test
  void survivesSwitchesOfTheEncoding() {
    SimMeeting meeting = meetingOf(2, 1);
    meeting.simulation().runFor(3 * SECOND);
    assertInStep(meeting);
    for (int width : new int[] {320, 1280, 640, 320, 1280}) {
      meeting.show(0, 0, width, width * 9 / 16);
      for (int i = 0; i < 10; i++) {
        meeting.simulation().runFor(200 * MS);
        assertInStep(meeting);
      }
    }
  }

  @Test
  void survivesChangesOfTheOccupant() {
    SimMeeting meeting = meetingOf(4, 2);
    meeting.simulation().runFor(3 * SECOND);
    for (int turn = 0; turn < 12; turn++) {
      meeting.seat(0, 0, 1 + turn % 3, 640, 360);
      // Until the next report the earlier one still tells the way.
      meeting.simulation().runFor((600 + 70L * turn) * MS);
      assertThat(meeting.peer(0).picture(0).lastPublisher()).isEqualTo(1 + turn % 3);
      assertInStep(meeting);
    }
    assertThat(meeting.peer(0).picture(0).violations()).isEmpty();
  }

  @Test
  void survivesAnEmptySlotAndAMutedSource() {
    SimMeeting meeting = meetingOf(3, 3);
    meeting.simulation().runFor(3 * SECOND);
    meeting.unseat(0, 0);
    meeting.simulation().runFor(10 * SECOND);
    meeting.seat(0, 0, 2, 1280, 720);
    meeting.simulation().runFor(2 * SECOND);
    assertInStep(meeting);
  }

  /** A publisher whose reports are absurd for a while: nobody else is out of step, and it is not when it tells the truth again. */
  @Test
  void anAbsurdClockIsForgottenWhenTheTruthComes() {
    SimMeeting meeting = meetingOf(3, 4);
    meeting.simulation().runFor(3 * SECOND);
    byte[] buffer = new byte[100];
    for (long ntp : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40}) {
      for (int ssrc : new int[] {20_000, 20_010, 20_020, 25_000}) {
        Rtcp.SenderReport lie =
            new Rtcp.SenderReport(ssrc, ntp, (int) (ntp >>> 20) * ssrc, 1, 1, List.of());
        meeting.peer(1).sendRtcp(buffer, RtcpWriter.sr(buffer, 0, lie));
      }
      meeting.simulation().runFor(50 * MS);
      meeting.seat(0, 0, 2, 640, 360);
      meeting.simulation().runFor(50 * MS);
      meeting.seat(0, 0, 1, 640, 360);
      meeting.show(0, 0, ntp % 2 == 0 ? 320 : 1280, 720);
      meeting.simulation().runFor(50 * MS);
    }
    meeting.simulation().runFor(4 * SECOND);
    assertThat(meeting.peer(0).picture(0).lastPublisher()).isEqualTo(1);
    assertInStep(meeting);
    meeting.seat(0, 0, 2, 640, 360);
    meeting.simulation().runFor(2 * SECOND);
    assertThat(meeting.peer(0).picture(0).lastPublisher()).isEqualTo(2);
    assertInStep(meeting);
    assertThat(meeting.peer(0).picture(0).violations()).isEmpty();
  }

  private static void assertInStep(SimMeeting meeting) {
    long sound = ntpLessCaptureNs(meeting, SOUND_SSRC, 48_000);
    long picture = ntpLessCaptureNs(meeting, PICTURE_SSRC, 90_000);
    assertThat(Math.abs(sound - picture)).as("apart, in ns").isLessThan(TOLERANCE_NS);
  }

  /** By how much the NTP time of the last packet differs from when it was captured. */
  private static long ntpLessCaptureNs(SimMeeting meeting, int ssrc, int clockRateHz) {
    SimPeer peer = meeting.peer(0);
    SimPeer.Stamp stamp = Objects.requireNonNull(peer.lastStamp(ssrc));
    Rtcp.SenderReport report = peer.received().stream()
        .filter(Rtcp.SenderReport.class::isInstance)
        .map(Rtcp.SenderReport.class::cast)
        .filter(r -> r.ssrc() == ssrc)
        .reduce((first, second) -> second)
        .orElseThrow();
    // The difference of timestamps that wrap is an int's.
    int difference = stamp.timestamp() - report.rtpTimestamp();
    long ticks = difference;
    long ntpNs = Ntp.toNs(report.ntpTimestamp()) + ticks * 1_000_000_000L / clockRateHz;
    return ntpNs - (stamp.arrivalNs() - DELAY_NS);
  }

  private static SimMeeting meetingOf(int peers, long seed) {
    SimMeeting meeting = new SimMeeting(seed);
    for (int i = 0; i < peers; i++) {
      meeting.join();
    }
    meeting.seat(0, 0, 1, 1280, 720);
    return meeting;
  }
}
