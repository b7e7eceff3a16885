package org.parley.media.dtls;

import java.util.Arrays;

/**
 * Keeps an unauthenticated peer from making the DTLS library reserve memory: it reserves what a fragment declares, up to 16 MB a
 * message, and an entry for each gap between fragments. Looks at handshake fragments (RFC 6347, section 4.2.2) before the library does.
 */
final class FragmentGuard {

  /** What all handshake messages of a peer may declare together. Higher takes longer certificates; lower bounds memory. */
  static final int MAX_DECLARED_BYTES = 16 * 1024;

  /** A client's side of a handshake has five messages, and a second ClientHello if asked for one. */
  static final int MAX_MESSAGES = 8;

  /** What a fragment that does not end its message must hold; bounds how many gaps there can be. No client cuts so small. */
  static final int MIN_FRAGMENT_BYTES = 32;

  private static final int RECORD_HEADER_BYTES = 13;
  private static final int MESSAGE_HEADER_BYTES = 12;
  private static final int HANDSHAKE = 22;

  private final int[] declaredBytes = new int[MAX_MESSAGES];
  private int declaredSumBytes;

  FragmentGuard() {
    Arrays.fill(declaredBytes, -1);
  }

  /** Whether a datagram may go on to the library: all handshake fragments in it that are not encrypted keep within the limits. */
  boolean admits(byte[] datagram, int offset, int sizeBytes) {
    int end = offset + sizeBytes;
    int at = offset;
    while (end - at >= RECORD_HEADER_BYTES) {
      int bodyBytes = uint(datagram, at + 11, 2);
      int body = at + RECORD_HEADER_BYTES;
      if (bodyBytes > end - body) {
        return false;
      }
      int epoch = uint(datagram, at + 3, 2);
      if (datagram[at] == HANDSHAKE && epoch == 0 && !admitsRecord(datagram, body, bodyBytes)) {
        return false;
      }
      at = body + bodyBytes;
    }
    return at == end;
  }

  /** The same for a record's decrypted or never encrypted content. */
  boolean admitsRecord(byte[] record, int offset, int sizeBytes) {
    int end = offset + sizeBytes;
    int at = offset;
    while (end - at >= MESSAGE_HEADER_BYTES) {
      int messageBytes = uint(record, at + 1, 3);
      int seq = uint(record, at + 4, 2);
      int fragmentOffset = uint(record, at + 6, 3);
      int fragmentBytes = uint(record, at + 9, 3);
      at += MESSAGE_HEADER_BYTES;
      if (fragmentBytes > end - at || fragmentOffset + fragmentBytes > messageBytes) {
        return false;
      }
      boolean ends = fragmentOffset + fragmentBytes == messageBytes;
      if ((fragmentBytes < MIN_FRAGMENT_BYTES && !ends) || !declare(seq, messageBytes)) {
        return false;
      }
      at += fragmentBytes;
    }
    return at == end;
  }

  private boolean declare(int seq, int messageBytes) {
    if (seq >= MAX_MESSAGES) {
      return false;
    }
    if (declaredBytes[seq] >= 0) {
      return declaredBytes[seq] == messageBytes;
    }
    if (messageBytes > MAX_DECLARED_BYTES - declaredSumBytes) {
      return false;
    }
    declaredBytes[seq] = messageBytes;
    declaredSumBytes += messageBytes;
    return true;
  }

  private static int uint(byte[] bytes, int at, int sizeBytes) {
    int value = 0;
    for (int i = 0; i < sizeBytes; i++) {
      value = (value << 8) | (bytes[at + i] & 0xff);
    }
    return value;
  }
}
