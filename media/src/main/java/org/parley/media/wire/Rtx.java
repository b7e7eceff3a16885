package org.parley.media.wire;

/** The retransmission payload format (RFC 4588, section 4): the original sequence number goes before the original payload. */
public final class Rtx {

  /** What it adds to a packet. */
  public static final int OVERHEAD_BYTES = 2;

  private Rtx() {}

  /** One stream's numbers: the original's, or its retransmission's. */
  public record Stream(int payloadType, int ssrc) {}

  /** 0 to 65535; -1 where the packet has no payload, as padding that probes for bandwidth. */
  public static int originalSeq16(RtpPacket rtx) {
    return rtx.payloadBytes() < OVERHEAD_BYTES ? -1 : Bytes.u16(rtx.buffer(), rtx.payloadOffset());
  }

  /**
   * Turns a clear retransmission into the original packet, in its own buffer: the header moves up over the original sequence number.
   *
   * @return where the original packet starts; its size is the retransmission's less {@link #OVERHEAD_BYTES}. -1 where there is none,
   *     and then nothing has changed. The view is of no use afterwards.
   */
  public static int restore(RtpPacket rtx, Stream original) {
    int seq16 = originalSeq16(rtx);
    if (seq16 < 0) {
      return -1;
    }
    byte[] buffer = rtx.buffer();
    int offset = rtx.headerOffset() + OVERHEAD_BYTES;
    System.arraycopy(buffer, rtx.headerOffset(), buffer, offset, rtx.headerBytes());
    relabel(buffer, offset, original, seq16);
    return offset;
  }

  /**
   * Writes a retransmission of a packet, with its header extension as it is and without its padding.
   *
   * @param seq16 the retransmission stream's own
   * @return where what was written ends
   */
  public static int encapsulate(
      RtpPacket original, Stream rtx, int seq16, byte[] target, int targetOffset) {
    byte[] source = original.buffer();
    int at = targetOffset + original.headerBytes();
    System.arraycopy(source, original.headerOffset(), target, targetOffset, original.headerBytes());
    at = writeOriginalSeq16(target, at, original.seq16());
    System.arraycopy(source, original.payloadOffset(), target, at, original.payloadBytes());
    target[targetOffset] &= (byte) ~0x20;
    relabel(target, targetOffset, rtx, seq16);
    return at + original.payloadBytes();
  }

  /** Writes what goes between header and payload, and returns where the payload goes. */
  public static int writeOriginalSeq16(byte[] buffer, int offset, int seq16) {
    Bytes.put16(buffer, offset, seq16);
    return offset + OVERHEAD_BYTES;
  }

  private static void relabel(byte[] buffer, int offset, Stream stream, int seq16) {
    buffer[offset + 1] = (byte) ((buffer[offset + 1] & 0x80) | (stream.payloadType() & 0x7f));
    Bytes.put16(buffer, offset + 2, seq16);
    Bytes.put32(buffer, offset + 8, stream.ssrc());
  }
}
