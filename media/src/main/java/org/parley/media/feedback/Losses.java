package org.parley.media.feedback;

/**
 * Which packets of one arriving stream are missing and when to ask for each again (RFC 4585, section 6.2.1). Asking is repeated, since
 * one lost packet holds up every later frame.
 */
public final class Losses {

  /** Higher recovers longer bursts; lower gives up sooner and asks for a key frame. */
  private static final int MAX_MISSING = 256;

  /** Higher survives heavier loss; lower wastes less when the path is gone. */
  private static final int MAX_ASKS = 10;

  /** Past this age a retransmission would come too late to be shown. */
  private static final long MAX_AGE_NS = 1_000_000_000L;

  /** What no path answers faster than; keeps a lucky measurement from causing a storm. */
  private static final long MIN_RETRY_NS = 20_000_000L;

  /** So often it is asked for at the pace of the round trip, and then more slowly. */
  private static final int PATIENT_ASKS = 3;

  private static final long INITIAL_RTT_NS = 80_000_000L;

  private final long[] seqs = new long[MAX_MISSING];
  private final long[] sinceNs = new long[MAX_MISSING];
  private final long[] askedNs = new long[MAX_MISSING];
  private final int[] asks = new int[MAX_MISSING];
  private int count;

  private long highest = -1;
  private long rttNs = INITIAL_RTT_NS;
  private boolean gaveUp;

  /** Notes an arrival, original or retransmitted. */
  public void onPacket(long nowNs, long seq) {
    if (highest < 0) {
      highest = seq;
      return;
    }
    if (seq <= highest) {
      found(nowNs, seq);
      return;
    }
    if (seq - highest > MAX_MISSING) {
      forgetAll();
      gaveUp = true;
    } else {
      for (long missing = highest + 1; missing < seq; missing++) {
        add(nowNs, missing);
      }
    }
    highest = seq;
  }

  /**
   * The numbers to ask for now, ascending, as 16 bits.
   *
   * @param into filled from the start; what does not fit waits
   * @return how many
   */
  public int takeDue(long nowNs, int[] into) {
    int due = 0;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      boolean exhausted = asks[i] >= MAX_ASKS && nowNs - askedNs[i] > retryNs(asks[i]);
      if (exhausted || nowNs - sinceNs[i] > MAX_AGE_NS) {
        gaveUp = true;
        continue;
      }
      if (due < into.length
          && asks[i] < MAX_ASKS
          && (asks[i] == 0 || nowNs - askedNs[i] >= retryNs(asks[i]))) {
        into[due++] = (int) seqs[i] & 0xffff;
        askedNs[i] = nowNs;
        asks[i]++;
      }
      move(i, kept++);
    }
    count = kept;
    return due;
  }

  /** Whether something was given up since the last call: only a key frame helps then. */
  public boolean takeGaveUp() {
    boolean result = gaveUp;
    gaveUp = false;
    return result;
  }

  /** Forgets what is missing, such as when the source paused. */
  public void forgetAll() {
    count = 0;
  }

  public int missing() {
    return count;
  }

  /** Whether this one is waited for. */
  public boolean isMissing(long seq) {
    for (int i = 0; i < count; i++) {
      if (seqs[i] == seq) {
        return true;
      }
    }
    return false;
  }

  /** How long to wait for an answer: longer each time, since a path that is jammed answers late and more often only jams it more. */
  private long retryNs(int asked) {
    long firstNs = Math.max(MIN_RETRY_NS, rttNs + rttNs / 4);
    return firstNs + firstNs * Math.max(0, asked - PATIENT_ASKS) / 2;
  }

  private void add(long nowNs, long seq) {
    if (count == MAX_MISSING) {
      gaveUp = true;
      return;
    }
    seqs[count] = seq;
    sinceNs[count] = nowNs;
    asks[count] = 0;
    askedNs[count] = 0;
    count++;
  }

  private void found(long nowNs, long seq) {
    for (int i = 0; i < count; i++) {
      if (seqs[i] == seq) {
        if (asks[i] == 1) {
          rttNs += (nowNs - askedNs[i] - rttNs) / 8;
        }
        for (int j = i + 1; j < count; j++) {
          move(j, j - 1);
        }
        count--;
        return;
      }
    }
  }

  private void move(int from, int to) {
    seqs[to] = seqs[from];
    sinceNs[to] = sinceNs[from];
    askedNs[to] = askedNs[from];
    asks[to] = asks[from];
  }
}
