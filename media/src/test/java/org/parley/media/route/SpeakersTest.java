package org.parley.media.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpeakersTest {

  private static final long MS = 1_000_000L;

  private final Speakers speakers = new Speakers();
  private long nowNs = 1_000 * MS;

  @Test
  void aVoiceIsNoticedSoonAndForgottenAfterAPause() {
    speak(20, 127, 200);
    assertThat(speakers.takeChange(nowNs)).isTrue();
    assertThat(speakers.speaking()).containsExactly("a");
    assertThat(speakers.takeChange(nowNs)).isFalse();
    speak(127, 127, 400);
    assertThat(speakers.takeChange(nowNs)).isFalse();
    speak(127, 127, 600);
    assertThat(speakers.takeChange(nowNs)).isTrue();
    assertThat(speakers.speaking()).isEmpty();
  }

  @Test
  void aClickIsNoVoice() {
    speak(30, 127, 20);
    speak(127, 127, 20);
    assertThat(speakers.takeChange(nowNs)).isFalse();
  }

  @Test
  void theLouderIsFirstAndStaysSoUntilAnotherIsClearlyLouder() {
    speak(30, 20, 500);
    assertThat(speakers.takeChange(nowNs)).isTrue();
    assertThat(speakers.speaking()).containsExactly("b", "a");
    speak(17, 20, 500);
    assertThat(speakers.takeChange(nowNs)).isFalse();
    speak(10, 20, 500);
    assertThat(speakers.takeChange(nowNs)).isTrue();
    assertThat(speakers.speaking()).containsExactly("a", "b");
  }

  @Test
  void whoLeavesDoesNotSpeak() {
    speak(20, 30, 500);
    assertThat(speakers.takeChange(nowNs)).isTrue();
    speakers.remove("a");
    assertThat(speakers.takeChange(nowNs)).isTrue();
    assertThat(speakers.speaking()).containsExactly("b");
  }

  @Test
  void isEmptyOnceItWasToldThatTheLastLeft() {
    assertThat(speakers.isEmpty()).isTrue();
    speak(20, 30, 500);
    assertThat(speakers.takeChange(nowNs)).isTrue();
    speakers.remove("a");
    speakers.remove("b");
    assertThat(speakers.isEmpty()).isFalse();
    assertThat(speakers.takeChange(nowNs)).isTrue();
    assertThat(speakers.isEmpty()).isTrue();
  }

  /** Both for so long, every 20 ms. */
  private void speak(int levelOfA, int levelOfB, int durationMs) {
    for (int i = 0; i < durationMs; i += 20) {
      nowNs += 20 * MS;
      speakers.onLevel(nowNs, "a", levelOfA);
      speakers.onLevel(nowNs, "b", levelOfB);
    }
  }
}
