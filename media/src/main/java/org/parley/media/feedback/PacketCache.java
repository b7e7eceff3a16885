package org.parley.media.feedback;

/**
 * The last packets of one encoding, in the clear, from which losses on the way to receivers are mended. One ring of bytes: the newest
 * packet overwrites the oldest, and nothing is allocated after the start.
 */
public final class PacketCache {

  /** Higher remembers longer at low rates; a power of two, as slots are found by the sequence number's low bits. */
  private static final int SLOTS = 1024;

  private final byte[] bytes;
  private final long[] seqs = new long[SLOTS];
  private final long[] starts = new long[SLOTS];
  private final int[] sizes = new int[SLOTS];
  private long written;

  /** @param sizeBytes more remembers longer: a second at the encoding's rate is enough for several round trips */
  public PacketCache(int sizeBytes) {
    bytes = new byte[sizeBytes];
  }

  public void put(long seq, byte[] source, int offset, int size) {
    if (size > bytes.length) {
      return;
    }
    int position = (int) (written % bytes.length);
    if (bytes.length - position < size) {
      // A packet lies in one piece: the rest of the ring is left out.
      written += bytes.length - position;
      position = 0;
    }
    System.arraycopy(source, offset, bytes, position, size);
    int slot = (int) seq & (SLOTS - 1);
    seqs[slot] = seq;
    starts[slot] = written;
    sizes[slot] = size;
    written += size;
  }

  /** Where the packet lies in {@link #bytes()}; -1 where it is not there any more. */
  public int find(long seq) {
    int slot = (int) seq & (SLOTS - 1);
    boolean there = sizes[slot] > 0 && seqs[slot] == seq && starts[slot] >= written - bytes.length;
    return there ? (int) (starts[slot] % bytes.length) : -1;
  }

  /** The size of a packet that {@link #find} found. */
  public int sizeBytes(long seq) {
    return sizes[(int) seq & (SLOTS - 1)];
  }

  public byte[] bytes() {
    return bytes;
  }
}
