package org.parley.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RtxTest {

  private static final Rtx.Stream ORIGINAL = new Rtx.Stream(96, 0x11111111);
  private static final Rtx.Stream RETRANSMISSION = new Rtx.Stream(97, 0x22222222);

  private final RtpPacket packet = new RtpPacket();

  @Test
  void readsAndRestoresTheOriginal() {
    byte[] bytes = Hex.bytes("80e1 0005 0000000a 22222222" + "fffe" + "aabbcc");
    assertThat(packet.wrap(bytes, 0, bytes.length)).isTrue();
    assertThat(Rtx.originalSeq16(packet)).isEqualTo(0xfffe);
    int offset = Rtx.restore(packet, ORIGINAL);
    assertThat(Arrays.copyOfRange(bytes, offset, bytes.length))
        .isEqualTo(Hex.bytes("80e0 fffe 0000000a 11111111 aabbcc"));
  }

  @Test
  void paddingAloneHasNoOriginal() {
    byte[] bytes = Hex.bytes("a061 0005 0000000a 22222222 aa000003");
    byte[] before = bytes.clone();
    assertThat(packet.wrap(bytes, 0, bytes.length)).isTrue();
    assertThat(packet.payloadBytes()).isEqualTo(1);
    assertThat(Rtx.originalSeq16(packet)).isEqualTo(-1);
    assertThat(Rtx.restore(packet, ORIGINAL)).isEqualTo(-1);
    assertThat(bytes).isEqualTo(before);
  }

  @Test
  void leavesPaddingOut() {
    byte[] bytes = Hex.bytes("a060 0005 0000000a 11111111 aabb 0002");
    assertThat(packet.wrap(bytes, 0, bytes.length)).isTrue();
    byte[] target = new byte[50];
    int end = Rtx.encapsulate(packet, RETRANSMISSION, 9, target, 0);
    assertThat(Arrays.copyOf(target, end))
        .isEqualTo(Hex.bytes("8061 0009 0000000a 22222222 0005 aabb"));
  }

  @Property
  void restoringUndoesEncapsulating(
      @ForAll boolean marker,
      @ForAll @IntRange(max = 65535) int seq16,
      @ForAll @IntRange(max = 65535) int rtxSeq16,
      @ForAll int timestamp,
      @ForAll @Size(max = 60) byte[] payload) {
    byte[] original = new byte[100];
    RtpHeaderWriter writer = new RtpHeaderWriter();
    writer.begin(original, 0, marker, ORIGINAL.payloadType(), seq16, timestamp, ORIGINAL.ssrc());
    writer.extension16(3, seq16 ^ 0x5555);
    int at = writer.end();
    System.arraycopy(payload, 0, original, at, payload.length);
    int sizeBytes = at + payload.length;
    assertThat(packet.wrap(original, 0, sizeBytes)).isTrue();

    byte[] target = new byte[200];
    int end = Rtx.encapsulate(packet, RETRANSMISSION, rtxSeq16, target, 7);
    assertThat(end - 7).isEqualTo(sizeBytes + Rtx.OVERHEAD_BYTES);
    RtpPacket rtx = new RtpPacket();
    assertThat(rtx.wrap(target, 7, end - 7)).isTrue();
    assertThat(rtx.payloadType()).isEqualTo(97);
    assertThat(rtx.ssrc()).isEqualTo(RETRANSMISSION.ssrc());
    assertThat(rtx.seq16()).isEqualTo(rtxSeq16);
    assertThat(Rtx.originalSeq16(rtx)).isEqualTo(seq16);

    int restored = Rtx.restore(rtx, ORIGINAL);
    assertThat(Arrays.copyOfRange(target, restored, end))
        .isEqualTo(Arrays.copyOf(original, sizeBytes));
  }
}
