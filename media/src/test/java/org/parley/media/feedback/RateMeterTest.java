package org.parley.media.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RateMeterTest {

  private static final long SECOND = 1_000_000_000L;

  @Property(tries = 200)
  void measuresASteadyRate(
      @ForAll @LongRange(max = 1L << 50) long startNs,
      @ForAll @IntRange(min = 1, max = 20) int intervalMs,
      @ForAll @IntRange(min = 20, max = 1500) int size) {
    RateMeter meter = new RateMeter();
    long nowNs = startNs;
    for (; nowNs < startNs + 3 * SECOND; nowNs += intervalMs * 1_000_000L) {
      meter.add(nowNs, size);
    }
    long expectedBps = size * 8L * 1000 / intervalMs;
    // The newest of eight buckets is not full yet.
    assertThat(meter.rateBps(nowNs)).isCloseTo(expectedBps, Percentage.withPercentage(16));
  }

  @Test
  void forgetsWithinASecondAndNeverIsNegative() {
    RateMeter meter = new RateMeter();
    assertThat(meter.rateBps(5)).isZero();
    meter.add(0, 1000);
    assertThat(meter.rateBps(0)).isEqualTo(64_000);
    assertThat(meter.rateBps(SECOND / 2)).isEqualTo(12_800);
    assertThat(meter.rateBps(SECOND)).isZero();
    assertThat(meter.rateBps(100 * SECOND)).isZero();
    meter.add(100 * SECOND, 1000);
    assertThat(meter.rateBps(100 * SECOND)).isEqualTo(8000);
  }
}
