package org.parley.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Real offers, damaged at random: answered or refused, never anything else. */
class NegotiatorProperties {

  @Property(tries = 1000)
  void damagedLines(
      @ForAll("offers") String name, @ForAll long seed, @ForAll("damages") int damages) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(Offers.sdp(name).lines().toList());
    for (int i = 0; i < damages; i++) {
      damage(lines, random);
    }
    Statistics.collect(NegotiationInvariants.check(String.join("\r\n", lines) + "\r\n"));
    Statistics.coverage(coverage -> coverage.check(true).percentage(percentage -> percentage > 5));
    Statistics.coverage(coverage -> coverage.check(false).percentage(percentage -> percentage > 5));
  }

  @Property(tries = 200)
  void truncated(@ForAll("offers") String name, @ForAll long seed) {
    String sdp = Offers.sdp(name);
    NegotiationInvariants.check(sdp.substring(0, new Random(seed).nextInt(sdp.length())));
  }

  @Property(tries = 200)
  void anyText(@ForAll String text) {
    assertThat(NegotiationInvariants.check(text)).isFalse();
  }

  @Provide
  Arbitrary<String> offers() {
    return Arbitraries.of(
        "chromium-first",
        "chromium-unnamed",
        "chromium-preferred",
        "firefox-first",
        "firefox-restart");
  }

  @Provide
  Arbitrary<Integer> damages() {
    return Arbitraries.integers().between(1, 8);
  }

  private static void damage(List<String> lines, Random random) {
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    int inside = random.nextInt(line.length());
    switch (random.nextInt(7)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, line);
      case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
      case 3 -> lines.set(at, line.substring(0, Math.max(inside, 1)));
      case 4 ->
        lines.set(
            at,
            line.substring(0, inside)
                + " :/;=,~\0\u00e9".charAt(random.nextInt(9))
                + line.substring(inside));
      case 5 -> lines.set(at, line.replaceFirst("\\d+", "" + random.nextLong()));
      default -> lines.set(at, line.replaceFirst("\\d+", "" + random.nextInt(130)));
    }
  }
}
