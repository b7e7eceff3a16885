package org.parley.record;

import org.jspecify.annotations.Nullable;

/** What opens a sealed record: 16 bytes, which people pass on as 26 letters and digits. */
public final class OpeningCode {

  private static final int BYTES = 16;
  private static final int CHARS = 26;

  /** More is no code in any grouping, and is not looked through. */
  private static final int MAX_CHARS = 200;

  /** RFC 4648, section 6. */
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private static final int BITS_PER_CHAR = 5;

  private final byte[] secret;

  private OpeningCode(byte[] secret) {
    this.secret = secret;
  }

  /** Null for what is no code. Spaces, hyphens and case do not count, nor do the bits left over. */
  public static @Nullable OpeningCode read(String text) {
    if (text.length() > MAX_CHARS) {
      return null;
    }
    byte[] secret = new byte[BYTES];
    int chars = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '-') {
        continue;
      }
      int value = BASE32.indexOf(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
      if (value < 0 || chars == CHARS) {
        return null;
      }
      put(secret, chars * BITS_PER_CHAR, value);
      chars++;
    }
    return chars == CHARS ? new OpeningCode(secret) : null;
  }

  private static void put(byte[] secret, int firstBit, int value) {
    for (int i = 0; i < BITS_PER_CHAR; i++) {
      int bit = firstBit + i;
      if (bit < BYTES * Byte.SIZE && ((value >> (BITS_PER_CHAR - 1 - i)) & 1) != 0) {
        secret[bit / Byte.SIZE] |= (byte) (0x80 >> (bit % Byte.SIZE));
      }
    }
  }

  byte[] secret() {
    return secret.clone();
  }

  @Override
  public String toString() {
    return "OpeningCode[…]";
  }
}
