package org.parley.sim;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.SourceKind;

/**
 * Whose source a payload is of: every payload that a simulated peer sends says so, which a receiver could not tell from the packet.
 *
 * @param peer the number of who sent it
 */
record Origin(int peer, Chamber chamber, SourceKind kind) {

  static final int BYTES = 3;

  private static final List<Chamber> CHAMBERS = List.of(Chamber.values());
  private static final List<SourceKind> KINDS = List.of(SourceKind.values());

  int write(byte[] out, int offset) {
    out[offset] = (byte) peer;
    out[offset + 1] = (byte) CHAMBERS.indexOf(chamber);
    out[offset + 2] = (byte) KINDS.indexOf(kind);
    return offset + BYTES;
  }

  /** Reads one back; null where the bytes are none. */
  static @Nullable Origin read(byte[] in, int offset) {
    int chamber = in[offset + 1];
    int kind = in[offset + 2];
    boolean proper = chamber >= 0 && chamber < CHAMBERS.size() && kind >= 0 && kind < KINDS.size();
    return proper ? new Origin(in[offset], CHAMBERS.get(chamber), KINDS.get(kind)) : null;
  }
}
