package org.parley.media.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SequenceUnwrapperTest {

  @Test
  void goesOnAcrossTheWrapAndTakesLateOnes() {
    SequenceUnwrapper unwrapper = new SequenceUnwrapper();
    assertThat(unwrapper.highest()).isEqualTo(-1);
    assertThat(unwrapper.unwrap(65_534)).isEqualTo(65_536 + 65_534);
    assertThat(unwrapper.unwrap(2)).isEqualTo(2 * 65_536 + 2);
    assertThat(unwrapper.unwrap(65_535)).isEqualTo(65_536 + 65_535);
    assertThat(unwrapper.peek(3)).isEqualTo(2 * 65_536 + 3);
    assertThat(unwrapper.highest()).isEqualTo(2 * 65_536 + 2);
  }

  @Property(tries = 300)
  void followsAnyStreamWhoseStepsStayWithinHalfACycle(
      @ForAll @IntRange(max = 0xffff) int first,
      @ForAll @Size(max = 200) List<@IntRange(min = -30_000, max = 32_767) Integer> steps) {
    SequenceUnwrapper unwrapper = new SequenceUnwrapper();
    long highest = unwrapper.unwrap(first);
    for (int step : steps) {
      long seq = highest + step;
      assertThat(unwrapper.peek((int) seq & 0xffff)).isEqualTo(seq);
      assertThat(unwrapper.unwrap((int) seq & 0xffff)).isEqualTo(seq);
      highest = Math.max(highest, seq);
      assertThat(unwrapper.highest()).isEqualTo(highest);
    }
  }
}
