package org.parley.media.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetransmissionBudgetTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long BURST_BYTES = 192 << 10;

  @Property(tries = 100)
  void neverAllowsMoreThanABurstAndHalfOfWhatIsSent(
      @ForAll @LongRange(max = 20_000_000) long sentBps,
      @ForAll @IntRange(min = 20, max = 1500) int size,
      @ForAll @IntRange(min = 1, max = 50) int intervalMs) {
    RetransmissionBudget budget = new RetransmissionBudget();
    long spent = 0;
    for (long nowNs = 0; nowNs < 10 * SECOND; nowNs += intervalMs * 1_000_000L) {
      for (int i = 0; i < 20 && budget.allows(nowNs, sentBps); i++) {
        budget.spend(size);
        spent += size;
      }
    }
    long granted = Math.max(100_000, sentBps / 2) / 8 * 10;
    assertThat(spent).isLessThanOrEqualTo(BURST_BYTES + granted + size);
  }

  @Test
  void asksThatAreDroppedCostNothingAndRefillGoesOn() {
    RetransmissionBudget budget = new RetransmissionBudget();
    assertThat(budget.allows(0, 0)).isTrue();
    budget.spend((int) BURST_BYTES);
    // Refills of less than a byte must not be lost, however often it is asked.
    long nowNs = 0;
    while (!budget.allows(nowNs, 0)) {
      nowNs += 1000;
      assertThat(nowNs).isLessThan(SECOND);
    }
    assertThat(nowNs).isLessThanOrEqualTo(100_000);
  }
}
