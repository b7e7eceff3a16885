package org.parley.media.wire;

/** Tells what a datagram is by its first bytes (RFC 7983, section 7; RFC 5761, section 4). */
public final class Demux {

  /** What shares one 5-tuple. */
  public enum Kind {
    STUN,
    DTLS,
    RTP,
    RTCP,
    UNKNOWN
  }

  private static final int RTCP_FIRST = 64;
  private static final int RTCP_LAST = 95;

  private Demux() {}

  /** Of a datagram; one that is too short for its kind's first two bytes is {@link Kind#UNKNOWN}. */
  public static Kind kind(byte[] buffer, int offset, int sizeBytes) {
    if (sizeBytes < 2) {
      return Kind.UNKNOWN;
    }
    int first = Bytes.u8(buffer, offset);
    if (first <= 3) {
      return Kind.STUN;
    }
    if (first >= 128 && first <= 191) {
      int payloadType = buffer[offset + 1] & 0x7f;
      return payloadType >= RTCP_FIRST && payloadType <= RTCP_LAST ? Kind.RTCP : Kind.RTP;
    }
    return first >= 20 && first <= 63 ? Kind.DTLS : Kind.UNKNOWN;
  }
}
