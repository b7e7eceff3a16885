package org.parley.media.layer;

/**
 * What may be sent to one receiver of pictures, in bits per second. The receiver's browser measures its downlink itself and reports it
 * (REMB, draft-alvestrand-rmcat-remb-03); it cannot see beyond what it is sent, so the budget is unlimited until the reports or the losses
 * say that too much is sent, and then grows back step by step. Browsers leave sound out of what they measure, and so does this.
 */
public final class DownlinkBudget {

  public static final long UNLIMITED = Long.MAX_VALUE;

  /** An estimate below this share of what is sent is congestion: browsers report 0.85 of what arrives then. Higher reacts to noise. */
  private static final double CONGESTED_SHARE = 0.9;

  /** Loss above this, in 256ths, is congestion even without an estimate: a tenth, as in GCC. */
  private static final int CONGESTED_LOSS = 26;

  /** Lower tries again sooner; higher disturbs a narrow downlink less often. */
  private static final long GROW_INTERVAL_NS = 2_000_000_000L;

  private static final double GROWTH = 1.5;

  /** A cut shows in the next report only: lower would cut twice for one jam. */
  private static final long SETTLE_NS = 600_000_000L;

  /** Never below what keeps a small picture alive. */
  private static final long FLOOR_BPS = 100_000;

  /** Beyond this no meeting goes: the limit is lifted. */
  private static final long CEILING_BPS = 50_000_000;

  /** A low estimate may be the wake of a key frame, three in a row are not. */
  private static final int LOW_ESTIMATES = 3;

  private long budgetBps = UNLIMITED;
  private long changedNs;
  private long congestedNs;
  private int lowEstimates;

  public long bps() {
    return budgetBps;
  }

  /** Takes the receiver's estimate; {@code sentBps} is what was sent to it of pictures over the last second. */
  public void onEstimate(long nowNs, long estimateBps, long sentBps) {
    if (estimateBps >= sentBps * CONGESTED_SHARE) {
      lowEstimates = 0;
      return;
    }
    lowEstimates++;
    if (lowEstimates >= LOW_ESTIMATES) {
      limit(nowNs, estimateBps);
    }
  }

  /** Takes the loss that the receiver reports for what was sent, in 256ths. */
  public void onLoss(long nowNs, int fractionLost, long sentBps) {
    if (fractionLost > CONGESTED_LOSS) {
      // GCC's decrease: by half of the loss.
      limit(nowNs, (long) (sentBps * (1 - fractionLost / 512.0)));
    }
  }

  /** Lets it grow where nothing spoke against it. */
  public void onTick(long nowNs) {
    if (budgetBps == UNLIMITED || nowNs - Math.max(changedNs, congestedNs) < GROW_INTERVAL_NS) {
      return;
    }
    long grown = (long) (budgetBps * GROWTH);
    budgetBps = grown > CEILING_BPS ? UNLIMITED : grown;
    changedNs = nowNs;
  }

  private void limit(long nowNs, long bps) {
    congestedNs = nowNs;
    if (budgetBps != UNLIMITED && nowNs - changedNs < SETTLE_NS) {
      return;
    }
    budgetBps = Math.max(FLOOR_BPS, Math.min(budgetBps, bps));
    changedNs = nowNs;
  }
}
