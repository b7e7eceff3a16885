package org.parley.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpContextTest {

  private static final int SSRC = 0x1234_5678;

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void roundTripKeepsHeadersAndHidesThePayload(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    byte[] clear = new byte[12 + 8 + 12 + 100];
    new Random(1).nextBytes(clear);
    header(clear, SSRC, 7);
    clear[0] = (byte) 0x92; // two CSRCs and an extension
    clear[20] = (byte) 0xbe;
    clear[21] = (byte) 0xde;
    clear[22] = 0;
    clear[23] = 2;

    byte[] sealed = protect(pair.sender, clear);

    assertThat(Arrays.copyOf(sealed, 32)).isEqualTo(Arrays.copyOf(clear, 32));
    assertThat(Arrays.copyOfRange(sealed, 32, 132))
        .isNotEqualTo(Arrays.copyOfRange(clear, 32, 132));
    assertThat(unprotect(pair.receiver, sealed)).isEqualTo(clear);
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void worksAtAnOffset(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    byte[] clear = rtp(SSRC, 1);
    byte[] buffer = new byte[500];
    System.arraycopy(clear, 0, buffer, 77, clear.length);
    int sealed = pair.sender.protectRtp(buffer, 77, clear.length);
    assertThat(pair.receiver.unprotectRtp(buffer, 77, sealed)).isEqualTo(clear.length);
    assertThat(Arrays.copyOfRange(buffer, 77, 77 + clear.length)).isEqualTo(clear);
    assertThat(buffer[76]).isZero();
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void decodesAcrossRolloversUnderLossAndReorder(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    Random random = new Random(9);
    List<byte[]> flight = new ArrayList<>();
    int seq = 65_000;
    for (int sent = 0; sent < 150_000; sent++) {
      byte[] sealed = protect(pair.sender, rtp(SSRC, seq++));
      if (random.nextInt(100) >= 20) {
        flight.add(sealed);
      }
      if (flight.size() == 30) {
        Collections.shuffle(flight, random);
        for (byte[] packet : flight) {
          assertThat(unprotect(pair.receiver, packet)).hasSize(92);
        }
        flight.clear();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void oneWhoJoinsAfterARolloverDecodes(SrtpProfile profile) {
    Pair first = new Pair(profile);
    for (int seq = 65_500; seq < 66_000; seq++) {
      assertThat(unprotect(first.receiver, protect(first.sender, rtp(SSRC, seq))))
          .hasSize(92);
    }
    // Every receiver has keys and so counters of its own: it starts at rollover 0 wherever the
    // stream is.
    Pair late = new Pair(profile);
    for (int seq = 66_000; seq < 66_000 + 70_000; seq += 100) {
      assertThat(unprotect(first.receiver, protect(first.sender, rtp(SSRC, seq))))
          .hasSize(92);
      assertThat(unprotect(late.receiver, protect(late.sender, rtp(SSRC, seq)))).hasSize(92);
    }
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void sendsOutOfOrderAcrossARollover(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    for (int seq : new int[] {65_530, 65_536, 65_531, 65_537, 65_535, 65_540, 65_534}) {
      byte[] clear = rtp(SSRC, seq);
      assertThat(unprotect(pair.receiver, protect(pair.sender, clear))).isEqualTo(clear);
    }
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void neverProtectsTheSameIndexTwice(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    Set<List<Byte>> seals = new HashSet<>();
    int packets = 0;
    // The payload is the same throughout, so that a repeated nonce would show as a repeated
    // ciphertext.
    for (int seq = 65_000; seq < 65_000 + 3 * 65_536; seq += 7) {
      byte[] sealed = protect(pair.sender, rtp(SSRC, seq));
      List<Byte> body = new ArrayList<>();
      for (int i = 12; i < 28; i++) {
        body.add(sealed[i]);
      }
      seals.add(body);
      packets++;
    }
    assertThat(seals).hasSize(packets);
    int last = 65_000 + 7 * (packets - 1);
    assertThat(tryProtect(pair.sender, rtp(SSRC, last))).isEqualTo(SrtpContext.REPLAYED);
    assertThat(tryProtect(pair.sender, rtp(SSRC, last - 7))).isEqualTo(SrtpContext.REPLAYED);
    assertThat(tryProtect(pair.sender, rtp(SSRC, last - 5000))).isEqualTo(SrtpContext.REPLAYED);
    assertThat(tryProtect(pair.sender, rtp(SSRC, last - 1))).isPositive();
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void refusesToSendWhatLiesBeforeTheFirstPacket(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    assertThat(tryProtect(pair.sender, rtp(SSRC, 3))).isPositive();
    assertThat(tryProtect(pair.sender, rtp(SSRC, 65_530))).isEqualTo(SrtpContext.REPLAYED);
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void dropsReplays(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    byte[] rtp = protect(pair.sender, rtp(SSRC, 1));
    byte[] rtcp = protectRtcp(pair.sender, rtcp(SSRC));
    assertThat(tryUnprotect(pair.receiver, rtp)).isPositive();
    assertThat(tryUnprotectRtcp(pair.receiver, rtcp)).isPositive();
    assertThat(tryUnprotect(pair.receiver, rtp)).isEqualTo(SrtpContext.REPLAYED);
    assertThat(tryUnprotectRtcp(pair.receiver, rtcp)).isEqualTo(SrtpContext.REPLAYED);

    for (int seq = 2; seq < 2 + IndexWindow.WINDOW_PACKETS; seq++) {
      unprotect(pair.receiver, protect(pair.sender, rtp(SSRC, seq)));
    }
    assertThat(tryUnprotect(pair.receiver, rtp)).isEqualTo(SrtpContext.REPLAYED);
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void survivesAHundredThousandForgeries(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    unprotect(pair.receiver, protect(pair.sender, rtp(SSRC, 100)));
    byte[] pending = protect(pair.sender, rtp(SSRC, 101));
    Random random = new Random(4);
    for (int i = 0; i < 100_000; i++) {
      byte[] forged = pending.clone();
      // Any sequence number, and from time to time any SSRC: neither may move the counters.
      forged[2] = (byte) random.nextInt();
      forged[3] = (byte) random.nextInt();
      if (i % 3 == 0) {
        forged[8] = (byte) random.nextInt();
        forged[9] = (byte) random.nextInt();
      }
      forged[forged.length - 1 - random.nextInt(10)] ^= (byte) (1 + random.nextInt(255));
      assertThat(tryUnprotect(pair.receiver, forged))
          .isIn(SrtpContext.AUTH_FAILED, SrtpContext.REPLAYED);
    }
    assertThat(tryUnprotect(pair.receiver, pending)).isPositive();
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void everyBitIsAuthenticated(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    byte[] rtp = protect(pair.sender, rtp(SSRC, 1));
    byte[] rtcp = protectRtcp(pair.sender, rtcp(SSRC));
    for (int bit = 0; bit < 8 * rtp.length; bit++) {
      assertThat(tryUnprotect(pair.receiver, flip(rtp, bit))).isNegative();
    }
    for (int bit = 0; bit < 8 * rtcp.length; bit++) {
      assertThat(tryUnprotectRtcp(pair.receiver, flip(rtcp, bit))).isNegative();
    }
    assertThat(tryUnprotect(pair.receiver, rtp)).isPositive();
    assertThat(tryUnprotectRtcp(pair.receiver, rtcp)).isPositive();
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void boundsTheSsrcsOfAPeer(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    for (int ssrc = 0; ssrc < SrtpContext.MAX_INGRESS_SSRCS; ssrc++) {
      unprotect(pair.receiver, protect(pair.sender, rtp(ssrc, 1)));
      assertThat(tryUnprotectRtcp(pair.receiver, protectRtcp(pair.sender, rtcp(ssrc))))
          .isPositive();
    }
    int next = SrtpContext.MAX_INGRESS_SSRCS;
    assertThat(tryUnprotect(pair.receiver, protect(pair.sender, rtp(next, 1))))
        .isEqualTo(SrtpContext.TOO_MANY_SSRCS);
    assertThat(tryUnprotectRtcp(pair.receiver, protectRtcp(pair.sender, rtcp(next))))
        .isEqualTo(SrtpContext.TOO_MANY_SSRCS);
    assertThat(tryUnprotect(pair.receiver, protect(pair.sender, rtp(0, 2)))).isPositive();

    for (int ssrc = next + 1; ssrc < SrtpContext.MAX_EGRESS_SSRCS; ssrc++) {
      assertThat(tryProtect(pair.sender, rtp(ssrc, 1))).isPositive();
    }
    assertThat(tryProtect(pair.sender, rtp(-1, 1))).isEqualTo(SrtpContext.TOO_MANY_SSRCS);
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void refusesWhatIsNotEncrypted(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    byte[] rtcp = protectRtcp(pair.sender, rtcp(SSRC));
    int tail = profile == SrtpProfile.AES_CM_128_HMAC_SHA1_80 ? 14 : 4;
    rtcp[rtcp.length - tail] &= 0x7f;
    assertThat(tryUnprotectRtcp(pair.receiver, rtcp)).isEqualTo(SrtpContext.MALFORMED);
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void takesEveryLengthAndFirstByte(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    for (int sizeBytes = 0; sizeBytes <= 1500; sizeBytes += sizeBytes < 100 ? 1 : 53) {
      for (int first = 0; first < 256; first++) {
        byte[] packet = new byte[sizeBytes];
        Arrays.fill(packet, (byte) first);
        assertThat(tryUnprotect(pair.receiver, packet)).isNegative();
        assertThat(tryUnprotectRtcp(pair.receiver, packet)).isNegative();
        byte[] room = Arrays.copyOf(packet, sizeBytes + SrtpContext.MAX_TRAILER_BYTES);
        pair.sender.protectRtp(room, 0, sizeBytes);
        pair.sender.protectRtcp(room, 0, sizeBytes);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void printsNoKeys(SrtpProfile profile) {
    assertThat(Pair.keys(profile, 1, 2).toString()).isEqualTo("SrtpKeys[" + profile + "]");
    SrtpKeys keys = Pair.keys(profile, 1, 2);
    assertThat(SessionKeys.derive(profile, keys.egressKey(), keys.egressSalt()).toString())
        .isEqualTo("SessionKeys[]");
  }

  /** The two ends of an association. */
  private static final class Pair {
    final SrtpContext sender;
    final SrtpContext receiver;

    Pair(SrtpProfile profile) {
      sender = SrtpContext.create(keys(profile, 1, 2));
      receiver = SrtpContext.create(keys(profile, 2, 1));
    }

    static SrtpKeys keys(SrtpProfile profile, int ingress, int egress) {
      return new SrtpKeys(
          profile,
          filled(profile.keyBytes(), ingress),
          filled(profile.saltBytes(), ingress + 16),
          filled(profile.keyBytes(), egress),
          filled(profile.saltBytes(), egress + 16));
    }

    private static byte[] filled(int sizeBytes, int value) {
      byte[] bytes = new byte[sizeBytes];
      Arrays.fill(bytes, (byte) value);
      return bytes;
    }
  }

  private static byte[] rtp(int ssrc, int seq) {
    byte[] packet = new byte[92];
    header(packet, ssrc, seq);
    return packet;
  }

  private static void header(byte[] packet, int ssrc, int seq) {
    packet[0] = (byte) 0x80;
    packet[1] = 96;
    packet[2] = (byte) (seq >>> 8);
    packet[3] = (byte) seq;
    putInt(packet, 8, ssrc);
  }

  private static byte[] rtcp(int ssrc) {
    byte[] packet = new byte[28];
    packet[0] = (byte) 0x80;
    packet[1] = (byte) 200;
    packet[3] = 6;
    putInt(packet, 4, ssrc);
    return packet;
  }

  private static void putInt(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> (24 - 8 * i));
    }
  }

  private static byte[] protect(SrtpContext context, byte[] clear) {
    byte[] buffer = Arrays.copyOf(clear, clear.length + SrtpContext.MAX_TRAILER_BYTES);
    int sizeBytes = context.protectRtp(buffer, 0, clear.length);
    assertThat(sizeBytes).isPositive();
    return Arrays.copyOf(buffer, sizeBytes);
  }

  private static int tryProtect(SrtpContext context, byte[] clear) {
    byte[] buffer = Arrays.copyOf(clear, clear.length + SrtpContext.MAX_TRAILER_BYTES);
    return context.protectRtp(buffer, 0, clear.length);
  }

  private static byte[] protectRtcp(SrtpContext context, byte[] clear) {
    byte[] buffer = Arrays.copyOf(clear, clear.length + SrtpContext.MAX_TRAILER_BYTES);
    return Arrays.copyOf(buffer, context.protectRtcp(buffer, 0, clear.length));
  }

  private static byte[] unprotect(SrtpContext context, byte[] sealed) {
    byte[] buffer = sealed.clone();
    int sizeBytes = context.unprotectRtp(buffer, 0, sealed.length);
    assertThat(sizeBytes).isPositive();
    return Arrays.copyOf(buffer, sizeBytes);
  }

  private static int tryUnprotect(SrtpContext context, byte[] sealed) {
    return context.unprotectRtp(sealed.clone(), 0, sealed.length);
  }

  private static int tryUnprotectRtcp(SrtpContext context, byte[] sealed) {
    return context.unprotectRtcp(sealed.clone(), 0, sealed.length);
  }

  private static byte[] flip(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
    return flipped;
  }
}
