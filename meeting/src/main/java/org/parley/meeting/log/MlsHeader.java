package org.parley.meeting.log;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the content of an MLS public message (RFC 9420, section 6): of which group and epoch it is, and what. Nothing
 * behind it is read, and nothing here is authentic: the group's members check that.
 *
 * @param epoch below 2^63; larger ones are refused
 * @param senderType 1 for a member
 * @param contentType 3 for a commit
 */
public record MlsHeader(byte[] groupId, long epoch, int senderType, int contentType) {

  private static final int VERSION_MLS10 = 1;
  private static final int WIRE_FORMAT_PUBLIC_MESSAGE = 1;
  private static final int SENDER_MEMBER = 1;
  private static final int SENDER_EXTERNAL = 2;
  private static final int CONTENT_COMMIT = 3;

  /** The header; null where the bytes don't begin with a whole one. */
  public static @Nullable MlsHeader read(byte[] bytes) {
    Reader reader = new Reader(bytes);
    long version = reader.number(2);
    long wireFormat = reader.number(2);
    byte[] groupId = reader.vector();
    long epoch = reader.number(8);
    int senderType = (int) reader.number(1);
    if (senderType == SENDER_MEMBER || senderType == SENDER_EXTERNAL) {
      // The leaf's index, or the external sender's.
      reader.number(4);
    }
    // The authenticated data.
    reader.vector();
    int contentType = (int) reader.number(1);
    return reader.failed
            || version != VERSION_MLS10
            || wireFormat != WIRE_FORMAT_PUBLIC_MESSAGE
            || epoch < 0
        ? null
        : new MlsHeader(groupId, epoch, senderType, contentType);
  }

  /** Whether a member of the group commits. */
  public boolean isMembersCommit() {
    return senderType == SENDER_MEMBER && contentType == CONTENT_COMMIT;
  }

  /** Goes forward through bytes; once they did not suffice, everything is zero. */
  private static final class Reader {
    private final byte[] bytes;
    private int at;
    private boolean failed;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    /** An unsigned number, most significant byte first. */
    long number(int sizeBytes) {
      if (failed || bytes.length - at < sizeBytes) {
        failed = true;
        return 0;
      }
      long number = 0;
      for (int i = 0; i < sizeBytes; i++) {
        number = (number << 8) | (bytes[at++] & 0xff);
      }
      return number;
    }

    /** A vector behind its length (RFC 9420, section 2.1.2): 1, 2 or 4 bytes, told by the upper two bits, as few as hold it. */
    byte[] vector() {
      int prefix = (int) number(1);
      int more = switch (prefix >> 6) {
        case 0 -> 0;
        case 1 -> 1;
        case 2 -> 3;
        default -> {
          failed = true;
          yield 0;
        }
      };
      long length = ((long) (prefix & 0x3f) << (8 * more)) | number(more);
      if ((more == 1 && length < 1 << 6) || (more == 3 && length < 1 << 14)) {
        failed = true;
      }
      if (failed || bytes.length - at < length) {
        failed = true;
        return new byte[0];
      }
      at += (int) length;
      return Arrays.copyOfRange(bytes, at - (int) length, at);
    }
  }
}
