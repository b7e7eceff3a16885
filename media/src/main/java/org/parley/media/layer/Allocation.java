package org.parley.media.layer;

import java.util.Arrays;

/** Divides a receiver's budget among the pictures that it shows. */
public final class Allocation {

  private Allocation() {}

  /**
   * First everyone gets the lowest encoding, in the order given; then each round lifts each by one, as far as the budget goes and no
   * further than what is wanted. So nobody's picture stops for the sake of another's sharpness.
   *
   * @param wanted for each picture the highest useful encoding, or {@link EncodingChoice#NONE}
   * @param rateBps for each picture the rate of each encoding; 0 where it does not arrive now
   * @param budgetBps for all pictures together
   * @return for each picture an encoding that arrives, or {@link EncodingChoice#NONE}
   */
  public static int[] allocate(int[] wanted, long[][] rateBps, long budgetBps) {
    int[] chosen = new int[wanted.length];
    Arrays.fill(chosen, EncodingChoice.NONE);
    long left = budgetBps;
    boolean lifted = true;
    while (lifted) {
      lifted = false;
      for (int i = 0; i < wanted.length; i++) {
        int next = nextArriving(rateBps[i], chosen[i] + 1, wanted[i]);
        if (next == EncodingChoice.NONE) {
          continue;
        }
        long cost =
            rateBps[i][next] - (chosen[i] == EncodingChoice.NONE ? 0 : rateBps[i][chosen[i]]);
        if (cost <= left) {
          left -= cost;
          chosen[i] = next;
          lifted = true;
        }
      }
    }
    return chosen;
  }

  private static int nextArriving(long[] rates, int from, int to) {
    for (int i = from; i <= to && i < rates.length; i++) {
      if (rates[i] > 0) {
        return i;
      }
    }
    // Where nothing up to the wanted one arrives, a larger one is better than none.
    for (int i = Math.max(from, to + 1); from == 0 && to >= 0 && i < rates.length; i++) {
      if (rates[i] > 0) {
        return i;
      }
    }
    return EncodingChoice.NONE;
  }
}
