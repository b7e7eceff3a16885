package org.parley.media.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.parley.media.transport.Path;

/**
 * Writes STUN messages with MESSAGE-INTEGRITY and FINGERPRINT (RFC 8489). Each method writes one from {@code offset} on and returns
 * where it ends. No message has a SOFTWARE attribute or a reason phrase, so that a reply is not much longer than what provoked it.
 */
public final class StunWriter {

  public static final int BAD_REQUEST = 400;
  public static final int UNAUTHENTICATED = 401;
  public static final int UNKNOWN_ATTRIBUTE = 420;
  public static final int ROLE_CONFLICT = 487;

  private StunWriter() {}

  /**
   * A connectivity check (RFC 8445, section 7.1).
   *
   * @param transactionId 12 bytes
   * @param username the receiver's fragment, a colon, the sender's
   * @param priority 0 to 2^32 - 1
   * @param controlling the sender's role, with its tie breaker
   */
  public record BindingRequest(
      byte[] transactionId,
      String username,
      long priority,
      boolean useCandidate,
      boolean controlling,
      long tieBreaker) {}

  /**
   * @param key the receiver's password
   */
  public static int bindingRequest(byte[] buffer, int offset, BindingRequest request, byte[] key) {
    int at = header(buffer, offset, StunMessage.BINDING_REQUEST, request.transactionId());
    byte[] username = request.username().getBytes(StandardCharsets.UTF_8);
    at = attribute(buffer, at, StunMessage.USERNAME, username);
    at = attributeHead(buffer, at, StunMessage.PRIORITY, 4);
    Bytes.put32(buffer, at, (int) request.priority());
    at += 4;
    boolean controlling = request.controlling();
    int role = controlling ? StunMessage.ICE_CONTROLLING : StunMessage.ICE_CONTROLLED;
    at = attributeHead(buffer, at, role, 8);
    Bytes.put64(buffer, at, request.tieBreaker());
    at += 8;
    if (request.useCandidate()) {
      at = attributeHead(buffer, at, StunMessage.USE_CANDIDATE, 0);
    }
    return finish(buffer, offset, at, key);
  }

  /**
   * @param mapped where the request came from
   * @param key the password that the request was made with
   */
  public static int bindingSuccess(
      byte[] buffer, int offset, byte[] transactionId, Path mapped, byte[] key) {
    int at = header(buffer, offset, StunMessage.BINDING_SUCCESS, transactionId);
    boolean ipv4 = mapped.isIpv4();
    at = attributeHead(buffer, at, StunMessage.XOR_MAPPED_ADDRESS, ipv4 ? 8 : 20);
    Bytes.put16(buffer, at, ipv4 ? 1 : 2);
    Bytes.put16(buffer, at + 2, mapped.port() ^ StunMessage.MAGIC_COOKIE >>> 16);
    if (ipv4) {
      Bytes.put32(buffer, at + 4, mapped.ipv4() ^ StunMessage.MAGIC_COOKIE);
      at += 8;
    } else {
      Bytes.put64(buffer, at + 4, mapped.addressHigh() ^ Bytes.i64(buffer, offset + 4));
      Bytes.put64(buffer, at + 12, mapped.addressLow() ^ Bytes.i64(buffer, offset + 12));
      at += 20;
    }
    return finish(buffer, offset, at, key);
  }

  /**
   * @param code 300 to 699, such as {@link #UNAUTHENTICATED}
   * @param unknown the attributes that a 420 names; else empty
   * @param key null for an error whose cause is that there is no key in common
   */
  public static int bindingError(
      byte[] buffer,
      int offset,
      byte[] transactionId,
      int code,
      int[] unknown,
      byte @Nullable [] key) {
    int at = header(buffer, offset, StunMessage.BINDING_ERROR, transactionId);
    at = attributeHead(buffer, at, StunMessage.ERROR_CODE, 4);
    Bytes.put32(buffer, at, (code / 100) << 8 | (code % 100));
    at += 4;
    if (unknown.length > 0) {
      byte[] types = new byte[2 * unknown.length];
      for (int i = 0; i < unknown.length; i++) {
        Bytes.put16(types, 2 * i, unknown[i]);
      }
      at = attribute(buffer, at, StunMessage.UNKNOWN_ATTRIBUTES, types);
    }
    return finish(buffer, offset, at, key);
  }

  private static int header(byte[] buffer, int offset, int type, byte[] transactionId) {
    Bytes.put16(buffer, offset, type);
    Bytes.put32(buffer, offset + 4, StunMessage.MAGIC_COOKIE);
    System.arraycopy(transactionId, 0, buffer, offset + 8, StunMessage.TRANSACTION_ID_BYTES);
    return offset + StunMessage.HEADER_BYTES;
  }

  private static int attributeHead(byte[] buffer, int at, int type, int length) {
    Bytes.put16(buffer, at, type);
    Bytes.put16(buffer, at + 2, length);
    return at + 4;
  }

  private static int attribute(byte[] buffer, int offset, int type, byte[] value) {
    int at = attributeHead(buffer, offset, type, value.length);
    System.arraycopy(value, 0, buffer, at, value.length);
    at += value.length;
    while ((at - offset) % 4 != 0) {
      buffer[at] = 0;
      at++;
    }
    return at;
  }

  private static int finish(byte[] buffer, int offset, int end, byte @Nullable [] key) {
    int at = end;
    if (key != null) {
      byte[] mac = StunMessage.mac(buffer, offset, at, key);
      at = attribute(buffer, at, StunMessage.MESSAGE_INTEGRITY, mac);
    }
    int total = at + 8;
    Bytes.put16(buffer, offset + 2, total - offset - StunMessage.HEADER_BYTES);
    int fingerprint = StunMessage.fingerprint(buffer, offset, at);
    at = attributeHead(buffer, at, StunMessage.FINGERPRINT, 4);
    Bytes.put32(buffer, at, fingerprint);
    return total;
  }
}
