package org.parley.media.dtls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** DTLS records, cut and made by hand (RFC 6347, sections 4.1 and 4.2.2). */
final class Records {

  static final int RECORD_HEADER_BYTES = 13;
  static final int MESSAGE_HEADER_BYTES = 12;

  private Records() {}

  static boolean isClientHello(byte[] datagram) {
    return datagram[0] == 22 && datagram[4] == 0 && datagram[13] == 1;
  }

  /** Cuts a datagram of one unfragmented handshake message into datagrams that hold parts of it, each with its own record number. */
  static List<byte[]> cut(byte[] datagram, int partBytes, int overlapBytes, int firstRecord) {
    byte[] body =
        Arrays.copyOfRange(datagram, RECORD_HEADER_BYTES + MESSAGE_HEADER_BYTES, datagram.length);
    List<byte[]> parts = new ArrayList<>();
    for (int at = 0; at < body.length; at += partBytes) {
      int from = Math.max(0, at - overlapBytes);
      int to = Math.min(body.length, at + partBytes);
      byte[] part = handshake(
          datagram[RECORD_HEADER_BYTES],
          datagram[RECORD_HEADER_BYTES + 5],
          body.length,
          from,
          Arrays.copyOfRange(body, from, to));
      part[10] = (byte) (firstRecord + parts.size());
      parts.add(part);
    }
    return parts;
  }

  static byte[] handshake(int type, int seq, int declaredBytes, int offset, byte[] fragment) {
    byte[] record = new byte[RECORD_HEADER_BYTES + MESSAGE_HEADER_BYTES + fragment.length];
    record[0] = 22;
    record[1] = (byte) 0xfe;
    record[2] = (byte) 0xfd;
    put(record, 11, record.length - RECORD_HEADER_BYTES, 2);
    record[13] = (byte) type;
    put(record, 14, declaredBytes, 3);
    put(record, 17, seq, 2);
    put(record, 19, offset, 3);
    put(record, 22, fragment.length, 3);
    System.arraycopy(fragment, 0, record, 25, fragment.length);
    return record;
  }

  private static void put(byte[] bytes, int at, int value, int sizeBytes) {
    for (int i = 0; i < sizeBytes; i++) {
      bytes[at + i] = (byte) (value >>> (8 * (sizeBytes - 1 - i)));
    }
  }
}
