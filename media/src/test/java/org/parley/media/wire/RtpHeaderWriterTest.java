package org.parley.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RtpHeaderWriterTest {

  private final byte[] buffer = new byte[600];
  private final RtpHeaderWriter writer = new RtpHeaderWriter();

  RtpHeaderWriterTest() {
    // What lay in the buffer before must not shine through.
    Arrays.fill(buffer, (byte) 0xff);
  }

  private void begin() {
    writer.begin(buffer, 0, true, 111, 0x0102, 0x03040506, 0x0708090a);
  }

  private byte[] written() {
    return Arrays.copyOf(buffer, writer.end());
  }

  @Test
  void writesNoExtensionHeaderWithoutElements() {
    begin();
    writer.extensionByte(0, 7);
    assertThat(writer.extension(0, new byte[99], 0, 99)).isTrue();
    assertThat(written()).isEqualTo(Hex.bytes("80ef0102 03040506 0708090a"));
  }

  @Test
  void writesElementsAndPadsTheirBlock() {
    begin();
    writer.extensionByte(1, 0x8a);
    writer.extension24(3, 0x0b0c0d);
    writer.extension16(4, 0x1122);
    assertThat(written())
        .isEqualTo(Hex.bytes("90ef0102 03040506 0708090a bede0003 108a 320b0c0d 411122 000000"));
  }

  @Test
  void refusesWhatTheOneByteFormCannotHold() {
    begin();
    byte[] data = new byte[300];
    assertThat(writer.extension(15, data, 0, 1)).isFalse();
    assertThat(writer.extension(-1, data, 0, 1)).isFalse();
    assertThat(writer.extension(1, data, 0, 17)).isFalse();
    assertThat(writer.extension(1, data, 0, 0)).isFalse();
    assertThat(written()).hasSize(12);
    begin();
    assertThat(writer.extension(14, data, 0, 16)).isTrue();
    assertThat(written()).hasSize(12 + 4 + 20);
  }

  @Test
  void theTwoByteFormHoldsMore() {
    begin();
    writer.useTwoByteForm();
    byte[] data = new byte[300];
    assertThat(writer.extension(15, data, 0, 20)).isTrue();
    assertThat(writer.extension(2, data, 0, 0)).isTrue();
    assertThat(writer.extension(256, data, 0, 1)).isFalse();
    assertThat(writer.extension(3, data, 0, 256)).isFalse();
    byte[] header = written();
    RtpPacket packet = new RtpPacket();
    assertThat(packet.wrap(header, 0, header.length)).isTrue();
    assertThat(packet.extensionBytes(15)).isEqualTo(20);
    assertThat(packet.extensionBytes(2)).isZero();
  }
}
