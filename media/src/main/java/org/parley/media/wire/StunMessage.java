package org.parley.media.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.parley.media.transport.Path;
import org.parley.media.transport.Transport;

/**
 * A STUN message as ICE uses it (RFC 8489; RFC 8445, section 16). It refers to the buffer that it was parsed from: ask it before that
 * changes. Nothing in it can be believed before {@link #integrityMatches}.
 */
public final class StunMessage {

  public static final int BINDING_REQUEST = 0x0001;
  public static final int BINDING_INDICATION = 0x0011;
  public static final int BINDING_SUCCESS = 0x0101;
  public static final int BINDING_ERROR = 0x0111;

  /** Browsers send about ten. Lower spends less on hostile bytes; higher takes more of what is unknown. */
  public static final int MAX_ATTRIBUTES = 32;

  static final int HEADER_BYTES = 20;
  static final int TRANSACTION_ID_BYTES = 12;
  static final int MAGIC_COOKIE = 0x2112_a442;
  static final int MAC_BYTES = 20;
  static final int FINGERPRINT_XOR = 0x5354_554e;

  static final int MAPPED_ADDRESS = 0x0001;
  static final int USERNAME = 0x0006;
  static final int MESSAGE_INTEGRITY = 0x0008;
  static final int ERROR_CODE = 0x0009;
  static final int UNKNOWN_ATTRIBUTES = 0x000a;
  static final int REALM = 0x0014;
  static final int NONCE = 0x0015;
  static final int MESSAGE_INTEGRITY_SHA256 = 0x001c;
  static final int XOR_MAPPED_ADDRESS = 0x0020;
  static final int PRIORITY = 0x0024;
  static final int USE_CANDIDATE = 0x0025;
  static final int FINGERPRINT = 0x8028;
  static final int ICE_CONTROLLED = 0x8029;
  static final int ICE_CONTROLLING = 0x802a;

  /** RFC 8489, section 14.3. */
  private static final int MAX_USERNAME_BYTES = 513;

  private final byte[] buffer;
  private final int offset;
  private final int sizeBytes;
  private @Nullable String username;
  private long priority = -1;
  private boolean useCandidate;
  private boolean iceControlling;
  private boolean iceControlled;
  private long tieBreaker;
  private int errorCode = -1;
  private int mappedFamily;
  private int mappedAt;
  private int integrityAt = -1;
  private int fingerprintAt = -1;
  private int[] unknown = {};

  private StunMessage(byte[] buffer, int offset, int sizeBytes) {
    this.buffer = buffer;
    this.offset = offset;
    this.sizeBytes = sizeBytes;
  }

  /**
   * Reads a message that fills the bytes exactly; null where it is malformed, has more than {@link #MAX_ATTRIBUTES} attributes or
   * anything after its FINGERPRINT.
   */
  public static @Nullable StunMessage parse(byte[] buffer, int offset, int sizeBytes) {
    if (sizeBytes < HEADER_BYTES
        || (buffer[offset] & 0xc0) != 0
        || Bytes.i32(buffer, offset + 4) != MAGIC_COOKIE) {
      return null;
    }
    int length = Bytes.u16(buffer, offset + 2);
    if (length % 4 != 0 || HEADER_BYTES + length != sizeBytes) {
      return null;
    }
    StunMessage message = new StunMessage(buffer, offset, sizeBytes);
    return message.readAttributes() ? message : null;
  }

  private boolean readAttributes() {
    int end = offset + sizeBytes;
    int at = offset + HEADER_BYTES;
    for (int count = 0; at < end; count++) {
      if (count == MAX_ATTRIBUTES || fingerprintAt >= 0) {
        return false;
      }
      int type = Bytes.u16(buffer, at);
      int length = Bytes.u16(buffer, at + 2);
      // Both the message and the padded attribute are whole words, so a head never overruns.
      int next = at + 4 + ((length + 3) & ~3);
      if (next > end) {
        return false;
      }
      // After MESSAGE-INTEGRITY only FINGERPRINT counts (RFC 8489, section 14.5).
      boolean counts = integrityAt < 0 || type == FINGERPRINT;
      if (counts && !readAttribute(type, at + 4, length)) {
        return false;
      }
      at = next;
    }
    return true;
  }

  /** Where one comes twice, only the first counts (RFC 8489, section 14). */
  private boolean readAttribute(int type, int at, int length) {
    return switch (type) {
      case USERNAME -> readUsername(at, length);
      case PRIORITY -> {
        priority = priority < 0 && length == 4 ? Bytes.u32(buffer, at) : priority;
        yield length == 4;
      }
      case USE_CANDIDATE -> {
        useCandidate = true;
        yield length == 0;
      }
      case ICE_CONTROLLING, ICE_CONTROLLED -> readRole(type, at, length);
      case ERROR_CODE -> readErrorCode(at, length);
      case XOR_MAPPED_ADDRESS -> readMappedAddress(at, length);
      case MESSAGE_INTEGRITY -> {
        integrityAt = at;
        yield length == MAC_BYTES;
      }
      case FINGERPRINT -> {
        fingerprintAt = at;
        yield length == 4;
      }
      case MAPPED_ADDRESS, UNKNOWN_ATTRIBUTES, REALM, NONCE, MESSAGE_INTEGRITY_SHA256 -> true;
      default -> {
        if (type < 0x8000) {
          unknown = Arrays.copyOf(unknown, unknown.length + 1);
          unknown[unknown.length - 1] = type;
        }
        yield true;
      }
    };
  }

  private boolean readUsername(int at, int length) {
    if (length > MAX_USERNAME_BYTES) {
      return false;
    }
    if (username == null) {
      username = new String(buffer, at, length, StandardCharsets.UTF_8);
    }
    return true;
  }

  private boolean readRole(int type, int at, int length) {
    if (length != 8) {
      return false;
    }
    if (!iceControlling && !iceControlled) {
      iceControlling = type == ICE_CONTROLLING;
      iceControlled = type == ICE_CONTROLLED;
      tieBreaker = Bytes.i64(buffer, at);
    }
    return true;
  }

  private boolean readErrorCode(int at, int length) {
    if (length < 4) {
      return false;
    }
    int hundreds = buffer[at + 2] & 0x07;
    int number = Bytes.u8(buffer, at + 3);
    if (errorCode < 0) {
      errorCode = hundreds * 100 + number;
    }
    return hundreds >= 3 && hundreds <= 6 && number <= 99;
  }

  private boolean readMappedAddress(int at, int length) {
    if (length < 4) {
      return false;
    }
    int family = Bytes.u8(buffer, at + 1);
    if (mappedFamily == 0) {
      mappedFamily = family;
      mappedAt = at;
    }
    return (family == 1 && length == 8) || (family == 2 && length == 20);
  }

  /** The method and class, such as {@link #BINDING_REQUEST}. */
  public int type() {
    return Bytes.u16(buffer, offset);
  }

  /** A copy, 12 bytes. */
  public byte[] transactionId() {
    return Arrays.copyOfRange(buffer, offset + 8, offset + HEADER_BYTES);
  }

  public @Nullable String username() {
    return username;
  }

  /** 0 to 2^32 - 1; -1 if absent. */
  public long priority() {
    return priority;
  }

  public boolean useCandidate() {
    return useCandidate;
  }

  public boolean iceControlling() {
    return iceControlling;
  }

  public boolean iceControlled() {
    return iceControlled;
  }

  /** Of the role's attribute; 0 if there is none. */
  public long tieBreaker() {
    return tieBreaker;
  }

  /** 300 to 699; -1 if absent. */
  public int errorCode() {
    return errorCode;
  }

  /** XOR-MAPPED-ADDRESS as a path; null if absent. */
  public @Nullable Path mappedAddress(Transport transport) {
    if (mappedFamily == 0) {
      return null;
    }
    int port = Bytes.u16(buffer, mappedAt + 2) ^ MAGIC_COOKIE >>> 16;
    if (mappedFamily == 1) {
      return Path.ofIpv4(transport, Bytes.i32(buffer, mappedAt + 4) ^ MAGIC_COOKIE, port);
    }
    // An IPv6 address is masked by the cookie and the transaction id, which follow each other (RFC
    // 8489, section 14.2).
    long high = Bytes.i64(buffer, mappedAt + 4) ^ Bytes.i64(buffer, offset + 4);
    long low = Bytes.i64(buffer, mappedAt + 12) ^ Bytes.i64(buffer, offset + 12);
    return new Path(transport, high, low, port);
  }

  /** Comprehension-required attributes that are not known: a request with any is answered by error 420 (RFC 8489, section 6.3.1). */
  public int[] unknownAttributes() {
    return unknown;
  }

  public boolean hasIntegrity() {
    return integrityAt >= 0;
  }

  /** Whether there is a MESSAGE-INTEGRITY made with this key (RFC 8489, section 14.5). */
  public boolean integrityMatches(byte[] key) {
    if (integrityAt < 0 || key.length == 0) {
      return false;
    }
    byte[] expected = mac(buffer, offset, integrityAt - 4, key);
    byte[] found = Arrays.copyOfRange(buffer, integrityAt, integrityAt + MAC_BYTES);
    return MessageDigest.isEqual(expected, found);
  }

  public boolean hasFingerprint() {
    return fingerprintAt >= 0;
  }

  /** Whether there is a FINGERPRINT and it is right (RFC 8489, section 14.7). */
  public boolean fingerprintMatches() {
    return fingerprintAt >= 0
        && Bytes.i32(buffer, fingerprintAt) == fingerprint(buffer, offset, fingerprintAt - 4);
  }

  /** The HMAC-SHA1 of a message up to {@code end}, as if the MAC's own attribute were its last. */
  static byte[] mac(byte[] buffer, int offset, int end, byte[] key) {
    int length = end + 4 + MAC_BYTES - offset - HEADER_BYTES;
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      mac.update(buffer, offset, 2);
      mac.update((byte) (length >> 8));
      mac.update((byte) length);
      mac.update(buffer, offset + 4, end - offset - 4);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA1", e);
    }
  }

  /** Of a message up to {@code end}, whose header already counts the fingerprint. */
  static int fingerprint(byte[] buffer, int offset, int end) {
    CRC32 crc = new CRC32();
    crc.update(buffer, offset, end - offset);
    return (int) crc.getValue() ^ FINGERPRINT_XOR;
  }
}
