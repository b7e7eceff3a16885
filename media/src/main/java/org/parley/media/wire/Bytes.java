package org.parley.media.wire;

/** Big-endian (network order) fields in a byte array. The caller has checked the bounds. */
public final class Bytes {

  private Bytes() {}

  /** 0 to 255. */
  public static int u8(byte[] buffer, int offset) {
    return buffer[offset] & 0xff;
  }

  /** 0 to 65535. */
  public static int u16(byte[] buffer, int offset) {
    return (buffer[offset] & 0xff) << 8 | (buffer[offset + 1] & 0xff);
  }

  /** 0 to 2^24 - 1. */
  public static int u24(byte[] buffer, int offset) {
    return (buffer[offset] & 0xff) << 16 | u16(buffer, offset + 1);
  }

  /** 32 bits as they are, for what is compared or wraps: SSRCs and timestamps. */
  public static int i32(byte[] buffer, int offset) {
    return u16(buffer, offset) << 16 | u16(buffer, offset + 2);
  }

  /** 0 to 2^32 - 1. */
  public static long u32(byte[] buffer, int offset) {
    return i32(buffer, offset) & 0xffff_ffffL;
  }

  /** 64 bits as they are. */
  public static long i64(byte[] buffer, int offset) {
    return (long) i32(buffer, offset) << 32 | u32(buffer, offset + 4);
  }

  /** The low 8 bits of a value. */
  public static void put8(byte[] buffer, int offset, int value) {
    buffer[offset] = (byte) value;
  }

  /** The low 16 bits of a value. */
  public static void put16(byte[] buffer, int offset, int value) {
    buffer[offset] = (byte) (value >> 8);
    buffer[offset + 1] = (byte) value;
  }

  /** The low 24 bits of a value. */
  public static void put24(byte[] buffer, int offset, int value) {
    buffer[offset] = (byte) (value >> 16);
    put16(buffer, offset + 1, value);
  }

  /** All 32 bits of a value. */
  public static void put32(byte[] buffer, int offset, int value) {
    put16(buffer, offset, value >> 16);
    put16(buffer, offset + 2, value);
  }

  /** All 64 bits of a value. */
  public static void put64(byte[] buffer, int offset, long value) {
    put32(buffer, offset, (int) (value >> 32));
    put32(buffer, offset + 4, (int) value);
  }
}
