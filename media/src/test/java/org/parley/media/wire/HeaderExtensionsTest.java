package org.parley.media.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderExtensionsTest {

  private final byte[] buffer = new byte[200];
  private final RtpHeaderWriter writer = new RtpHeaderWriter();
  private final RtpPacket packet = new RtpPacket();

  HeaderExtensionsTest() {
    writer.begin(buffer, 0, false, 111, 1, 2, 3);
  }

  private void wrap() {
    assertThat(packet.wrap(buffer, 0, writer.end())).isTrue();
  }

  @Test
  void readsAudioLevelAndVoice() {
    writer.extensionByte(1, 0x80 | 30);
    writer.extensionByte(2, HeaderExtensions.SILENCE);
    wrap();
    assertThat(HeaderExtensions.audioLevel(packet, 1)).isEqualTo(30);
    assertThat(HeaderExtensions.voice(packet, 1)).isTrue();
    assertThat(HeaderExtensions.audioLevel(packet, 2)).isEqualTo(127);
    assertThat(HeaderExtensions.voice(packet, 2)).isFalse();
    assertThat(HeaderExtensions.audioLevel(packet, 3)).isEqualTo(-1);
    assertThat(HeaderExtensions.voice(packet, 3)).isFalse();
  }

  @Test
  void numbersAreReadUnsignedAndAbsentOrShortOnesAreMinusOne() {
    writer.extension16(1, 0xfffe);
    writer.extension24(2, 0xfffffd);
    writer.extensionByte(3, 1);
    wrap();
    assertThat(HeaderExtensions.transportSeq16(packet, 1)).isEqualTo(0xfffe);
    assertThat(HeaderExtensions.absSendTime(packet, 2)).isEqualTo(0xfffffd);
    assertThat(HeaderExtensions.transportSeq16(packet, 3)).isEqualTo(-1);
    assertThat(HeaderExtensions.absSendTime(packet, 3)).isEqualTo(-1);
    assertThat(HeaderExtensions.transportSeq16(packet, 0)).isEqualTo(-1);
    assertThat(HeaderExtensions.absSendTime(packet, 9)).isEqualTo(-1);
  }

  @Test
  void absoluteSendTimeIsSecondsInSixPlusEighteenBits() {
    assertThat(HeaderExtensions.absSendTimeOf(0)).isZero();
    assertThat(HeaderExtensions.absSendTimeOf(1_500_000_000L)).isEqualTo(0x60000);
    assertThat(HeaderExtensions.absSendTimeOf(64_000_000_000L)).isZero();
    assertThat(HeaderExtensions.absSendTimeOf(63_999_999_999L)).isEqualTo(0xffffff);
  }

  @Test
  void readsIdsThatAreText() {
    byte[] rid = "hi-1".getBytes(US_ASCII);
    assertThat(writer.extension(1, rid, 0, 4)).isTrue();
    assertThat(writer.extension(2, new byte[] {'a', 0}, 0, 2)).isTrue();
    assertThat(writer.extension(3, new byte[] {'a', (byte) 0xc3}, 0, 2)).isTrue();
    assertThat(writer.extension(4, new byte[] {'a', ' '}, 0, 2)).isTrue();
    wrap();
    assertThat(HeaderExtensions.text(packet, 1)).isEqualTo("hi-1");
    assertThat(HeaderExtensions.text(packet, 2)).isNull();
    assertThat(HeaderExtensions.text(packet, 3)).isNull();
    assertThat(HeaderExtensions.text(packet, 4)).isNull();
    assertThat(HeaderExtensions.text(packet, 5)).isNull();
    assertThat(HeaderExtensions.equalsAscii(packet, 1, rid)).isTrue();
    assertThat(HeaderExtensions.equalsAscii(packet, 1, "hi-2".getBytes(US_ASCII)))
        .isFalse();
    assertThat(HeaderExtensions.equalsAscii(packet, 1, "hi-".getBytes(US_ASCII)))
        .isFalse();
    assertThat(HeaderExtensions.equalsAscii(packet, 5, rid)).isFalse();
  }

  @Test
  void anIdThatIsTooLongIsNone() {
    writer.useTwoByteForm();
    byte[] text = "a".repeat(17).getBytes(US_ASCII);
    assertThat(writer.extension(1, text, 0, 17)).isTrue();
    assertThat(writer.extension(2, text, 0, 16)).isTrue();
    assertThat(writer.extension(3, text, 0, 0)).isTrue();
    wrap();
    assertThat(HeaderExtensions.text(packet, 1)).isNull();
    assertThat(HeaderExtensions.text(packet, 2)).hasSize(16);
    assertThat(HeaderExtensions.text(packet, 3)).isNull();
    assertThat(HeaderExtensions.audioLevel(packet, 3)).isEqualTo(-1);
  }
}
