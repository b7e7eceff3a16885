package org.parley.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RtpPacketTest {

  private static final String FIXED = "80 e0 1234 89abcdef cafebabe";

  private final RtpPacket packet = new RtpPacket();

  private boolean wrap(String hex) {
    byte[] bytes = Hex.bytes(hex);
    return packet.wrap(bytes, 0, bytes.length);
  }

  @Test
  void readsTheFixedHeader() {
    assertThat(wrap(FIXED + "0102 03")).isTrue();
    assertThat(packet.marker()).isTrue();
    assertThat(packet.payloadType()).isEqualTo(96);
    assertThat(packet.seq16()).isEqualTo(0x1234);
    assertThat(packet.timestamp()).isEqualTo(0x89abcdef);
    assertThat(packet.ssrc()).isEqualTo(0xcafebabe);
    assertThat(packet.headerBytes()).isEqualTo(12);
    assertThat(packet.payloadOffset()).isEqualTo(12);
    assertThat(packet.payloadBytes()).isEqualTo(3);
    assertThat(packet.paddingBytes()).isZero();
    assertThat(packet.sizeBytes()).isEqualTo(15);
  }

  @Test
  void offsetsAreIntoTheBuffer() {
    byte[] bytes = Hex.bytes("ffff" + FIXED + "07 ffffff");
    assertThat(packet.wrap(bytes, 2, 13)).isTrue();
    assertThat(packet.headerOffset()).isEqualTo(2);
    assertThat(packet.payloadOffset()).isEqualTo(14);
    assertThat(packet.payloadBytes()).isEqualTo(1);
  }

  @Test
  void refusesOtherVersionsAndShortHeaders() {
    assertThat(wrap(FIXED.replace("80 e0", "00 e0"))).isFalse();
    assertThat(wrap(FIXED.replace("80 e0", "40 e0"))).isFalse();
    assertThat(wrap(FIXED.replace("80 e0", "c0 e0"))).isFalse();
    byte[] bytes = Hex.bytes(FIXED);
    for (int size = 0; size < 12; size++) {
      assertThat(packet.wrap(bytes, 0, size)).isFalse();
    }
  }

  @Test
  void fifteenCsrcsMustAllBeThere() {
    String head = FIXED.replace("80 e0", "8f e0");
    String csrcs = "00000001".repeat(15);
    assertThat(wrap(head + csrcs)).isTrue();
    assertThat(packet.headerBytes()).isEqualTo(72);
    assertThat(packet.payloadBytes()).isZero();
    assertThat(wrap(head + csrcs.substring(2))).isFalse();
    assertThat(wrap(head)).isFalse();
  }

  @Test
  void paddingIsNotPayload() {
    String head = FIXED.replace("80 e0", "a0 e0");
    assertThat(wrap(head + "aabb 000003")).isTrue();
    assertThat(packet.payloadBytes()).isEqualTo(2);
    assertThat(packet.paddingBytes()).isEqualTo(3);
    // All of it: what probes for bandwidth send.
    assertThat(wrap(head + "00000004")).isTrue();
    assertThat(packet.payloadBytes()).isZero();
  }

  @Test
  void refusesPaddingOfNothingOrMoreThanThePayload() {
    String head = FIXED.replace("80 e0", "a0 e0");
    assertThat(wrap(head + "aabb00")).isFalse();
    assertThat(wrap(head + "aabb04")).isFalse();
    assertThat(wrap(head + "ff")).isFalse();
    assertThat(wrap(head)).isFalse();
  }

  @Test
  void theHeaderAloneCanBeReadBeforeDecryption() {
    byte[] bytes = Hex.bytes(FIXED.replace("80 e0", "a0 e0") + "aabbff");
    assertThat(packet.wrapHeader(bytes, 0, bytes.length)).isTrue();
    assertThat(packet.payloadBytes()).isEqualTo(3);
    assertThat(packet.paddingBytes()).isZero();
  }

  @Test
  void findsOneByteExtensions() {
    String extension = "bede 0003" + "10 aa" + "00" + "e2 010203" + "51 0708" + "0000";
    assertThat(wrap(FIXED.replace("80 e0", "90 e0") + extension + "99")).isTrue();
    assertThat(packet.headerBytes()).isEqualTo(28);
    assertThat(packet.payloadBytes()).isEqualTo(1);
    assertThat(packet.extensionOffset(1)).isEqualTo(17);
    assertThat(packet.extensionBytes(1)).isEqualTo(1);
    assertThat(packet.extensionOffset(14)).isEqualTo(20);
    assertThat(packet.extensionBytes(14)).isEqualTo(3);
    assertThat(packet.extensionBytes(5)).isEqualTo(2);
    assertThat(packet.extensionOffset(2)).isEqualTo(-1);
    assertThat(packet.extensionBytes(2)).isEqualTo(-1);
    assertThat(packet.extensionOffset(0)).isEqualTo(-1);
    assertThat(packet.extensionOffset(-1)).isEqualTo(-1);
  }

  @Test
  void oneByteListEndsAtFifteenAndAtZeroWithALength() {
    String head = FIXED.replace("80 e0", "90 e0");
    assertThat(wrap(head + "bede 0002 10aa f0bb 20cc 0000")).isTrue();
    assertThat(packet.extensionOffset(1)).isEqualTo(17);
    assertThat(packet.extensionOffset(15)).isEqualTo(-1);
    assertThat(packet.extensionOffset(2)).isEqualTo(-1);
    assertThat(wrap(head + "bede 0002 10aa 01bb 20cc 0000")).isTrue();
    assertThat(packet.extensionOffset(2)).isEqualTo(-1);
  }

  @Test
  void findsTwoByteExtensions() {
    String head = FIXED.replace("80 e0", "90 e0");
    String data = "ab".repeat(17);
    assertThat(wrap(head + "1005 0006" + "c8 11" + data + "00" + "07 00" + "0000"))
        .isTrue();
    assertThat(packet.extensionOffset(200)).isEqualTo(18);
    assertThat(packet.extensionBytes(200)).isEqualTo(17);
    assertThat(packet.extensionBytes(7)).isZero();
    assertThat(packet.extensionOffset(8)).isEqualTo(-1);
  }

  @Test
  void anotherProfileHasNoElements() {
    assertThat(wrap(FIXED.replace("80 e0", "90 e0") + "beef 0001 10aa0000")).isTrue();
    assertThat(packet.extensionOffset(1)).isEqualTo(-1);
    assertThat(packet.payloadBytes()).isZero();
  }

  @Test
  void refusesExtensionsThatOverrun() {
    String head = FIXED.replace("80 e0", "90 e0");
    assertThat(wrap(head)).as("no extension header").isFalse();
    assertThat(wrap(head + "bede00")).as("half an extension header").isFalse();
    assertThat(wrap(head + "bede 0001 10aa00")).as("block past the packet").isFalse();
    assertThat(wrap(head + "bede ffff 10aa0000")).as("block of 256 kB").isFalse();
    assertThat(wrap(head + "bede 0001 1faa0000")).as("element past the block").isFalse();
    assertThat(wrap(head + "1000 0001 01030000")).as("two-byte element past it").isFalse();
    assertThat(wrap(head + "1000 0001 01010001")).as("two-byte head past it").isFalse();
  }

  @Property
  void whatIsWrittenIsRead(
      @ForAll boolean marker,
      @ForAll @IntRange(max = 127) int payloadType,
      @ForAll @IntRange(max = 65535) int seq16,
      @ForAll int timestamp,
      @ForAll int ssrc,
      @ForAll @Size(min = 1, max = 16) byte[] element,
      @ForAll @IntRange(min = 1, max = 13) int id,
      @ForAll boolean twoByteForm,
      @ForAll @Size(max = 40) byte[] payload) {
    byte[] buffer = new byte[200];
    RtpHeaderWriter writer = new RtpHeaderWriter();
    writer.begin(buffer, 5, marker, payloadType, seq16, timestamp, ssrc);
    if (twoByteForm) {
      writer.useTwoByteForm();
    }
    assertThat(writer.extension(id, element, 0, element.length)).isTrue();
    writer.extension16(id + 1, seq16);
    int at = writer.end();
    System.arraycopy(payload, 0, buffer, at, payload.length);

    assertThat(packet.wrap(buffer, 5, at + payload.length - 5)).isTrue();
    assertThat(packet.marker()).isEqualTo(marker);
    assertThat(packet.payloadType()).isEqualTo(payloadType);
    assertThat(packet.seq16()).isEqualTo(seq16);
    assertThat(packet.timestamp()).isEqualTo(timestamp);
    assertThat(packet.ssrc()).isEqualTo(ssrc);
    assertThat(packet.payloadOffset()).isEqualTo(at);
    assertThat(packet.payloadBytes()).isEqualTo(payload.length);
    assertThat(packet.headerBytes() % 4).isZero();
    assertThat(packet.extensionBytes(id)).isEqualTo(element.length);
    assertThat(HeaderExtensions.equalsAscii(packet, id, element)).isTrue();
    assertThat(HeaderExtensions.transportSeq16(packet, id + 1)).isEqualTo(seq16);
  }
}
