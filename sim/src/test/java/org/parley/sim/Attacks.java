package org.parley.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.parley.media.ice.IceCredentials;
import org.parley.media.sdp.Session;
import org.parley.media.transport.Drop;
import org.parley.media.transport.Path;
import org.parley.media.transport.Transport;
import org.parley.media.wire.Rtcp;
import org.parley.media.wire.RtpHeaderWriter;
import org.parley.media.wire.StunWriter;

/** What the attack tests share: a meeting to attack, packets to attack it with, and what must hold afterwards. */
final class Attacks {

  private static final long SECOND = 1_000_000_000L;
  private static final long MS = 1_000_000L;

  private Attacks() {}

  static void assertGoesOn(SimMeeting meeting) {
    PictureReceiver picture = meeting.peer(0).picture(0);
    meeting.simulation().runFor(SECOND);
    int before = picture.decodedFrames();
    picture.forgetGaps(meeting.simulation().nowNs());
    meeting.simulation().runFor(2 * SECOND);
    assertThat(picture.decodedFrames() - before).isGreaterThan(45);
    assertThat(picture.longestGapNs()).isLessThan(200 * MS);
    assertThat(picture.violations()).isEmpty();
  }

  static long dropped(SimMeeting meeting, Drop reason) {
    return meeting.plane().counters().dropped(reason);
  }

  static Path path(int port) {
    return Path.ofIpv4(Transport.UDP, 0x7f00_0003, port);
  }

  static Session restarted(Session first, int number) {
    return new Session(
        new IceCredentials("restarted" + number, "password-of-restart-number-" + number),
        first.remote(),
        first.fingerprints(),
        first.publications(),
        first.slots());
  }

  static Rtcp.SenderReport report(int ssrc, long ntp, int timestamp) {
    return new Rtcp.SenderReport(ssrc, ntp, timestamp, 1, 1, List.of());
  }

  static byte[] check(IceCredentials credentials, boolean nominates) {
    byte[] buffer = new byte[300];
    StunWriter.BindingRequest request = new StunWriter.BindingRequest(
        new byte[12], credentials.ufrag() + ":client", 1, nominates, true, 1);
    byte[] key = credentials.password().getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(buffer, StunWriter.bindingRequest(buffer, 0, request, key));
  }

  static byte[] cameraPacket(String rid, int seq16, int ssrc, int size) {
    byte[] packet = new byte[size];
    RtpHeaderWriter header = new RtpHeaderWriter();
    header.begin(packet, 0, false, 96, seq16 & 0xffff, 0, ssrc);
    header.extension(1, new byte[] {'1'}, 0, 1);
    byte[] bytes = rid.getBytes(StandardCharsets.US_ASCII);
    header.extension(2, bytes, 0, bytes.length);
    header.end();
    return packet;
  }

  static byte[] renumbered(byte[] packet, int seq16) {
    packet[2] = (byte) (seq16 >> 8);
    packet[3] = (byte) seq16;
    return packet;
  }

  static SimMeeting meetingOf(int peers, long seed) {
    SimMeeting meeting = new SimMeeting(seed);
    for (int i = 0; i < peers; i++) {
      meeting.join(1000);
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
}
