package org.parley.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What all peers of a test know beforehand. */
final class Agreed {
  static final String GROUP = "meeting/plenary/1";
  static final byte[] GROUP_BYTES = GROUP.getBytes(UTF_8);

  /** The external pre-shared key, whose id is the group's. */
  static final byte[] PSK = "a secret that is 32 bytes long..".getBytes(UTF_8);

  static final String EXPORT_LABEL = "interop";
  static final byte[] EXPORT_CONTEXT = "context".getBytes(UTF_8);
  static final int EXPORT_BYTES = 32;

  private Agreed() {}
}
