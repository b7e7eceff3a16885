package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.parley.server.app.Seating.Shown;
import org.parley.server.signalling.protocol.ServerMessage.Showing;

class SeatingTest {
  private static final Shown ROBIN = new Shown("robin", Showing.PERSON);
  private static final Shown ALEX = new Shown("alex", Showing.PERSON);
  private static final Shown KIM = new Shown("kim", Showing.PERSON);
  private static final Shown SCREEN = new Shown("alex", Showing.SCREEN);

  @Test
  void seatsInOrderOfWaiting() {
    assertThat(Seating.assign(Collections.emptySortedMap(), 3, List.of(ROBIN, ALEX)))
        .isEqualTo(Map.of(0, ROBIN, 1, ALEX));
  }

  @Test
  void someoneWhoGoesLeavesAGapForTheNext() {
    SortedMap<Integer, Shown> before = new TreeMap<>(Map.of(0, ROBIN, 1, ALEX));
    SortedMap<Integer, Shown> gap = Seating.assign(before, 2, List.of(ALEX));
    assertThat(gap).isEqualTo(Map.of(1, ALEX));
    assertThat(Seating.assign(gap, 2, List.of(ALEX, KIM))).isEqualTo(Map.of(0, KIM, 1, ALEX));
  }

  @Test
  void aScreenGoesBeforeThosePersonsWhoWait() {
    SortedMap<Integer, Shown> before = new TreeMap<>(Map.of(0, ROBIN));
    assertThat(Seating.assign(before, 2, List.of(ROBIN, ALEX, KIM, SCREEN)))
        .isEqualTo(Map.of(0, ROBIN, 1, SCREEN));
  }

  @Test
  void aScreenPutsNobodyOut() {
    SortedMap<Integer, Shown> before = new TreeMap<>(Map.of(0, ROBIN, 1, ALEX));
    assertThat(Seating.assign(before, 2, List.of(SCREEN, ROBIN, ALEX))).isEqualTo(before);
  }

  @Property(tries = 500)
  void keepsWhoMayStayAndWastesNoSlot(
      @ForAll("audiences") List<Shown> first,
      @ForAll @IntRange(max = 12) int firstSlots,
      @ForAll("audiences") List<Shown> second,
      @ForAll @IntRange(max = 12) int secondSlots) {
    SortedMap<Integer, Shown> before =
        Seating.assign(Collections.emptySortedMap(), firstSlots, first);
    Map<Integer, Shown> after = Seating.assign(before, secondSlots, second);
    before.forEach((slot, shown) -> {
      if (slot < secondSlots && second.contains(shown)) {
        assertThat(after).containsEntry(slot, shown);
      }
    });
    assertThat(after.keySet()).allMatch(slot -> slot >= 0 && slot < secondSlots);
    assertThat(after.values()).doesNotHaveDuplicates().allMatch(second::contains);
    assertThat(after).hasSize(Math.min(secondSlots, second.size()));
    List<Shown> newcomers =
        second.stream().filter(shown -> !before.containsValue(shown)).toList();
    for (Shown waiting : newcomers) {
      if (!after.containsValue(waiting)) {
        assertThat(newcomers.stream().filter(after::containsValue))
            .as("nobody who came later sits while one of the kind waits")
            .allMatch(seated -> newcomers.indexOf(seated) < newcomers.indexOf(waiting)
                || seated.showing() == Showing.SCREEN);
      }
    }
    assertThat(Seating.assign(new TreeMap<>(after), secondSlots, second)).isEqualTo(after);
  }

  @Provide
  Arbitrary<List<Shown>> audiences() {
    Arbitrary<String> seats = Arbitraries.of("a", "b", "c", "d", "e", "f", "g", "h");
    return Combinators.combine(seats, Arbitraries.of(Showing.class))
        .as(Shown::new)
        .list()
        .ofMaxSize(12)
        .map(list -> List.copyOf(new LinkedHashSet<>(list)));
  }
}
