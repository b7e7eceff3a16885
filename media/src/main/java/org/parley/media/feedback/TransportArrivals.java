package org.parley.media.feedback;

import java.util.Arrays;

/**
 * When each packet of one endpoint arrived, by its transport-wide sequence number, until it is reported back: the publisher's own
 * estimator works from these reports (draft-holmer-rmcat-transport-wide-cc-extensions-01).
 */
public final class TransportArrivals {

  /** Higher lets a report cover a longer pause of ours; a power of two. At 2,000 packets/s this is two seconds. */
  private static final int WINDOW = 4096;

  public static final long NOT_RECEIVED = -1;

  private final SequenceUnwrapper unwrapper = new SequenceUnwrapper();
  private final long[] arrivalNs = new long[WINDOW];
  private long nextSeq = -1;
  private long endSeq;
  private long runStart;

  public void onPacket(long nowNs, int transportSeq16) {
    long seq = unwrapper.unwrap(transportSeq16);
    if (nextSeq < 0 || seq - endSeq >= WINDOW) {
      // Also what lies before it: one that comes late makes the report begin there.
      Arrays.fill(arrivalNs, NOT_RECEIVED);
      nextSeq = seq;
      endSeq = seq;
    }
    if (seq < endSeq - WINDOW / 4) {
      return;
    }
    for (; endSeq <= seq; endSeq++) {
      arrivalNs[index(endSeq)] = NOT_RECEIVED;
    }
    arrivalNs[index(seq)] = nowNs;
    // One that was reported as lost is reported again from here on: estimators expect that of
    // reordered packets.
    nextSeq = Math.max(Math.min(nextSeq, seq), endSeq - WINDOW);
  }

  /**
   * Copies the next run to report: it begins and ends with a packet that arrived. {@link #advance} says how much of it was reported.
   *
   * @param into filled with arrival times, {@link #NOT_RECEIVED} for gaps
   * @return how many; 0 when nothing is to report
   */
  public int nextRun(long[] into) {
    while (nextSeq >= 0 && nextSeq < endSeq && arrivalNs[index(nextSeq)] == NOT_RECEIVED) {
      nextSeq++;
    }
    if (nextSeq < 0 || nextSeq >= endSeq) {
      return 0;
    }
    runStart = nextSeq;
    int count = (int) Math.min(into.length, endSeq - nextSeq);
    for (int i = 0; i < count; i++) {
      into[i] = arrivalNs[index(nextSeq + i)];
    }
    while (into[count - 1] == NOT_RECEIVED) {
      count--;
    }
    return count;
  }

  /** The transport-wide number of the last run's first packet, as 16 bits. */
  public int runStartSeq16() {
    return (int) runStart & 0xffff;
  }

  /** Goes on behind the first so many packets of the last run. */
  public void advance(int reported) {
    nextSeq = runStart + reported;
  }

  private static int index(long seq) {
    return (int) seq & (WINDOW - 1);
  }
}
