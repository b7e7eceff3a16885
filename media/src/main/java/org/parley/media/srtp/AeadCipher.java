package org.parley.media.srtp;

import static org.parley.media.srtp.SrtpContext.RTCP_ENCRYPTED;
import static org.parley.media.srtp.SrtpContext.RTCP_HEADER_BYTES;
import static org.parley.media.srtp.SrtpContext.RTCP_INDEX_BYTES;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-GCM with a tag of 16 bytes (RFC 7714). */
final class AeadCipher implements PacketCipher {

  private static final int TAG_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final Cipher cipher;
  private final SecretKeySpec rtpKey;
  private final SecretKeySpec rtcpKey;
  private final byte[] rtpSalt;
  private final byte[] rtcpSalt;
  private final byte[] nonce = new byte[NONCE_BYTES];
  private final byte[] indexWord = new byte[RTCP_INDEX_BYTES];

  AeadCipher(SessionKeys keys) {
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    rtpKey = new SecretKeySpec(keys.rtpKey(), "AES");
    rtcpKey = new SecretKeySpec(keys.rtcpKey(), "AES");
    rtpSalt = keys.rtpSalt();
    rtcpSalt = keys.rtcpSalt();
  }

  @Override
  public int rtpTrailerBytes() {
    return TAG_BYTES;
  }

  @Override
  public int bytesAfterRtcpIndex() {
    return 0;
  }

  @Override
  public int rtcpTrailerBytes() {
    return TAG_BYTES + RTCP_INDEX_BYTES;
  }

  @Override
  public int protectRtp(byte[] packet, int offset, int sizeBytes, int headerBytes, long index) {
    try {
      initRtp(Cipher.ENCRYPT_MODE, packet, offset, index);
      cipher.updateAAD(packet, offset, headerBytes);
      return headerBytes + run(packet, offset + headerBytes, sizeBytes - headerBytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int unprotectRtp(byte[] packet, int offset, int sizeBytes, int headerBytes, long index) {
    try {
      initRtp(Cipher.DECRYPT_MODE, packet, offset, index);
      cipher.updateAAD(packet, offset, headerBytes);
      return headerBytes + run(packet, offset + headerBytes, sizeBytes - headerBytes);
    } catch (AEADBadTagException e) {
      return SrtpContext.AUTH_FAILED;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int protectRtcp(byte[] packet, int offset, int sizeBytes, int index) {
    try {
      initRtcp(Cipher.ENCRYPT_MODE, packet, offset, index);
      int body = offset + RTCP_HEADER_BYTES;
      int end = body + run(packet, body, sizeBytes - RTCP_HEADER_BYTES);
      INT.set(packet, end, index | RTCP_ENCRYPTED);
      return end + RTCP_INDEX_BYTES - offset;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int unprotectRtcp(byte[] packet, int offset, int sizeBytes, int index) {
    try {
      initRtcp(Cipher.DECRYPT_MODE, packet, offset, index);
      int body = offset + RTCP_HEADER_BYTES;
      int bodyBytes = sizeBytes - RTCP_HEADER_BYTES - RTCP_INDEX_BYTES;
      return RTCP_HEADER_BYTES + run(packet, body, bodyBytes);
    } catch (AEADBadTagException e) {
      return SrtpContext.AUTH_FAILED;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private int run(byte[] bytes, int offset, int sizeBytes) throws GeneralSecurityException {
    return cipher.doFinal(bytes, offset, sizeBytes, bytes, offset);
  }

  /** The nonce of RFC 7714, section 8.1: 16 zero bits, SSRC, ROC, SEQ. */
  private void initRtp(int mode, byte[] packet, int offset, long index)
      throws GeneralSecurityException {
    System.arraycopy(rtpSalt, 0, nonce, 0, NONCE_BYTES);
    xor(2, (int) INT.get(packet, offset + 8));
    xor(6, (int) (index >>> 16));
    nonce[10] ^= (byte) (index >>> 8);
    nonce[11] ^= (byte) index;
    cipher.init(mode, rtpKey, new GCMParameterSpec(8 * TAG_BYTES, nonce));
  }

  /** The nonce of RFC 7714, section 9.1, and the associated data of section 9.2: the header and the index word. */
  private void initRtcp(int mode, byte[] packet, int offset, int index)
      throws GeneralSecurityException {
    System.arraycopy(rtcpSalt, 0, nonce, 0, NONCE_BYTES);
    xor(2, (int) INT.get(packet, offset + 4));
    xor(8, index);
    cipher.init(mode, rtcpKey, new GCMParameterSpec(8 * TAG_BYTES, nonce));
    INT.set(indexWord, 0, index | RTCP_ENCRYPTED);
    cipher.updateAAD(packet, offset, RTCP_HEADER_BYTES);
    cipher.updateAAD(indexWord);
  }

  private void xor(int at, int value) {
    INT.set(nonce, at, (int) INT.get(nonce, at) ^ value);
  }
}
