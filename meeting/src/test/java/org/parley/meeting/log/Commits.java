package org.parley.meeting.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The headers of MLS messages, by hand (RFC 9420, section 6). */
final class Commits {
  private Commits() {}

  /** As a member's commit begins, with something behind it. */
  static byte[] commit(String groupId, long epoch) {
    return message(1, 1, groupId, epoch, 1, new byte[3], 3);
  }

  static byte[] message(
      int version,
      int wireFormat,
      String groupId,
      long epoch,
      int senderType,
      byte[] authenticatedData,
      int contentType) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(4)
        .putShort((short) version)
        .putShort((short) wireFormat)
        .array());
    vector(out, groupId.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(ByteBuffer.allocate(8).putLong(epoch).array());
    out.write(senderType);
    if (senderType <= 2) {
      out.writeBytes(ByteBuffer.allocate(4).putInt(7).array());
    }
    vector(out, authenticatedData);
    out.write(contentType);
    out.writeBytes("what stands behind is not read".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /** RFC 9420, section 2.1.2. */
  private static void vector(ByteArrayOutputStream out, byte[] bytes) {
    if (bytes.length < 1 << 6) {
      out.write(bytes.length);
    } else if (bytes.length < 1 << 14) {
      out.writeBytes(
          ByteBuffer.allocate(2).putShort((short) (bytes.length | 0x4000)).array());
    } else {
      out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length | 0x8000_0000).array());
    }
    out.writeBytes(bytes);
  }
}
