package org.parley.sim;

import org.jspecify.annotations.Nullable;

/**
 * What the simulated camera films: a payload shaped like VP8 whose content says whose it is, so that a receiver can tell whether it got
 * what it should. Descriptor with a 15-bit picture id (RFC 7741), a first byte with the key frame bit, then the mark.
 *
 * @param publisher the number of who sent it
 * @param encoding its index, lowest first
 * @param frame counts the encoding's frames
 * @param part of the frame, from 0
 * @param parts of the frame
 */
record TestPicture(int publisher, int encoding, int frame, int part, int parts, boolean key) {

  private static final int DESCRIPTOR_BYTES = 4;
  private static final int MARK_BYTES = 1 + 1 + 1 + 4 + 1 + 1;

  static int write(byte[] out, int offset, TestPicture picture, int pictureId, int sizeBytes) {
    int at = offset;
    out[at++] = (byte) (picture.part == 0 ? 0x90 : 0x80);
    out[at++] = (byte) 0x80;
    out[at++] = (byte) (0x80 | ((pictureId >> 8) & 0x7f));
    out[at++] = (byte) pictureId;
    out[at++] = (byte) (picture.key ? 0x10 : 0x11);
    out[at++] = (byte) picture.publisher;
    out[at++] = (byte) picture.encoding;
    for (int shift = 24; shift >= 0; shift -= 8) {
      out[at++] = (byte) (picture.frame >>> shift);
    }
    out[at++] = (byte) picture.part;
    out[at++] = (byte) picture.parts;
    for (; at < offset + sizeBytes; at++) {
      out[at] = (byte) (picture.frame * 31 + picture.part + at - offset);
    }
    return Math.max(at, offset + sizeBytes);
  }

  /** Reads one back; null where the bytes are not what was sent. */
  static @Nullable TestPicture read(byte[] in, int offset, int sizeBytes) {
    if (sizeBytes < DESCRIPTOR_BYTES + MARK_BYTES) {
      return null;
    }
    int at = offset + DESCRIPTOR_BYTES;
    boolean key = (in[at++] & 1) == 0;
    int publisher = in[at++];
    int encoding = in[at++];
    int frame = 0;
    for (int i = 0; i < 4; i++) {
      frame = frame << 8 | (in[at++] & 0xff);
    }
    TestPicture picture = new TestPicture(publisher, encoding, frame, in[at++], in[at++], key);
    for (; at < offset + sizeBytes; at++) {
      if (in[at] != (byte) (frame * 31 + picture.part + at - offset)) {
        return null;
      }
    }
    return picture;
  }

  static int pictureId(byte[] in, int offset) {
    return (in[offset + 2] & 0x7f) << 8 | (in[offset + 3] & 0xff);
  }
}
