package org.parley.media.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyframeGateTest {

  private static final long MS = 1_000_000L;

  private final KeyframeGate gate = new KeyframeGate();

  @Test
  void asksOnceForManyAndAgainAfterHalfASecondUntilOneComes() {
    assertThat(gate.takeDue(0)).isFalse();
    gate.want();
    gate.want();
    assertThat(gate.takeDue(0)).isTrue();
    assertThat(gate.takeDue(499 * MS)).isFalse();
    assertThat(gate.takeDue(500 * MS)).isTrue();
    gate.onKeyframe();
    assertThat(gate.takeDue(2000 * MS)).isFalse();
  }

  @Test
  void keepsTheDistanceAcrossKeyframes() {
    gate.want();
    assertThat(gate.takeDue(0)).isTrue();
    gate.onKeyframe();
    gate.want();
    assertThat(gate.takeDue(100 * MS)).isFalse();
    assertThat(gate.takeDue(500 * MS)).isTrue();
  }
}
