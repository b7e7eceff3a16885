package org.parley.media.endpoint;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.parley.media.route.Egress;
import org.parley.media.route.Source;
import org.parley.media.route.Subscription;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.Slot;
import org.parley.media.transport.Counters;

/** What one slot of a receiver carries: a sound and a picture that belong together. */
public final class SlotEgress {

  private final Subscription audio;
  private final Subscription video;

  SlotEgress(Slot slot, RandomGenerator random, Egress egress, Counters counters) {
    audio = new Subscription(
        slot.audio(), slot.name(), false, random.nextInt(1 << 16), egress, counters);
    video = new Subscription(
        slot.video(), slot.name(), true, random.nextInt(1 << 16), egress, counters);
  }

  public Subscription audio() {
    return audio;
  }

  public Subscription video() {
    return video;
  }

  /** Seats a person or a screen; a source that is null stays silent or dark. */
  public void seat(@Nullable Source sound, @Nullable Source picture) {
    seat(audio, sound);
    seat(video, picture);
  }

  public void empty() {
    audio.detach();
    video.detach();
  }

  /** Empties it where it carries somebody of a chamber. */
  void empty(Chamber chamber) {
    if (isOf(chamber, audio) || isOf(chamber, video)) {
      empty();
    }
  }

  private static boolean isOf(Chamber chamber, Subscription subscription) {
    Source source = subscription.source();
    return source != null && source.publication().chamber() == chamber;
  }

  private static void seat(Subscription subscription, @Nullable Source source) {
    if (source == null) {
      subscription.detach();
      return;
    }
    subscription.attach(source);
    if (!subscription.isVideo()) {
      // Never lowered: sound has one encoding.
      subscription.choose(Long.MIN_VALUE, 0);
    }
  }
}
