package org.parley.media.wire;

/**
 * A reusable view of one RTP packet (RFC 3550, section 5.1) with its header extension (RFC 8285). Offsets are into the wrapped buffer,
 * which it neither copies nor changes. Until a {@code wrap} has returned true its getters mean nothing.
 */
public final class RtpPacket {

  /** The fixed part of the header. */
  public static final int FIXED_HEADER_BYTES = 12;

  private static final int ONE_BYTE_FORM = 0xbede;
  private static final int TWO_BYTE_FORM = 0x1000;
  private static final int MAX_ONE_BYTE_ID = 14;

  private byte[] buffer = new byte[FIXED_HEADER_BYTES];
  private int offset;
  private int sizeBytes;
  private int headerBytes;
  private int paddingBytes;
  private int extensionProfile;
  private int extensionsStart;
  private int extensionsEnd;

  /**
   * Views a whole clear packet.
   *
   * @return false where it is malformed: version, CSRC list, extension or padding past the end
   */
  public boolean wrap(byte[] buffer, int offset, int sizeBytes) {
    if (!wrapHeader(buffer, offset, sizeBytes)) {
      return false;
    }
    if ((buffer[offset] & 0x20) == 0) {
      return true;
    }
    paddingBytes = Bytes.u8(buffer, offset + sizeBytes - 1);
    return paddingBytes > 0 && paddingBytes <= sizeBytes - headerBytes;
  }

  /**
   * Views a packet whose payload is still encrypted: all but the padding, whose length is under the encryption. {@link #payloadBytes}
   * is then what follows the header.
   */
  public boolean wrapHeader(byte[] buffer, int offset, int sizeBytes) {
    this.buffer = buffer;
    this.offset = offset;
    this.sizeBytes = sizeBytes;
    paddingBytes = 0;
    extensionProfile = 0;
    extensionsStart = 0;
    extensionsEnd = 0;
    if (sizeBytes < FIXED_HEADER_BYTES || (buffer[offset] & 0xc0) != 0x80) {
      return false;
    }
    headerBytes = FIXED_HEADER_BYTES + 4 * (buffer[offset] & 0x0f);
    if ((buffer[offset] & 0x10) != 0) {
      if (headerBytes + 4 > sizeBytes) {
        return false;
      }
      int start = offset + headerBytes;
      extensionProfile = Bytes.u16(buffer, start);
      extensionsStart = start + 4;
      headerBytes += 4 + 4 * Bytes.u16(buffer, start + 2);
      extensionsEnd = offset + headerBytes;
    }
    // An id that is never used walks all elements, so one that overruns the block is found here.
    return headerBytes <= sizeBytes && find(-1) != OVERRUN;
  }

  public byte[] buffer() {
    return buffer;
  }

  public boolean marker() {
    return (buffer[offset + 1] & 0x80) != 0;
  }

  public int payloadType() {
    return buffer[offset + 1] & 0x7f;
  }

  /** 0 to 65535. */
  public int seq16() {
    return Bytes.u16(buffer, offset + 2);
  }

  /** 32 bits that wrap. */
  public int timestamp() {
    return Bytes.i32(buffer, offset + 4);
  }

  public int ssrc() {
    return Bytes.i32(buffer, offset + 8);
  }

  /** Where the packet starts. */
  public int headerOffset() {
    return offset;
  }

  /** Fixed header, CSRCs and extension. */
  public int headerBytes() {
    return headerBytes;
  }

  public int payloadOffset() {
    return offset + headerBytes;
  }

  /** Without padding; 0 in a packet of padding alone. */
  public int payloadBytes() {
    return sizeBytes - headerBytes - paddingBytes;
  }

  public int paddingBytes() {
    return paddingBytes;
  }

  /** The whole packet, as it was wrapped. */
  public int sizeBytes() {
    return sizeBytes;
  }

  /** Where an extension element's data starts; -1 if it has none of this id, and for id 0, which stands for "not negotiated". */
  public int extensionOffset(int id) {
    return id <= 0 ? -1 : Math.max(find(id), -1);
  }

  /** The size of an extension element's data, in bytes; -1 if there is none of this id. */
  public int extensionBytes(int id) {
    int at = extensionOffset(id);
    if (at < 0) {
      return -1;
    }
    int length = Bytes.u8(buffer, at - 1);
    return extensionProfile == ONE_BYTE_FORM ? (length & 0x0f) + 1 : length;
  }

  private static final int ABSENT = -1;
  private static final int OVERRUN = -2;

  private int find(int id) {
    if (extensionProfile == ONE_BYTE_FORM) {
      return findOneByte(id);
    }
    // The low four bits are the application's (RFC 8285, section 4.3).
    return (extensionProfile & 0xfff0) == TWO_BYTE_FORM ? findTwoByte(id) : ABSENT;
  }

  private int findOneByte(int id) {
    int at = extensionsStart;
    while (at < extensionsEnd) {
      int head = Bytes.u8(buffer, at);
      at++;
      if (head == 0) {
        continue;
      }
      int elementId = head >> 4;
      // 15, and 0 with a length, end the list (RFC 8285, section 4.2).
      if (elementId == 0 || elementId > MAX_ONE_BYTE_ID) {
        return ABSENT;
      }
      int length = (head & 0x0f) + 1;
      if (at + length > extensionsEnd) {
        return OVERRUN;
      }
      if (elementId == id) {
        return at;
      }
      at += length;
    }
    return ABSENT;
  }

  private int findTwoByte(int id) {
    int at = extensionsStart;
    while (at < extensionsEnd) {
      int elementId = Bytes.u8(buffer, at);
      at++;
      if (elementId == 0) {
        continue;
      }
      if (at >= extensionsEnd || at + 1 + Bytes.u8(buffer, at) > extensionsEnd) {
        return OVERRUN;
      }
      if (elementId == id) {
        return at + 1;
      }
      at += 1 + Bytes.u8(buffer, at);
    }
    return ABSENT;
  }
}
