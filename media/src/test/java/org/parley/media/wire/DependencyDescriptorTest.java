package org.parley.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DependencyDescriptorTest {

  private final DependencyDescriptor descriptor = new DependencyDescriptor();

  private boolean wrap(byte[] bytes, @Nullable DependencyStructure last) {
    return descriptor.wrap(bytes, 0, bytes.length, last);
  }

  private static BitWriter mandatory(int templateId, int frameNumber16) {
    return new BitWriter().write(1, 1).write(1, 0).write(6, templateId).write(16, frameNumber16);
  }

  /** Structure, active decode targets, custom indications, custom frame diffs, custom chain diffs. */
  private static BitWriter extended(int templateId, int flags) {
    return mandatory(templateId, 7).write(5, flags);
  }

  /** Three temporal layers of one picture size, as a browser's VP8 encoder has them. */
  private static BitWriter threeTemporalLayers(int templateIdOffset) {
    BitWriter bits =
        extended(templateIdOffset, 0b10000).write(6, templateIdOffset).write(5, 2);
    // Layers: key frame and T0 the same, then T1, T2, end.
    bits.write(2, 0).write(2, 1).write(2, 1).write(2, 3);
    bits.write(6, 0b101010).write(6, 0b111111).write(6, 0b001001).write(6, 0b000001);
    // Frame differences: none; 4; 2; 1.
    bits.write(1, 0);
    bits.write(1, 1).write(4, 3).write(1, 0);
    bits.write(1, 1).write(4, 1).write(1, 0);
    bits.write(1, 1).write(4, 0).write(1, 0);
    // One chain that protects all three targets: ns(1) takes no bits.
    bits.writeNonSymmetric(4, 1);
    bits.write(4, 0).write(4, 4).write(4, 2).write(4, 1);
    return bits.write(1, 1).write(16, 1279).write(16, 719);
  }

  private DependencyStructure structure() {
    assertThat(wrap(threeTemporalLayers(60).bytes(), null)).isTrue();
    DependencyStructure structure = descriptor.attachedStructure();
    assertThat(structure).isNotNull();
    return structure;
  }

  @Test
  void readsTheMandatoryFields() {
    assertThat(wrap(Hex.bytes("c5 fffe"), null)).isTrue();
    assertThat(descriptor.startOfFrame()).isTrue();
    assertThat(descriptor.endOfFrame()).isTrue();
    assertThat(descriptor.templateId()).isEqualTo(5);
    assertThat(descriptor.frameNumber16()).isEqualTo(0xfffe);
    assertThat(descriptor.hasStructure()).isFalse();
    assertThat(descriptor.hasLayers()).isFalse();
    assertThat(descriptor.spatialId()).isEqualTo(-1);
    assertThat(descriptor.temporalId()).isEqualTo(-1);
    assertThat(descriptor.width()).isEqualTo(-1);
    assertThat(descriptor.height()).isEqualTo(-1);
  }

  @Test
  void refusesLessThanTheMandatoryFields() {
    for (int size = 0; size < 3; size++) {
      assertThat(wrap(new byte[size], null)).isFalse();
    }
  }

  @Test
  void readsAStructure() {
    DependencyStructure structure = structure();
    assertThat(descriptor.hasStructure()).isTrue();
    assertThat(descriptor.activeDecodeTargets()).isEqualTo(0b111);
    assertThat(descriptor.spatialId()).isZero();
    assertThat(descriptor.temporalId()).isZero();
    assertThat(descriptor.width()).isEqualTo(1280);
    assertThat(descriptor.height()).isEqualTo(720);
    assertThat(descriptor.frameDiffs()).isZero();
    assertThat(structure.templates()).isEqualTo(4);
    assertThat(structure.decodeTargets()).isEqualTo(3);
    assertThat(structure.temporalId(3)).isEqualTo(2);
    assertThat(structure.indication(2, 0)).isZero();
    assertThat(structure.indication(2, 1)).isEqualTo(2);
    assertThat(structure.indication(3, 2)).isEqualTo(1);
    assertThat(structure.chains()).isEqualTo(1);
    assertThat(structure.protectingChain(2)).isZero();
    assertThat(structure.chainDiff(1, 0)).isEqualTo(4);
  }

  @Test
  void laterPacketsUseTheLastStructure() {
    DependencyStructure structure = structure();
    // Ids wrap at 64: offset 60, so id 63 is the fourth template.
    assertThat(wrap(mandatory(63, 8).bytes(), structure)).isTrue();
    assertThat(descriptor.hasStructure()).isFalse();
    assertThat(descriptor.attachedStructure()).isNull();
    assertThat(descriptor.temporalId()).isEqualTo(2);
    assertThat(descriptor.frameDiffs()).isEqualTo(1);
    assertThat(descriptor.frameDiff(0)).isEqualTo(1);
    assertThat(descriptor.chainDiff(0)).isEqualTo(1);
    assertThat(descriptor.indication(2)).isEqualTo(1);
    assertThat(descriptor.activeDecodeTargets()).isZero();
    assertThat(descriptor.width()).isEqualTo(1280);
  }

  @Test
  void templateIdsWrap() {
    assertThat(wrap(threeTemporalLayers(62).bytes(), null)).isTrue();
    DependencyStructure structure = descriptor.attachedStructure();
    assertThat(wrap(mandatory(0, 8).bytes(), structure)).isTrue();
    assertThat(descriptor.temporalId()).isEqualTo(1);
  }

  @Test
  void anotherStructuresTemplateIsUnknown() {
    DependencyStructure structure = structure();
    assertThat(wrap(mandatory(10, 8).bytes(), structure)).isTrue();
    assertThat(descriptor.hasLayers()).isFalse();
    assertThat(descriptor.frameNumber16()).isEqualTo(8);
  }

  @Test
  void aStructureMustKnowItsOwnTemplate() {
    byte[] bytes = threeTemporalLayers(60).bytes();
    bytes[0] = (byte) (0x80 | 10);
    assertThat(wrap(bytes, null)).isFalse();
  }

  @Test
  void readsCustomFields() {
    DependencyStructure structure = structure();
    BitWriter bits = extended(61, 0b01111).write(3, 0b011);
    bits.write(6, 0b110110);
    bits.write(2, 1)
        .write(4, 5)
        .write(2, 3)
        .write(12, 4095)
        .write(2, 2)
        .write(8, 9)
        .write(2, 0);
    bits.write(8, 200);
    assertThat(wrap(bits.bytes(), structure)).isTrue();
    assertThat(descriptor.activeDecodeTargets()).isEqualTo(0b011);
    assertThat(descriptor.indication(0)).isEqualTo(3);
    assertThat(descriptor.indication(1)).isEqualTo(1);
    assertThat(descriptor.indication(2)).isEqualTo(2);
    assertThat(descriptor.frameDiffs()).isEqualTo(3);
    assertThat(descriptor.frameDiff(0)).isEqualTo(6);
    assertThat(descriptor.frameDiff(1)).isEqualTo(4096);
    assertThat(descriptor.frameDiff(2)).isEqualTo(10);
    assertThat(descriptor.chainDiff(0)).isEqualTo(200);
    // Without the structure the same bytes say only what is mandatory.
    assertThat(wrap(bits.bytes(), null)).isTrue();
    assertThat(descriptor.hasLayers()).isFalse();
  }

  @Test
  void refusesEveryTruncationOfAStructure() {
    byte[] whole = threeTemporalLayers(60).bytes();
    assertThat(whole.length).isGreaterThan(16);
    for (int size = 4; size < whole.length; size++) {
      assertThat(wrap(Arrays.copyOf(whole, size), null)).as("%d bytes", size).isFalse();
      assertThat(descriptor.hasStructure() && descriptor.hasLayers()).isFalse();
    }
  }

  @Test
  void refusesTemplateBombs() {
    BitWriter endless = extended(0, 0b10000).write(6, 0).write(5, 31);
    for (int i = 0; i < 900; i++) {
      endless.write(2, 0);
    }
    assertThat(wrap(endless.bytes(), null)).as("more than 64 templates").isFalse();

    BitWriter temporal = extended(0, 0b10000).write(6, 0).write(5, 0);
    for (int i = 0; i < 8; i++) {
      temporal.write(2, 1);
    }
    temporal.write(2, 3).write(32, 0).write(32, 0).write(32, 0);
    assertThat(wrap(temporal.bytes(), null)).as("temporal id 8").isFalse();

    BitWriter spatial = extended(0, 0b10000).write(6, 0).write(5, 0);
    for (int i = 0; i < 4; i++) {
      spatial.write(2, 2);
    }
    spatial.write(2, 3).write(32, 0).write(32, 0).write(32, 0);
    assertThat(wrap(spatial.bytes(), null)).as("spatial id 4").isFalse();

    BitWriter differences =
        extended(0, 0b10000).write(6, 0).write(5, 0).write(2, 3).write(2, 0);
    for (int i = 0; i < 17; i++) {
      differences.write(5, 0b10000);
    }
    differences.write(32, 0);
    assertThat(wrap(differences.bytes(), null)).as("17 frame differences").isFalse();

    DependencyStructure structure = structure();
    BitWriter custom = extended(60, 0b00010);
    for (int i = 0; i < 17; i++) {
      custom.write(2, 1).write(4, 0);
    }
    custom.write(2, 0);
    assertThat(wrap(custom.bytes(), structure))
        .as("17 custom frame differences")
        .isFalse();
  }

  @Test
  void takesTheLargestStructure() {
    BitWriter bits = extended(63, 0b10000).write(6, 0).write(5, 31);
    for (int i = 0; i < 63; i++) {
      bits.write(2, 0);
    }
    bits.write(2, 3);
    for (int i = 0; i < 64; i++) {
      bits.write(32, -1).write(32, -1);
    }
    bits.write(32, 0).write(32, 0);
    bits.writeNonSymmetric(33, 0).write(1, 0);
    assertThat(wrap(bits.bytes(), null)).isTrue();
    assertThat(descriptor.attachedStructure()).isNotNull();
    assertThat(descriptor.decodeTargets()).isEqualTo(32);
    assertThat(descriptor.activeDecodeTargets()).isEqualTo(-1);
    assertThat(descriptor.indication(31)).isEqualTo(3);
  }

  @Property
  void theNonSymmetricCodeIsReadAsWritten(
      @ForAll @IntRange(min = 1, max = 33) int n, @ForAll @IntRange(max = 1000) int seed) {
    int value = seed % n;
    byte[] bytes = new BitWriter().writeNonSymmetric(n, value).write(8, 0xa5).bytes();
    BitReader bits = new BitReader();
    bits.wrap(bytes, 0, bytes.length);
    assertThat(bits.readNonSymmetric(n)).isEqualTo(value);
    assertThat(bits.read(8)).isEqualTo(0xa5);
    assertThat(bits.overrun()).isFalse();
  }
}
