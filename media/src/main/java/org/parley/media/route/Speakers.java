package org.parley.media.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who speaks among those who hear each other, from the levels that publishers put beside their sound (RFC 6464). */
public final class Speakers {

  /** Louder than this, in -dBov, counts as speech: lower misses quiet voices, higher takes noise for them. */
  private static final double SPEECH_LEVEL = 50;

  /** How much of a new level counts: higher is quicker to see a speaker, lower is calmer. At 50 packets/s half is reached in 60 ms. */
  private static final double ATTACK = 0.2;

  /** One goes on counting as a speaker for so long after falling silent: pauses between words are shorter. */
  private static final long HOLD_NS = 700_000_000L;

  /** By how many dB another must be louder to be put first. */
  private static final double OVERTAKE = 6;

  private static final double SILENCE = 127;

  private final Map<String, Voice> voices = new HashMap<>();
  private List<String> speaking = List.of();

  private static final class Voice {
    double level = SILENCE;
    long spokeNs = Long.MIN_VALUE / 2;
  }

  /** @param level 0 (loudest) to 127 (silence) */
  public void onLevel(long nowNs, String endpoint, int level) {
    Voice voice = voices.computeIfAbsent(endpoint, e -> new Voice());
    voice.level += (level - voice.level) * ATTACK;
    if (voice.level <= SPEECH_LEVEL) {
      voice.spokeNs = nowNs;
    }
  }

  public void remove(String endpoint) {
    voices.remove(endpoint);
  }

  /** Whether who speaks changed since the last call; {@link #speaking()} says who. */
  public boolean takeChange(long nowNs) {
    List<String> now = new ArrayList<>();
    voices.forEach((endpoint, voice) -> {
      if (nowNs - voice.spokeNs <= HOLD_NS) {
        now.add(endpoint);
      }
    });
    // Only who is first follows loudness; among the rest it would make the list restless.
    now.sort(Comparator.naturalOrder());
    now.stream()
        .min(Comparator.comparingDouble(this::rank))
        .ifPresent(first -> putFirst(now, first));
    if (now.equals(speaking)) {
      return false;
    }
    speaking = List.copyOf(now);
    return true;
  }

  /** The loudest first, the others in a steady order. */
  public List<String> speaking() {
    return speaking;
  }

  /** Whether nobody is in it, nor was told to speak. */
  public boolean isEmpty() {
    return voices.isEmpty() && speaking.isEmpty();
  }

  private static void putFirst(List<String> list, String first) {
    list.remove(first);
    list.addFirst(first);
  }

  private double rank(String endpoint) {
    Voice voice = voices.get(endpoint);
    double level = voice == null ? SILENCE : voice.level;
    // Whoever was first stays so until another is clearly louder.
    boolean first = !speaking.isEmpty() && speaking.getFirst().equals(endpoint);
    return first ? level - OVERTAKE : level;
  }
}
