package org.parley.media.layer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DownlinkBudgetTest {

  private static final long SECOND = 1_000_000_000L;

  private final DownlinkBudget budget = new DownlinkBudget();

  @Test
  void isUnlimitedUntilThreeEstimatesInARowAreLow() {
    budget.onEstimate(0, 500_000, 1_000_000);
    budget.onEstimate(0, 500_000, 1_000_000);
    budget.onEstimate(0, 950_000, 1_000_000);
    budget.onEstimate(0, 500_000, 1_000_000);
    budget.onEstimate(0, 500_000, 1_000_000);
    assertThat(budget.bps()).isEqualTo(DownlinkBudget.UNLIMITED);
    budget.onEstimate(0, 500_000, 1_000_000);
    assertThat(budget.bps()).isEqualTo(500_000);
  }

  @Test
  void lossCutsByHalfOfItAndOnlyOncePerJam() {
    budget.onLoss(0, 26, 1_000_000);
    assertThat(budget.bps()).isEqualTo(DownlinkBudget.UNLIMITED);
    budget.onLoss(0, 128, 1_000_000);
    assertThat(budget.bps()).isEqualTo(750_000);
    budget.onLoss(SECOND / 2, 128, 700_000);
    assertThat(budget.bps()).isEqualTo(750_000);
    budget.onLoss(SECOND, 128, 700_000);
    assertThat(budget.bps()).isEqualTo(525_000);
  }

  @Test
  void growsBackStepByStepAndIsLiftedInTheEnd() {
    budget.onLoss(0, 255, 4_000_000);
    long before = budget.bps();
    budget.onTick(SECOND);
    assertThat(budget.bps()).isEqualTo(before);
    budget.onTick(2 * SECOND);
    assertThat(budget.bps()).isEqualTo(before * 3 / 2);
    for (int second = 3; second < 60; second++) {
      budget.onTick(second * SECOND);
    }
    assertThat(budget.bps()).isEqualTo(DownlinkBudget.UNLIMITED);
  }

  /** Whatever a receiver claims: it stays positive, and claims of plenty never limit. */
  @Property
  void staysWithinBounds(
      @ForAll @LongRange(max = Long.MAX_VALUE) long estimateBps,
      @ForAll @IntRange(max = 255) int fractionLost,
      @ForAll @LongRange(max = 100_000_000) long sentBps) {
    DownlinkBudget any = new DownlinkBudget();
    for (int i = 0; i < 10; i++) {
      any.onEstimate(i * SECOND, estimateBps, sentBps);
      any.onLoss(i * SECOND, fractionLost, sentBps);
      any.onTick(i * SECOND);
      assertThat(any.bps()).isGreaterThanOrEqualTo(100_000);
    }
    if (estimateBps >= sentBps && fractionLost <= 26) {
      assertThat(any.bps()).isEqualTo(DownlinkBudget.UNLIMITED);
    }
  }
}
