package org.parley.media.wire;

import java.util.HexFormat;

/** Bytes written out in tests, with white space where it helps to read. */
final class Hex {

  private Hex() {}

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }
}
