package org.parley.record;

import java.nio.ByteBuffer;

/** What is hashed and signed is joined without anything between. */
final class Bytes {

  private Bytes() {}

  static byte[] joined(byte[]... pieces) {
    int length = 0;
    for (byte[] piece : pieces) {
      length += piece.length;
    }
    ByteBuffer joined = ByteBuffer.allocate(length);
    for (byte[] piece : pieces) {
      joined.put(piece);
    }
    return joined.array();
  }

  static byte[] u64(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}
