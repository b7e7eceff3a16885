package org.parley.media.wire;

/**
 * Writes an RTP header with extension elements (RFC 3550, section 5.1; RFC 8285): {@link #begin}, the elements, {@link #end}. Reusable;
 * the caller leaves room in the buffer. An id of 0 stands for "not negotiated" and writes nothing.
 */
public final class RtpHeaderWriter {

  private static final int MAX_ONE_BYTE_ID = 14;
  private static final int MAX_ONE_BYTE_LENGTH = 16;
  private static final int MAX_TWO_BYTE = 255;

  private byte[] buffer = new byte[0];
  private int start;
  private int extensionStart;
  private int at;
  private boolean twoByteForm;

  /** Writes the fixed header; elements that follow are in the one-byte form. */
  public void begin(
      byte[] buffer,
      int offset,
      boolean marker,
      int payloadType,
      int seq16,
      int timestamp,
      int ssrc) {
    this.buffer = buffer;
    start = offset;
    extensionStart = offset + RtpPacket.FIXED_HEADER_BYTES;
    at = extensionStart + 4;
    twoByteForm = false;
    buffer[offset] = (byte) 0x80;
    buffer[offset + 1] = (byte) ((marker ? 0x80 : 0) | (payloadType & 0x7f));
    Bytes.put16(buffer, offset + 2, seq16);
    Bytes.put32(buffer, offset + 4, timestamp);
    Bytes.put32(buffer, offset + 8, ssrc);
  }

  /**
   * Switches to the two-byte form, for elements of more than 16 bytes; before any element, and only toward a receiver that negotiated
   * extmap-allow-mixed (RFC 8285, section 6).
   */
  public void useTwoByteForm() {
    twoByteForm = true;
  }

  /**
   * Writes an element.
   *
   * @return false where this form can't hold it: one-byte ids are 1 to 14 and lengths 1 to 16, two-byte ones 1 to 255 and 0 to 255.
   *     Nothing is written then.
   */
  public boolean extension(int id, byte[] source, int sourceOffset, int sizeBytes) {
    if (id == 0) {
      return true;
    }
    if (!head(id, sizeBytes)) {
      return false;
    }
    System.arraycopy(source, sourceOffset, buffer, at, sizeBytes);
    at += sizeBytes;
    return true;
  }

  /** Writes an element of one byte. */
  public void extensionByte(int id, int value) {
    if (id != 0 && head(id, 1)) {
      Bytes.put8(buffer, at, value);
      at += 1;
    }
  }

  /** Writes an element of two bytes. */
  public void extension16(int id, int value) {
    if (id != 0 && head(id, 2)) {
      Bytes.put16(buffer, at, value);
      at += 2;
    }
  }

  /** Writes an element of three bytes. */
  public void extension24(int id, int value) {
    if (id != 0 && head(id, 3)) {
      Bytes.put24(buffer, at, value);
      at += 3;
    }
  }

  /** Closes the header and returns where the payload starts. */
  public int end() {
    int elements = extensionStart + 4;
    if (at == elements) {
      return extensionStart;
    }
    while ((at - elements) % 4 != 0) {
      buffer[at] = 0;
      at++;
    }
    buffer[start] |= 0x10;
    Bytes.put16(buffer, extensionStart, twoByteForm ? 0x1000 : 0xbede);
    Bytes.put16(buffer, extensionStart + 2, (at - elements) / 4);
    return at;
  }

  private boolean head(int id, int length) {
    if (twoByteForm) {
      if (id < 0 || id > MAX_TWO_BYTE || length > MAX_TWO_BYTE) {
        return false;
      }
      buffer[at] = (byte) id;
      buffer[at + 1] = (byte) length;
      at += 2;
      return true;
    }
    if (id < 0 || id > MAX_ONE_BYTE_ID || length < 1 || length > MAX_ONE_BYTE_LENGTH) {
      return false;
    }
    buffer[at] = (byte) (id << 4 | (length - 1));
    at += 1;
    return true;
  }
}
