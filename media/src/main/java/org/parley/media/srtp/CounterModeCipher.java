package org.parley.media.srtp;

import static org.parley.media.srtp.SrtpContext.RTCP_ENCRYPTED;
import static org.parley.media.srtp.SrtpContext.RTCP_HEADER_BYTES;
import static org.parley.media.srtp.SrtpContext.RTCP_INDEX_BYTES;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in counter mode and HMAC-SHA1 cut to 80 bits (RFC 3711, sections 4.1.1 and 4.2.1). */
final class CounterModeCipher implements PacketCipher {

  private static final int TAG_BYTES = 10;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Cipher cipher;
  private final Mac rtpMac;
  private final Mac rtcpMac;
  private final SecretKeySpec rtpKey;
  private final SecretKeySpec rtcpKey;
  private final byte[] rtpSalt;
  private final byte[] rtcpSalt;
  private final byte[] iv = new byte[16];
  private final byte[] roc = new byte[4];
  private final byte[] digest = new byte[20];

  CounterModeCipher(SessionKeys keys) {
    rtpKey = new SecretKeySpec(keys.rtpKey(), "AES");
    rtcpKey = new SecretKeySpec(keys.rtcpKey(), "AES");
    // Multiplied by 2^16: the lower 16 bits of the counter block count blocks.
    rtpSalt = Arrays.copyOf(keys.rtpSalt(), iv.length);
    rtcpSalt = Arrays.copyOf(keys.rtcpSalt(), iv.length);
    try {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
      rtpMac = mac(keys.rtpAuth());
      rtcpMac = mac(keys.rtcpAuth());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Mac mac(byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(key, "HmacSHA1"));
    return mac;
  }

  @Override
  public int rtpTrailerBytes() {
    return TAG_BYTES;
  }

  @Override
  public int bytesAfterRtcpIndex() {
    return TAG_BYTES;
  }

  @Override
  public int rtcpTrailerBytes() {
    return RTCP_INDEX_BYTES + TAG_BYTES;
  }

  @Override
  public int protectRtp(byte[] packet, int offset, int sizeBytes, int headerBytes, long index) {
    try {
      int ssrc = (int) INT.get(packet, offset + 8);
      crypt(rtpKey, rtpSalt, ssrc, index, packet, offset + headerBytes, sizeBytes - headerBytes);
      digestRtp(packet, offset, sizeBytes, index);
      System.arraycopy(digest, 0, packet, offset + sizeBytes, TAG_BYTES);
      return sizeBytes + TAG_BYTES;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int unprotectRtp(byte[] packet, int offset, int sizeBytes, int headerBytes, long index) {
    try {
      int clearBytes = sizeBytes - TAG_BYTES;
      digestRtp(packet, offset, clearBytes, index);
      if (!tagMatches(packet, offset + clearBytes)) {
        return SrtpContext.AUTH_FAILED;
      }
      int ssrc = (int) INT.get(packet, offset + 8);
      crypt(rtpKey, rtpSalt, ssrc, index, packet, offset + headerBytes, clearBytes - headerBytes);
      return clearBytes;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int protectRtcp(byte[] packet, int offset, int sizeBytes, int index) {
    try {
      cryptRtcp(packet, offset, sizeBytes, index);
      INT.set(packet, offset + sizeBytes, index | RTCP_ENCRYPTED);
      int authenticatedBytes = sizeBytes + RTCP_INDEX_BYTES;
      rtcpMac.update(packet, offset, authenticatedBytes);
      rtcpMac.doFinal(digest, 0);
      System.arraycopy(digest, 0, packet, offset + authenticatedBytes, TAG_BYTES);
      return authenticatedBytes + TAG_BYTES;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int unprotectRtcp(byte[] packet, int offset, int sizeBytes, int index) {
    try {
      int authenticatedBytes = sizeBytes - TAG_BYTES;
      rtcpMac.update(packet, offset, authenticatedBytes);
      rtcpMac.doFinal(digest, 0);
      if (!tagMatches(packet, offset + authenticatedBytes)) {
        return SrtpContext.AUTH_FAILED;
      }
      int clearBytes = authenticatedBytes - RTCP_INDEX_BYTES;
      cryptRtcp(packet, offset, clearBytes, index);
      return clearBytes;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void cryptRtcp(byte[] packet, int offset, int sizeBytes, int index)
      throws GeneralSecurityException {
    int ssrc = (int) INT.get(packet, offset + 4);
    int body = offset + RTCP_HEADER_BYTES;
    crypt(rtcpKey, rtcpSalt, ssrc, index, packet, body, sizeBytes - RTCP_HEADER_BYTES);
  }

  /** The counter block of RFC 3711, section 4.1.1: salt, SSRC at 2^64, index at 2^16. */
  private void crypt(
      SecretKeySpec key, byte[] salt, int ssrc, long index, byte[] bytes, int offset, int sizeBytes)
      throws GeneralSecurityException {
    LONG.set(iv, 0, (long) LONG.get(salt, 0) ^ (ssrc & 0xffff_ffffL));
    LONG.set(iv, 8, (long) LONG.get(salt, 8) ^ (index << 16));
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
    cipher.doFinal(bytes, offset, sizeBytes, bytes, offset);
  }

  /** Over the packet and the rollover counter, which does not travel (RFC 3711, section 4.2). */
  private void digestRtp(byte[] packet, int offset, int sizeBytes, long index)
      throws GeneralSecurityException {
    INT.set(roc, 0, (int) (index >>> 16));
    rtpMac.update(packet, offset, sizeBytes);
    rtpMac.update(roc);
    rtpMac.doFinal(digest, 0);
  }

  /** Takes the same time whatever differs. */
  private boolean tagMatches(byte[] bytes, int offset) {
    int difference = 0;
    for (int i = 0; i < TAG_BYTES; i++) {
      difference |= digest[i] ^ bytes[offset + i];
    }
    return difference == 0;
  }
}
