package org.parley.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.parley.media.wire.Demux.Kind;

class DemuxTest {

  @Test
  void everyFirstByteHasItsKind() {
    for (int first = 0; first < 256; first++) {
      Kind expected = Kind.UNKNOWN;
      if (first <= 3) {
        expected = Kind.STUN;
      } else if (first >= 20 && first <= 63) {
        expected = Kind.DTLS;
      } else if (first >= 128 && first <= 191) {
        expected = Kind.RTP;
      }
      byte[] datagram = {(byte) first, 96, 0};
      assertThat(Demux.kind(datagram, 0, 3)).as("first byte %d", first).isEqualTo(expected);
    }
  }

  @Test
  void rtcpIsToldByThePayloadTypesThatRtpMustNotUse() {
    for (int second = 0; second < 256; second++) {
      byte[] datagram = {(byte) 0x80, (byte) second};
      int payloadType = second & 0x7f;
      Kind expected = payloadType >= 64 && payloadType <= 95 ? Kind.RTCP : Kind.RTP;
      assertThat(Demux.kind(datagram, 0, 2)).as("second byte %d", second).isEqualTo(expected);
    }
  }

  @Test
  void nothingAndOneByteAreUnknown() {
    assertThat(Demux.kind(new byte[0], 0, 0)).isEqualTo(Kind.UNKNOWN);
    assertThat(Demux.kind(new byte[] {(byte) 0x80}, 0, 1)).isEqualTo(Kind.UNKNOWN);
  }
}
