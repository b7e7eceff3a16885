package org.parley.media.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AllocationTest {

  private static final int NONE = EncodingChoice.NONE;

  /** One picture: what is wanted, and each encoding's rate. */
  record Picture(int wanted, long[] rateBps) {

    /** The first that it would get: the lowest that arrives, up to the wanted one if possible. */
    int lowest() {
      for (int i = 0; i < rateBps.length && wanted != NONE; i++) {
        if (rateBps[i] > 0) {
          return i;
        }
      }
      return NONE;
    }
  }

  @Provide
  Arbitrary<List<Picture>> pictures() {
    Arbitrary<long[]> rates = Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(1, Arbitraries.just(0L)),
            net.jqwik.api.Tuple.of(3, Arbitraries.longs().between(1, 2_000_000)))
        .array(long[].class)
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(AllocationTest::sorted);
    return Combinators.combine(Arbitraries.integers().between(NONE, 2), rates)
        .as((wanted, r) -> new Picture(Math.min(wanted, r.length - 1), r))
        .list()
        .ofMaxSize(8);
  }

  /** Higher encodings cost more; those that do not arrive stay where they are. */
  private static long[] sorted(long[] rates) {
    long[] arriving = java.util.Arrays.stream(rates).filter(r -> r > 0).sorted().toArray();
    int next = 0;
    long[] result = new long[rates.length];
    for (int i = 0; i < rates.length; i++) {
      result[i] = rates[i] > 0 ? arriving[next++] : 0;
    }
    return result;
  }

  @Property(tries = 2000)
  void keepsToBudgetSizeAndFairness(
      @ForAll("pictures") List<Picture> pictures,
      @ForAll @LongRange(min = -100_000, max = 12_000_000) long budgetBps) {
    int[] chosen = allocate(pictures, budgetBps);
    long sumBps = 0;
    long lowestSumBps = 0;
    List<Picture> dark = new ArrayList<>();
    for (int i = 0; i < chosen.length; i++) {
      Picture picture = pictures.get(i);
      if (chosen[i] == NONE) {
        if (picture.lowest() != NONE) {
          dark.add(picture);
        }
        continue;
      }
      assertThat(picture.wanted()).isNotEqualTo(NONE);
      assertThat(picture.rateBps()[chosen[i]]).as("arrives").isPositive();
      if (chosen[i] > picture.wanted()) {
        assertThat(chosen[i]).as("above wanted only as the lowest").isEqualTo(picture.lowest());
      }
      sumBps += picture.rateBps()[chosen[i]];
      lowestSumBps += picture.rateBps()[picture.lowest()];
    }
    assertThat(sumBps).isLessThanOrEqualTo(Math.max(0, budgetBps));
    for (Picture picture : dark) {
      // Nobody was lifted at its cost: it did not even fit beside the others' lowest.
      assertThat(lowestSumBps + picture.rateBps()[picture.lowest()]).isGreaterThan(budgetBps);
    }
  }

  @Property(tries = 500)
  void leavesNothingUnusedThatWouldLiftSomeone(
      @ForAll("pictures") List<Picture> pictures,
      @ForAll @LongRange(max = 12_000_000) long budgetBps) {
    int[] chosen = allocate(pictures, budgetBps);
    long leftBps = budgetBps;
    for (int i = 0; i < chosen.length; i++) {
      leftBps -= chosen[i] == NONE ? 0 : pictures.get(i).rateBps()[chosen[i]];
    }
    for (int i = 0; i < chosen.length; i++) {
      Picture picture = pictures.get(i);
      for (int next = chosen[i] + 1; next <= picture.wanted() && chosen[i] != NONE; next++) {
        if (picture.rateBps()[next] > 0) {
          assertThat(picture.rateBps()[next] - picture.rateBps()[chosen[i]]).isGreaterThan(leftBps);
          break;
        }
      }
    }
  }

  @Test
  void withoutALimitEveryoneGetsWhatIsWanted() {
    int[] chosen = Allocation.allocate(
        new int[] {2, 0, 1, NONE, 2},
        new long[][] {{1, 5, 9}, {1, 5, 9}, {0, 0, 9}, {1, 5, 9}, {1, 0, 0}},
        DownlinkBudget.UNLIMITED);
    assertThat(chosen).containsExactly(2, 0, 2, NONE, 0);
  }

  private static int[] allocate(List<Picture> pictures, long budgetBps) {
    return Allocation.allocate(
        pictures.stream().mapToInt(Picture::wanted).toArray(),
        pictures.stream().map(Picture::rateBps).toArray(long[][]::new),
        budgetBps);
  }
}
