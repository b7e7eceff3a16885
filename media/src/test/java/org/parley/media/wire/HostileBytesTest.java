package org.parley.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No bytes make a parser throw. Arrays are as long as the datagram, so that reading past it throws too. */
class HostileBytesTest {

  private static final int MAX_DATAGRAM_BYTES = 1500;

  /** Well formed, so that what is changed in them gets far. */
  static final List<byte[]> SAMPLES = List.of(
      StunTest.REQUEST,
      StunTest.IPV4_RESPONSE,
      StunTest.IPV6_RESPONSE,
      Hex.bytes("90e0 1234 89abcdef cafebabe bede 0003 10aa 00 e2010203 510708 0000"
          + "90 f0 9234 56 b1 01 ffff"),
      Hex.bytes("b1e0 1234 89abcdef cafebabe 00000001 1000 0002 c803aabbcc 0700 00 aabb 000003"),
      Hex.bytes("81c8000c 11111111 0102030405060708 80000001 ffffffff 90000000"
          + "22222222 40fffffe 0000ffff 00000007 33333333 80000000"
          + "81ca0003 00000001 0103616263 000000 81cb0001 00000001"),
      Hex.bytes("8fcd0006 00000001 00000002 00050007 00000309 d241 10 fffc 20 30 00"),
      Hex.bytes("81cd0004 00000001 00000002 fffe8005 00100000"
          + "84ce0006 00000001 00000000 00000002 ff000000 00000003 01000000"
          + "8fce0005 00000001 00000000 52454d42 0111ffff 00000009"),
      Hex.bytes("bc0007 878217abf2414d1408210c13fc0b3c"),
      Hex.bytes("90 f0 9234 56 b1 01"));

  @Test
  void everyLengthWithEveryFirstByte() {
    Random random = new Random(6);
    for (int size = 0; size <= MAX_DATAGRAM_BYTES; size++) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      for (int first = 0; first < 256; first++) {
        if (size > 0) {
          bytes[0] = (byte) first;
        }
        if (size > 1) {
          bytes[1] = (byte) random.nextInt();
        }
        Parsers.all(bytes);
      }
    }
  }

  @Test
  void everyLengthWithTheHeadOfEachSample() {
    for (byte[] sample : SAMPLES) {
      for (int size = 0; size <= MAX_DATAGRAM_BYTES; size++) {
        Parsers.all(Arrays.copyOf(sample, size));
        // With a STUN or RTCP length that fits.
        byte[] fitting = Arrays.copyOf(sample, size);
        if (size >= 20) {
          boolean rtcp = (fitting[0] & 0x80) != 0;
          Bytes.put16(fitting, 2, rtcp ? size / 4 - 1 : size - 20);
        }
        Parsers.all(fitting);
      }
    }
  }

  @Test
  void everyByteOfEachSampleWithEveryValue() {
    for (byte[] sample : SAMPLES) {
      byte[] bytes = sample.clone();
      for (int at = 0; at < bytes.length; at++) {
        for (int value = 0; value < 256; value++) {
          bytes[at] = (byte) value;
          Parsers.all(bytes);
        }
        bytes[at] = sample[at];
      }
    }
  }

  @Test
  void randomChangesToEachSample() {
    Random random = new Random(17);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = SAMPLES.get(round % SAMPLES.size()).clone();
      int changes = 1 + random.nextInt(6);
      for (int i = 0; i < changes; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Parsers.all(bytes);
    }
  }

  @Test
  void theSamplesAreWellFormed() {
    RtpPacket rtp = new RtpPacket();
    DependencyDescriptor descriptor = new DependencyDescriptor();
    int packets = 0;
    for (byte[] sample : SAMPLES) {
      packets += StunMessage.parse(sample, 0, sample.length) == null ? 0 : 1;
      packets += RtcpParser.parse(sample, 0, sample.length) == null ? 0 : 1;
      boolean isRtp = Demux.kind(sample, 0, sample.length) == Demux.Kind.RTP;
      packets += isRtp && rtp.wrap(sample, 0, sample.length) ? 1 : 0;
    }
    byte[] structure = SAMPLES.get(8);
    assertThat(descriptor.wrap(structure, 0, structure.length, null)).isTrue();
    assertThat(descriptor.hasStructure()).isTrue();
    // The last two are what RTP carries; one of them looks like RTP by its first byte but is too
    // short.
    assertThat(packets).isEqualTo(SAMPLES.size() - 2);
  }
}
