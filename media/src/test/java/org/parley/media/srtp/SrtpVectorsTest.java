package org.parley.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Known answers of RFC 3711, appendix B, of RFC 7714, sections 16 and 17, and of libsrtp's published ones for whole packets. */
class SrtpVectorsTest {

  private static final byte[] MASTER_KEY = hex("E1F97A0D3E018BE0D64FA32C06DE4139");
  private static final byte[] MASTER_SALT = hex("0EC675AD498AFEEBB6960B3AABE6");
  private static final byte[] AEAD_KEY =
      hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  private static final byte[] AEAD_SALT = hex("517569642070726f2071756f");
  private static final byte[] NONE = {};

  private static final byte[] AEAD_RTP = hex(
      "8040f17b8041f8d35501a0b2",
      "47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573");

  private static final byte[] AEAD_RTCP = hex(
      "81c8000d4d617273",
      "4e5450314e545032525450200000042a0000e9304c756e61",
      "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef");

  @Test
  void counterModeKeystream() {
    byte[] key = hex("2B7E151628AED2A6ABF7158809CF4F3C");
    byte[] salt = hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD");

    byte[] keystream = SessionKeys.derive(key, salt, 0, 0xff02 * 16);

    assertThat(Arrays.copyOf(keystream, 48))
        .isEqualTo(hex(
            "E03EAD0935C95E80E166B16DD92B4EB4",
            "D23513162B02D0F72A43A2FE4A5F97AB",
            "41E95B3BB0A2E8DD477901E4FCA894C0"));
    assertThat(Arrays.copyOfRange(keystream, 0xfeff * 16, 0xff02 * 16))
        .isEqualTo(hex(
            "EC8CDF7398607CB0F2D21675EA9EA1E4",
            "362B7C3C6773516318A077D7FC5073AE",
            "6A2CC3787889374FBEB4C81B17BA6C44"));
  }

  @Test
  void keyDerivation() {
    SessionKeys keys =
        SessionKeys.derive(SrtpProfile.AES_CM_128_HMAC_SHA1_80, MASTER_KEY, MASTER_SALT);

    assertThat(keys.rtpKey()).isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
    assertThat(keys.rtpSalt()).isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
    assertThat(keys.rtpAuth()).isEqualTo(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
    assertThat(SessionKeys.derive(MASTER_KEY, MASTER_SALT, 1, 94))
        .isEqualTo(hex(
            "CEBE321F6FF7716B6FD4AB49AF256A15",
            "6D38BAA48F0A0ACF3C34E2359E6CDBCE",
            "E049646C43D9327AD175578EF7227098",
            "6371C10C9A369AC2F94A8C5FBCDDDC25",
            "6D6E919A48B610EF17C2041E47403576",
            "6B68642C59BBFC2F34DB60DBDFB2"));
  }

  @Test
  void counterModeRtpPacket() {
    SrtpContext context = context(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
    byte[] clear = hex("800f1234decafbadcafebabe", "abababababababababababababababab");
    byte[] sealed =
        hex("800f1234decafbadcafebabe", "4e55dc4ce79978d88ca4d215949d2402", "b78d6acc99ea179b8dbb");

    byte[] buffer = Arrays.copyOf(clear, sealed.length);
    assertThat(context.protectRtp(buffer, 0, clear.length)).isEqualTo(sealed.length);
    assertThat(buffer).isEqualTo(sealed);
    assertThat(context.unprotectRtp(buffer, 0, sealed.length)).isEqualTo(clear.length);
    assertThat(Arrays.copyOf(buffer, clear.length)).isEqualTo(clear);
  }

  @Test
  void counterModeRtcpPacket() {
    SrtpContext context = context(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
    byte[] clear = hex("81c8000bcafebabe", "abababababababababababababababab");
    byte[] sealed = hex(
        "81c8000bcafebabe", "7128035be487b9bdbef89041f977a5a8", "80000001", "993e08cd54d6c1230798");

    // The known answer is of index 1.
    context.protectRtcp(Arrays.copyOf(clear, sealed.length), 0, clear.length);
    byte[] buffer = Arrays.copyOf(clear, sealed.length);
    assertThat(context.protectRtcp(buffer, 0, clear.length)).isEqualTo(sealed.length);
    assertThat(buffer).isEqualTo(sealed);
    assertThat(context.unprotectRtcp(buffer, 0, sealed.length)).isEqualTo(clear.length);
    assertThat(Arrays.copyOf(buffer, clear.length)).isEqualTo(clear);
  }

  @Test
  void aes128GcmRtpPacket() {
    aeadRtp(
        16,
        "f24de3a3fb34de6cacba861c9d7e4bca",
        "be633bd50d294e6f42a5f47a51c7d19b",
        "36de3adf8833899d7f27beb16a9152cf",
        "765ee4390cce");
  }

  @Test
  void aes256GcmRtpPacket() {
    aeadRtp(
        32,
        "32b1de78a822fe12ef9f78fa332e33aa",
        "b18012389a58e2f3b50b2a0276ffae0f",
        "1ba63799b87b7aa3db36dfffd6b0f9bb",
        "7878d7a76c13");
  }

  @Test
  void aes128GcmRtcpPacket() {
    aeadRtcp(
        16,
        "63e94885dcdab67ca727d7662f6b7e99",
        "7ff5c0f76c06f32dc676a5f1730d6fda",
        "4ce09b4686303ded0bb9275bc84aa458",
        "96cf4d2fc5abf87245d9eade");
  }

  @Test
  void aes256GcmRtcpPacket() {
    aeadRtcp(
        32,
        "d50ae4d1f5ce5d304ba297e47d470c28",
        "2c3ece5dbffe0a50a2eaa5c1110555be",
        "8415f658c61de0476f1b6fad1d1eb30c",
        "4446839f57ff6f6cb26ac3be");
  }

  private static void aeadRtp(int keyBytes, String... sealedBody) {
    PacketCipher cipher = aead(keyBytes);
    byte[] sealed = concat(Arrays.copyOf(AEAD_RTP, 12), hex(sealedBody));

    byte[] buffer = Arrays.copyOf(AEAD_RTP, sealed.length);
    assertThat(cipher.protectRtp(buffer, 0, AEAD_RTP.length, 12, 0xf17b)).isEqualTo(sealed.length);
    assertThat(buffer).isEqualTo(sealed);
    assertThat(cipher.unprotectRtp(buffer, 0, sealed.length, 12, 0xf17b))
        .isEqualTo(AEAD_RTP.length);
    assertThat(Arrays.copyOf(buffer, AEAD_RTP.length)).isEqualTo(AEAD_RTP);
  }

  private static void aeadRtcp(int keyBytes, String... sealedBody) {
    PacketCipher cipher = aead(keyBytes);
    byte[] sealed = concat(Arrays.copyOf(AEAD_RTCP, 8), hex(sealedBody), hex("800005d4"));

    byte[] buffer = Arrays.copyOf(AEAD_RTCP, sealed.length);
    assertThat(cipher.protectRtcp(buffer, 0, AEAD_RTCP.length, 0x5d4)).isEqualTo(sealed.length);
    assertThat(buffer).isEqualTo(sealed);
    assertThat(cipher.unprotectRtcp(buffer, 0, sealed.length, 0x5d4)).isEqualTo(AEAD_RTCP.length);
    assertThat(Arrays.copyOf(buffer, AEAD_RTCP.length)).isEqualTo(AEAD_RTCP);
  }

  /** The RFC gives session keys, not master keys. */
  private static PacketCipher aead(int keyBytes) {
    byte[] key = Arrays.copyOf(AEAD_KEY, keyBytes);
    return new AeadCipher(new SessionKeys(key, NONE, AEAD_SALT, key, NONE, AEAD_SALT));
  }

  private static SrtpContext context(SrtpProfile profile) {
    return SrtpContext.create(
        new SrtpKeys(profile, MASTER_KEY, MASTER_SALT, MASTER_KEY, MASTER_SALT));
  }

  private static byte[] hex(String... parts) {
    return HexFormat.of().parseHex(String.join("", parts));
  }

  private static byte[] concat(byte[]... parts) {
    int size = 0;
    for (byte[] part : parts) {
      size += part.length;
    }
    byte[] all = new byte[size];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
