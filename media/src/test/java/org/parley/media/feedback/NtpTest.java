package org.parley.media.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class NtpTest {

  @Property
  void roundTrips(@ForAll @LongRange(max = 4_000_000_000_000_000_000L) long timeNs) {
    assertThat(timeNs - Ntp.toNs(Ntp.of(timeNs))).isBetween(0L, 1L);
  }

  @Property
  void anyTimestampHasATime(@ForAll long ntp) {
    assertThat(Ntp.toNs(ntp)).isBetween(0L, (1L << 32) * 1_000_000_000L);
  }

  @Test
  void countsSecondsAndFractions() {
    assertThat(Ntp.of(1_500_000_000L)).isEqualTo(0x1_8000_0000L);
    assertThat(Ntp.of(-500_000_000L)).isEqualTo(0xffff_ffff_8000_0000L);
    assertThat(Ntp.shortFormat(250_000_000L)).isEqualTo(0x4000);
    assertThat(Ntp.shortFormat(-1)).isZero();
    assertThat(Ntp.shortFormat(100_000L * 1_000_000_000L)).isEqualTo(0xffff_ffffL);
    assertThat(Ntp.shortToNs(0x4000)).isEqualTo(250_000_000L);
  }
}
