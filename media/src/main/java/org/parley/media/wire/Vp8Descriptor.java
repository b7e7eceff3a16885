package org.parley.media.wire;

/** A reusable view of the VP8 payload descriptor (RFC 7741, section 4.2). It neither copies nor changes the wrapped buffer. */
public final class Vp8Descriptor {

  private byte[] buffer = new byte[1];
  private int offset;
  private int headerBytes;
  // Relative to the payload's start; -1 where the field is not there.
  private int pictureIdAt;
  private boolean longPictureId;
  private int tl0PicIdxAt;
  private int layersAt;
  private boolean hasTid;
  private boolean hasKeyIdx;

  /**
   * Views an RTP payload.
   *
   * @return false where the descriptor overruns it or nothing follows the descriptor
   */
  public boolean wrap(byte[] buffer, int offset, int sizeBytes) {
    this.buffer = buffer;
    this.offset = offset;
    headerBytes = 1;
    pictureIdAt = -1;
    longPictureId = false;
    tl0PicIdxAt = -1;
    layersAt = -1;
    hasTid = false;
    hasKeyIdx = false;
    if (sizeBytes < 1) {
      return false;
    }
    if ((buffer[offset] & 0x80) != 0 && !extended(sizeBytes)) {
      return false;
    }
    return headerBytes < sizeBytes;
  }

  private boolean extended(int sizeBytes) {
    if (sizeBytes < 2) {
      return false;
    }
    int present = Bytes.u8(buffer, offset + 1);
    headerBytes = 2;
    if ((present & 0x80) != 0) {
      if (headerBytes >= sizeBytes) {
        return false;
      }
      pictureIdAt = headerBytes;
      longPictureId = (buffer[offset + headerBytes] & 0x80) != 0;
      headerBytes += longPictureId ? 2 : 1;
    }
    if ((present & 0x40) != 0) {
      tl0PicIdxAt = headerBytes;
      headerBytes++;
    }
    hasTid = (present & 0x20) != 0;
    hasKeyIdx = (present & 0x10) != 0;
    if (hasTid || hasKeyIdx) {
      layersAt = headerBytes;
      headerBytes++;
    }
    return headerBytes <= sizeBytes;
  }

  /** The descriptor's size; the VP8 bytes follow. */
  public int headerBytes() {
    return headerBytes;
  }

  /** The S bit. */
  public boolean startOfPartition() {
    return (buffer[offset] & 0x10) != 0;
  }

  public int partitionId() {
    return buffer[offset] & 0x07;
  }

  /** The N bit: no other frame refers to this one. */
  public boolean nonReference() {
    return (buffer[offset] & 0x20) != 0;
  }

  /** The picture's first packet. */
  public boolean startOfFrame() {
    return startOfPartition() && partitionId() == 0;
  }

  /** The first packet of a key frame: the P bit, the first byte's lowest, is 0 (RFC 7741, section 4.3). */
  public boolean keyFrame() {
    return startOfFrame() && (buffer[offset + headerBytes] & 0x01) == 0;
  }

  /** 7 or 15 bits, see {@link #pictureIdBits}; -1 if absent. */
  public int pictureId() {
    if (pictureIdAt < 0) {
      return -1;
    }
    return longPictureId
        ? Bytes.u16(buffer, offset + pictureIdAt) & 0x7fff
        : buffer[offset + pictureIdAt] & 0x7f;
  }

  /** 7, 15, or 0 if there is no picture id. */
  public int pictureIdBits() {
    if (pictureIdAt < 0) {
      return 0;
    }
    return longPictureId ? 15 : 7;
  }

  /** 0 to 255; -1 if absent. */
  public int tl0PicIdx() {
    return tl0PicIdxAt < 0 ? -1 : Bytes.u8(buffer, offset + tl0PicIdxAt);
  }

  /** The temporal layer, 0 to 3; -1 if absent. */
  public int tid() {
    return hasTid ? Bytes.u8(buffer, offset + layersAt) >> 6 : -1;
  }

  /** The Y bit: a receiver may switch up to this temporal layer here. False if there is no {@link #tid}. */
  public boolean layerSync() {
    return hasTid && (buffer[offset + layersAt] & 0x20) != 0;
  }

  /** 0 to 31; -1 if absent. */
  public int keyIdx() {
    return hasKeyIdx ? buffer[offset + layersAt] & 0x1f : -1;
  }

  /**
   * Puts other numbers into a copy of the wrapped payload, or into itself. Fields keep their widths: higher bits are cut, and a field
   * that is absent stays so.
   */
  public void rewrite(byte[] copy, int copyOffset, int pictureId, int tl0PicIdx) {
    if (pictureIdAt >= 0 && longPictureId) {
      Bytes.put16(copy, copyOffset + pictureIdAt, 0x8000 | (pictureId & 0x7fff));
    } else if (pictureIdAt >= 0) {
      Bytes.put8(copy, copyOffset + pictureIdAt, pictureId & 0x7f);
    }
    if (tl0PicIdxAt >= 0) {
      Bytes.put8(copy, copyOffset + tl0PicIdxAt, tl0PicIdx);
    }
  }
}
