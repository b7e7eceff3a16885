package org.parley.media.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One direction's session keys (RFC 3711, section 4.3; with AES-256 as RFC 6188 has it; salts of AEAD profiles as RFC 7714, section
 * 11). Secret: nothing of it is printed.
 *
 * @param rtpAuth empty for AEAD profiles, as is {@code rtcpAuth}
 */
record SessionKeys(
    byte[] rtpKey,
    byte[] rtpAuth,
    byte[] rtpSalt,
    byte[] rtcpKey,
    byte[] rtcpAuth,
    byte[] rtcpSalt) {

  private static final int AUTH_KEY_BYTES = 20;

  /** The labels of RFC 3711, section 4.3.2; those of SRTCP follow at 3. */
  private static final int KEY_LABEL = 0;

  private static final int AUTH_LABEL = 1;
  private static final int SALT_LABEL = 2;
  private static final int RTCP_LABELS = 3;

  static SessionKeys derive(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    if (masterKey.length != profile.keyBytes() || masterSalt.length != profile.saltBytes()) {
      throw new IllegalArgumentException("master key or salt of the wrong size for " + profile);
    }
    int authBytes = profile == SrtpProfile.AES_CM_128_HMAC_SHA1_80 ? AUTH_KEY_BYTES : 0;
    byte[][] parts = new byte[2 * RTCP_LABELS][];
    for (int base = 0; base <= RTCP_LABELS; base += RTCP_LABELS) {
      parts[base + KEY_LABEL] = derive(masterKey, masterSalt, base + KEY_LABEL, profile.keyBytes());
      parts[base + AUTH_LABEL] = derive(masterKey, masterSalt, base + AUTH_LABEL, authBytes);
      parts[base + SALT_LABEL] =
          derive(masterKey, masterSalt, base + SALT_LABEL, profile.saltBytes());
    }
    return new SessionKeys(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
  }

  /** The AES-CM keystream for one label; the key derivation rate is 0, as DTLS-SRTP has it (RFC 5764, section 4.1.2). */
  static byte[] derive(byte[] masterKey, byte[] masterSalt, int label, int sizeBytes) {
    // A 96-bit salt is taken as the upper bits of the 112 that RFC 3711 expects.
    byte[] iv = Arrays.copyOf(masterSalt, 16);
    iv[7] ^= (byte) label;
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"), new IvParameterSpec(iv));
      return cipher.doFinal(new byte[sizeBytes]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "SessionKeys[]";
  }
}
