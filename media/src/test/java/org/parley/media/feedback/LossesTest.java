package org.parley.media.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LossesTest {

  private static final long MS = 1_000_000L;

  private final Losses losses = new Losses();

  @Test
  void asksOnceForWhatIsMissingAndAgainOnlyLater() {
    losses.onPacket(0, 65_535);
    losses.onPacket(0, 65_538);
    assertThat(due(0)).containsExactly(0, 1);
    assertThat(due(20 * MS)).isEmpty();
    assertThat(due(99 * MS)).isEmpty();
    // The first guess of the round trip is 80 ms, and a quarter more is waited for.
    assertThat(due(100 * MS)).containsExactly(0, 1);
    losses.onPacket(110 * MS, 65_537);
    assertThat(losses.isMissing(65_537)).isFalse();
    assertThat(losses.isMissing(65_536)).isTrue();
    assertThat(due(250 * MS)).containsExactly(0);
  }

  @Test
  void learnsTheRoundTripFromFirstAnswers() {
    long nowNs = 0;
    long seq = 1;
    losses.onPacket(nowNs, seq);
    for (int i = 0; i < 100; i++) {
      losses.onPacket(nowNs, seq + 2);
      assertThat(due(nowNs)).containsExactly((int) (seq + 1));
      losses.onPacket(nowNs + 40 * MS, seq + 1);
      nowNs += 50 * MS;
      seq += 2;
    }
    losses.onPacket(nowNs, seq + 2);
    assertThat(due(nowNs)).hasSize(1);
    assertThat(due(nowNs + 49 * MS)).isEmpty();
    assertThat(due(nowNs + 52 * MS)).hasSize(1);
  }

  @Test
  void givesUpAfterASecondAndSaysSoOnce() {
    losses.onPacket(0, 1);
    losses.onPacket(0, 3);
    int asked = 0;
    for (long nowNs = 0; nowNs <= 1000 * MS; nowNs += 10 * MS) {
      asked += due(nowNs).size();
    }
    assertThat(asked).isBetween(4, 10);
    assertThat(losses.takeGaveUp()).isFalse();
    assertThat(due(1001 * MS)).isEmpty();
    assertThat(losses.missing()).isZero();
    assertThat(losses.takeGaveUp()).isTrue();
    assertThat(losses.takeGaveUp()).isFalse();
  }

  @Test
  void aLongGapIsGivenUpAtOnce() {
    losses.onPacket(0, 1);
    losses.onPacket(0, 258);
    assertThat(losses.missing()).isZero();
    assertThat(losses.takeGaveUp()).isTrue();
    losses.onPacket(0, 260);
    assertThat(due(0)).containsExactly(259);
  }

  @Test
  void manyGapsStayWithinTheLimit() {
    for (long seq = 0; seq < 10_000; seq += 2) {
      losses.onPacket(0, seq);
    }
    assertThat(losses.missing()).isEqualTo(256);
    assertThat(losses.takeGaveUp()).isTrue();
  }

  @Test
  void whatDoesNotFitWaits() {
    losses.onPacket(0, 0);
    losses.onPacket(0, 11);
    int[] into = new int[4];
    assertThat(losses.takeDue(0, into)).isEqualTo(4);
    assertThat(into).containsExactly(1, 2, 3, 4);
    assertThat(losses.takeDue(0, into)).isEqualTo(4);
    assertThat(into).containsExactly(5, 6, 7, 8);
    losses.forgetAll();
    assertThat(losses.takeDue(0, into)).isZero();
    assertThat(losses.takeGaveUp()).isFalse();
  }

  /** While nothing is too old or too much, just the gaps are missing. */
  @Property(tries = 300)
  void missesJustTheGaps(
      @ForAll @Size(min = 1, max = 120) List<@IntRange(min = -20, max = 3) Integer> steps) {
    Losses some = new Losses();
    Set<Long> came = new HashSet<>();
    long highest = 100_000;
    some.onPacket(0, highest);
    for (long seq = 0; seq <= highest; seq++) {
      came.add(seq);
    }
    for (int step : steps) {
      long seq = highest + step;
      some.onPacket(0, seq);
      came.add(seq);
      highest = Math.max(highest, seq);
      long gaps = 0;
      for (long s = 100_000; s <= highest; s++) {
        assertThat(some.isMissing(s)).isEqualTo(!came.contains(s));
        gaps += came.contains(s) ? 0 : 1;
      }
      assertThat(some.missing()).isEqualTo((int) gaps);
    }
  }

  private List<Integer> due(long nowNs) {
    int[] into = new int[256];
    int count = losses.takeDue(nowNs, into);
    return Arrays.stream(into, 0, count).boxed().toList();
  }
}
