package org.parley.server.storage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** MLS commits as far as a server reads them: a header (RFC 9420, section 6), and something behind it. */
public final class Commits {
  private Commits() {}

  /** @param groupId below 64 characters */
  public static byte[] commit(String groupId, long epoch, String content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 1, 0, 1, (byte) groupId.length()});
    out.writeBytes(groupId.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(ByteBuffer.allocate(8).putLong(epoch).array());
    // Sender: the member of leaf 0; no authenticated data; a commit.
    out.writeBytes(new byte[] {1, 0, 0, 0, 0, 0, 3});
    out.writeBytes(content.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }
}
