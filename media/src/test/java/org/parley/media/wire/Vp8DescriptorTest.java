package org.parley.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class Vp8DescriptorTest {

  private final Vp8Descriptor descriptor = new Vp8Descriptor();

  private boolean wrap(String hex) {
    byte[] bytes = Hex.bytes(hex);
    return descriptor.wrap(bytes, 0, bytes.length);
  }

  @Test
  void readsTheShortForm() {
    assertThat(wrap("10 00")).isTrue();
    assertThat(descriptor.headerBytes()).isEqualTo(1);
    assertThat(descriptor.startOfFrame()).isTrue();
    assertThat(descriptor.keyFrame()).isTrue();
    assertThat(descriptor.pictureId()).isEqualTo(-1);
    assertThat(descriptor.pictureIdBits()).isZero();
    assertThat(descriptor.tl0PicIdx()).isEqualTo(-1);
    assertThat(descriptor.tid()).isEqualTo(-1);
    assertThat(descriptor.keyIdx()).isEqualTo(-1);
    assertThat(descriptor.layerSync()).isFalse();
  }

  @Test
  void readsEveryField() {
    // What Chromium sends: X, S; I, L, T and K; 15 bit picture id; TID 2, Y, KEYIDX 17.
    assertThat(wrap("90 f0 9234 56 b1 01")).isTrue();
    assertThat(descriptor.headerBytes()).isEqualTo(6);
    assertThat(descriptor.pictureId()).isEqualTo(0x1234);
    assertThat(descriptor.pictureIdBits()).isEqualTo(15);
    assertThat(descriptor.tl0PicIdx()).isEqualTo(0x56);
    assertThat(descriptor.tid()).isEqualTo(2);
    assertThat(descriptor.layerSync()).isTrue();
    assertThat(descriptor.keyIdx()).isEqualTo(17);
    assertThat(descriptor.keyFrame()).isFalse();
    assertThat(descriptor.nonReference()).isFalse();
  }

  @Test
  void readsAShortPictureId() {
    assertThat(wrap("b0 80 7f 01")).isTrue();
    assertThat(descriptor.pictureId()).isEqualTo(127);
    assertThat(descriptor.pictureIdBits()).isEqualTo(7);
    assertThat(descriptor.headerBytes()).isEqualTo(3);
    assertThat(descriptor.nonReference()).isTrue();
  }

  @Test
  void keyIndexAndTemporalLayerShareAByteButNotAFlag() {
    assertThat(wrap("80 20 ff 00")).isTrue();
    assertThat(descriptor.tid()).isEqualTo(3);
    assertThat(descriptor.keyIdx()).isEqualTo(-1);
    assertThat(wrap("80 10 ff 00")).isTrue();
    assertThat(descriptor.tid()).isEqualTo(-1);
    assertThat(descriptor.layerSync()).isFalse();
    assertThat(descriptor.keyIdx()).isEqualTo(31);
  }

  @Test
  void aKeyFrameIsItsFirstPacketAlone() {
    assertThat(wrap("10 9c 01")).isTrue();
    assertThat(descriptor.keyFrame()).isTrue();
    assertThat(wrap("00 9c")).isTrue();
    assertThat(descriptor.keyFrame()).as("goes on").isFalse();
    assertThat(wrap("11 9c")).isTrue();
    assertThat(descriptor.startOfPartition()).isTrue();
    assertThat(descriptor.partitionId()).isEqualTo(1);
    assertThat(descriptor.keyFrame()).as("another partition").isFalse();
    assertThat(wrap("10 9d")).isTrue();
    assertThat(descriptor.keyFrame()).as("inter frame").isFalse();
  }

  @Test
  void refusesEveryTruncation() {
    byte[] whole = Hex.bytes("90 f0 9234 56 b1 01");
    for (int size = 0; size < whole.length; size++) {
      assertThat(descriptor.wrap(Arrays.copyOf(whole, size), 0, size)).isFalse();
    }
  }

  @Property
  void rewritingKeepsWidthsAndAllElse(
      @ForAll @IntRange(max = 15) int present,
      @ForAll boolean longPictureId,
      @ForAll @IntRange(max = 0x7fff) int pictureId,
      @ForAll @IntRange(max = 255) int tl0PicIdx) {
    byte[] payload = {
      (byte) 0x90,
      (byte) (present << 4),
      (byte) (longPictureId ? 0x85 : 0x05),
      0x11,
      0x22,
      0x63,
      0x44
    };
    assertThat(descriptor.wrap(payload, 0, payload.length)).isTrue();
    final int headerBytes = descriptor.headerBytes();
    final int tid = descriptor.tid();
    final int keyIdx = descriptor.keyIdx();
    final int bits = descriptor.pictureIdBits();
    final boolean hasTl0 = descriptor.tl0PicIdx() >= 0;
    byte[] copy = new byte[10];
    System.arraycopy(payload, 0, copy, 3, payload.length);

    descriptor.rewrite(copy, 3, pictureId, tl0PicIdx);

    assertThat(descriptor.wrap(copy, 3, payload.length)).isTrue();
    assertThat(descriptor.headerBytes()).isEqualTo(headerBytes);
    assertThat(descriptor.pictureId()).isEqualTo(bits == 0 ? -1 : pictureId & ((1 << bits) - 1));
    assertThat(descriptor.tl0PicIdx()).isEqualTo(hasTl0 ? tl0PicIdx : -1);
    assertThat(descriptor.tid()).isEqualTo(tid);
    assertThat(descriptor.keyIdx()).isEqualTo(keyIdx);
    for (int i = headerBytes; i < payload.length; i++) {
      assertThat(copy[3 + i]).isEqualTo(payload[i]);
    }
  }
}
