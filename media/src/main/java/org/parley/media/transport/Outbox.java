package org.parley.media.transport;

import java.util.Arrays;

/**
 * The one door by which datagrams leave the media plane: a caller passes it in, and sends what it holds afterwards. Datagrams lie
 * one behind the other in one buffer, so that a shell can hand over a batch.
 *
 * <p>To write one: {@link #begin()} makes room and returns the offset, the datagram is written to {@link #bytes()} from there on,
 * {@link #commit} keeps it. What is begun and not committed is forgotten.
 */
public final class Outbox {

  /** The most that one datagram may take, SRTP trailer included. */
  public static final int MAX_DATAGRAM_BYTES = 1600;

  /** Higher lets one packet go to more receivers in a batch; lower bounds memory. Past it datagrams are dropped and counted. */
  private static final int MAX_DATAGRAMS = 8192;

  private byte[] bytes = new byte[64 * MAX_DATAGRAM_BYTES];
  private Path[] paths = new Path[64];
  private int[] ends = new int[64];
  private int count;
  private long dropped;

  /** Makes room for one datagram of at most {@link #MAX_DATAGRAM_BYTES} and returns where it starts in {@link #bytes()}. */
  public int begin() {
    int start = end();
    if (bytes.length - start < MAX_DATAGRAM_BYTES) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    return start;
  }

  /** The buffer; ask again after each {@link #begin()}, which may replace it. */
  public byte[] bytes() {
    return bytes;
  }

  /** Keeps the datagram of {@code sizeBytes} that was written from the last {@link #begin()} on. */
  public void commit(Path path, int sizeBytes) {
    if (count == MAX_DATAGRAMS) {
      dropped++;
      return;
    }
    if (count == paths.length) {
      paths = Arrays.copyOf(paths, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    int end = end() + sizeBytes;
    paths[count] = path;
    ends[count] = end;
    count++;
  }

  /** Begins, copies and commits. */
  public void send(Path path, byte[] source, int offset, int sizeBytes) {
    int start = begin();
    System.arraycopy(source, offset, bytes, start, sizeBytes);
    commit(path, sizeBytes);
  }

  public int count() {
    return count;
  }

  public Path path(int index) {
    return paths[index];
  }

  public int offset(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  public int sizeBytes(int index) {
    return ends[index] - offset(index);
  }

  /** Datagrams dropped since the start because a batch was full. */
  public long dropped() {
    return dropped;
  }

  public void clear() {
    Arrays.fill(paths, 0, count, null);
    count = 0;
  }

  private int end() {
    return count == 0 ? 0 : ends[count - 1];
  }
}
