package org.parley.media.sdp;

import java.util.Set;
import java.util.random.RandomGenerator;

/** Draws SSRCs at random, none of them twice (RFC 3550, section 8.1) and none 0, which stands for "none". */
final class SsrcSource {
  private final RandomGenerator random;
  private final Set<Integer> inUse;

  /** @param inUse those not to be drawn; changed by drawing */
  SsrcSource(RandomGenerator random, Set<Integer> inUse) {
    this.random = random;
    this.inUse = inUse;
    inUse.add(0);
  }

  int next() {
    int ssrc = random.nextInt();
    while (!inUse.add(ssrc)) {
      // By steps, so that this ends whatever the generator gives.
      ssrc++;
    }
    return ssrc;
  }
}
