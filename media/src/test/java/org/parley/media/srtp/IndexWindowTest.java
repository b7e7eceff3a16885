package org.parley.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class IndexWindowTest {

  @Property(tries = 300)
  void agreesWithASetOfIndices(
      @ForAll @IntRange(max = 0xffff) int start,
      @ForAll @Size(min = 1, max = 300) List<@IntRange(min = -1100, max = 3000) Integer> steps) {
    IndexWindow window = new IndexWindow();
    Set<Long> marked = new HashSet<>();
    long highest = -1;
    long index = start;
    for (int step : steps) {
      assertThat(window.estimate((int) index & 0xffff)).isEqualTo(index);
      boolean fresh = index > highest
          || (highest - index < IndexWindow.WINDOW_PACKETS && !marked.contains(index));
      assertThat(window.isFresh(index)).isEqualTo(fresh);
      if (fresh) {
        window.mark(index);
        marked.add(index);
        highest = Math.max(highest, index);
      }
      index = Math.max(0, highest + step);
    }
  }

  @Property(tries = 50)
  void whatLiesBeforeTheFirstPacketHasNoIndex(@ForAll @IntRange(max = 1000) int first) {
    IndexWindow window = new IndexWindow();
    window.mark(window.estimate(first));
    assertThat(window.estimate((first - 1 - 1000) & 0xffff)).isEqualTo(IndexWindow.BEFORE_FIRST);
  }
}
