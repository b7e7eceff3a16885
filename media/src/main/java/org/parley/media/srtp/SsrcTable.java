package org.parley.media.srtp;

import org.jspecify.annotations.Nullable;

/** The index windows of a bounded number of SSRCs; open addressing, so that a look-up allocates nothing. */
final class SsrcTable {

  private final int limit;
  private int[] ssrcs = new int[16];
  private @Nullable IndexWindow[] windows = new IndexWindow[16];
  private int size;

  /**
   * @param limit how many SSRCs it holds; entries are never given up for others, since a forgotten window lets replays in
   */
  SsrcTable(int limit) {
    this.limit = limit;
  }

  @Nullable
  IndexWindow find(int ssrc) {
    return windows[slot(ssrc)];
  }

  boolean isFull() {
    return size == limit;
  }

  /** Adds an SSRC that is not in it. Ask {@link #isFull()} first. */
  void add(int ssrc, IndexWindow window) {
    if (isFull()) {
      throw new IllegalStateException("more than " + limit + " SSRCs");
    }
    if (2 * size >= ssrcs.length) {
      grow();
    }
    put(ssrc, window);
    size++;
  }

  private void grow() {
    int[] oldSsrcs = ssrcs;
    @Nullable IndexWindow[] oldWindows = windows;
    ssrcs = new int[2 * oldSsrcs.length];
    windows = new IndexWindow[2 * oldSsrcs.length];
    for (int i = 0; i < oldSsrcs.length; i++) {
      IndexWindow window = oldWindows[i];
      if (window != null) {
        put(oldSsrcs[i], window);
      }
    }
  }

  private void put(int ssrc, IndexWindow window) {
    int slot = slot(ssrc);
    ssrcs[slot] = ssrc;
    windows[slot] = window;
  }

  /** Where the SSRC is, or else the free place where it belongs. */
  private int slot(int ssrc) {
    int mask = ssrcs.length - 1;
    // A Fibonacci hash: SSRCs are the peer's choice and may be consecutive.
    int slot = ((ssrc * 0x9e37_79b9) >>> 16) & mask;
    while (windows[slot] != null && ssrcs[slot] != ssrc) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
