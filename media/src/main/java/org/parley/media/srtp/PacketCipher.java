package org.parley.media.srtp;

/**
 * The cryptography of one direction, without its bookkeeping: the caller knows which index a packet has, and that it is fresh. All
 * work in place; packets were found well formed, with room for the trailer. The seam at which a native tier can take the JDK's place.
 */
sealed interface PacketCipher permits AeadCipher, CounterModeCipher {

  static PacketCipher create(SrtpProfile profile, SessionKeys keys) {
    return switch (profile) {
      case AEAD_AES_128_GCM, AEAD_AES_256_GCM -> new AeadCipher(keys);
      case AES_CM_128_HMAC_SHA1_80 -> new CounterModeCipher(keys);
    };
  }

  /** What protection adds to an RTP packet. */
  int rtpTrailerBytes();

  /** What follows the index word of an SRTCP packet: the tag, or nothing where the tag comes before it. */
  int bytesAfterRtcpIndex();

  /** What protection adds to an RTCP packet. */
  int rtcpTrailerBytes();

  /** Encrypts what follows the header; returns the new length. */
  int protectRtp(byte[] packet, int offset, int sizeBytes, int headerBytes, long index);

  /** Returns the new length or {@link SrtpContext#AUTH_FAILED}; then the packet's content is undefined. */
  int unprotectRtp(byte[] packet, int offset, int sizeBytes, int headerBytes, long index);

  /** Encrypts what follows the first 8 bytes; returns the new length. */
  int protectRtcp(byte[] packet, int offset, int sizeBytes, int index);

  /** Returns the new length or {@link SrtpContext#AUTH_FAILED}; then the packet's content is undefined. */
  int unprotectRtcp(byte[] packet, int offset, int sizeBytes, int index);
}
