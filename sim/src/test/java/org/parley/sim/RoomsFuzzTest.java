package org.parley.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.parley.media.transport.Path;
import org.parley.media.transport.Transport;

/**
 * A participant that sends whatever it likes, with its keys at hand: the input is a row of records of one byte for what it is, one for
 * the size, and the bytes. Nothing is thrown, and the others see each other throughout.
 */
class RoomsFuzzTest {

  private static final long MS = 1_000_000L;
  private static final Path STRANGER = Path.ofIpv4(Transport.UDP, 0x7f00_0002, 9);

  @FuzzTest(maxDuration = "1m")
  void whateverAParticipantSends(byte[] input) {
    SimMeeting meeting = new SimMeeting(1);
    for (int i = 0; i < 3; i++) {
      meeting.join(1000);
    }
    meeting.seat(0, 0, 1, 320, 180);
    meeting.seat(0, 1, 2, 320, 180);
    meeting.seat(1, 0, 2, 320, 180);
    meeting.simulation().runFor(500 * MS);
    int at = 0;
    while (at + 2 <= input.length) {
      int end = Math.min(input.length, at + 2 + (input[at + 1] & 0xff));
      send(meeting, input[at] & 0xff, Arrays.copyOfRange(input, at + 2, end));
      at = end;
    }
    meeting.simulation().runFor(100 * MS);
    PictureReceiver innocent = meeting.peer(0).picture(1);
    int frames = innocent.decodedFrames();
    meeting.simulation().runFor(500 * MS);
    assertThat(innocent.decodedFrames() - frames).isGreaterThan(5);
    assertThat(innocent.violations()).isEmpty();
  }

  private static void send(SimMeeting meeting, int kind, byte[] bytes) {
    SimPeer peer = meeting.peer(1);
    switch (kind % 5) {
      case 0 -> peer.sendRtp(bytes, bytes.length);
      case 1 -> peer.sendRtcp(bytes, bytes.length);
      case 2 -> meeting.plane().receive(peer.path(), bytes);
      case 3 -> meeting.plane().receive(STRANGER, bytes);
      default -> meeting.simulation().runFor(bytes.length * MS);
    }
  }
}
