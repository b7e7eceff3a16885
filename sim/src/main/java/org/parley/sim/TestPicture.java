package org.parley.sim;

import org.jspecify.annotations.Nullable;

/**
 * What the simulated camera films: a payload shaped like an encrypted VP8 frame whose content says whose it is, so that a receiver can tell
 * whether it got what it should. Descriptor with a 15-bit picture id (RFC 7741); in the frame's first packet what end-to-end encryption
 * leaves in the clear, which is one byte, or ten of a key frame; then the mark, in every packet, and bytes that mean nothing.
 *
 * @param encoding its index, lowest first
 * @param frame counts the encoding's frames
 * @param part of the frame, from 0
 * @param parts of the frame
 */
record TestPicture(Origin origin, int encoding, int frame, int part, int parts, boolean key) {

  private static final int DESCRIPTOR_BYTES = 4;
  private static final int CLEAR_BYTES_OF_KEY = 10;
  private static final int MARK_BYTES = Origin.BYTES + 1 + 4 + 1 + 1 + 1;

  static int write(byte[] out, int offset, TestPicture picture, int pictureId, int sizeBytes) {
    int at = offset;
    out[at++] = (byte) (picture.part == 0 ? 0x90 : 0x80);
    out[at++] = (byte) 0x80;
    out[at++] = (byte) (0x80 | ((pictureId >> 8) & 0x7f));
    out[at++] = (byte) pictureId;
    if (picture.part == 0 && picture.key) {
      byte[] clear = {0x10, 0, 0, (byte) 0x9d, 1, 0x2a, 64, 1, (byte) 180, 0};
      System.arraycopy(clear, 0, out, at, clear.length);
      at += clear.length;
    } else if (picture.part == 0) {
      out[at++] = 0x11;
    }
    at = picture.origin.write(out, at);
    out[at++] = (byte) picture.encoding;
    for (int shift = 24; shift >= 0; shift -= 8) {
      out[at++] = (byte) (picture.frame >>> shift);
    }
    out[at++] = (byte) picture.part;
    out[at++] = (byte) picture.parts;
    out[at++] = (byte) (picture.key ? 1 : 0);
    for (; at < offset + sizeBytes; at++) {
      out[at] = (byte) (picture.frame * 31 + picture.part + at - offset);
    }
    return Math.max(at, offset + sizeBytes);
  }

  /** Reads one back; null where the bytes are not what was sent. */
  static @Nullable TestPicture read(byte[] in, int offset, int sizeBytes) {
    if (sizeBytes < DESCRIPTOR_BYTES + CLEAR_BYTES_OF_KEY + MARK_BYTES) {
      return null;
    }
    int at = offset + DESCRIPTOR_BYTES;
    boolean clearKey = (in[at] & 1) == 0;
    boolean first = (in[offset] & 0x10) != 0;
    if (first) {
      at += clearKey ? CLEAR_BYTES_OF_KEY : 1;
    }
    Origin origin = Origin.read(in, at);
    at += Origin.BYTES;
    int encoding = in[at++];
    int frame = 0;
    for (int i = 0; i < 4; i++) {
      frame = frame << 8 | (in[at++] & 0xff);
    }
    int part = in[at++];
    int parts = in[at++];
    boolean key = in[at++] == 1;
    if (origin == null || first != (part == 0) || (first && clearKey != key)) {
      return null;
    }
    for (; at < offset + sizeBytes; at++) {
      if (in[at] != (byte) (frame * 31 + part + at - offset)) {
        return null;
      }
    }
    return new TestPicture(origin, encoding, frame, part, parts, key);
  }

  static int pictureId(byte[] in, int offset) {
    return (in[offset + 2] & 0x7f) << 8 | (in[offset + 3] & 0xff);
  }
}
