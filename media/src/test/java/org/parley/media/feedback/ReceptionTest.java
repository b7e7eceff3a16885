package org.parley.media.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** RFC 3550: expected, lost and fraction as in A.3, jitter as in A.8. */
class ReceptionTest {

  private static final long MS = 1_000_000L;

  @Test
  void countsLossesAsAppendixA3Does() {
    Reception reception = new Reception(90_000);
    for (int seq = 100; seq < 200; seq++) {
      if (seq % 4 != 0) {
        reception.onPacket(seq * MS, seq, seq * 90);
      }
    }
    // Expected 101..199; lost 104, 108 … 196.
    assertThat(reception.highestSeq()).isEqualTo(199);
    assertThat(reception.cumulativeLost()).isEqualTo(24);
    assertThat(reception.takeFractionLost()).isEqualTo((24 << 8) / 99);
    assertThat(reception.takeFractionLost()).isZero();
    reception.onPacket(200 * MS, 201, 0);
    assertThat(reception.takeFractionLost()).isEqualTo(128);
    // One that comes late makes the next interval's loss negative, which counts as none.
    reception.onPacket(201 * MS, 200, 0);
    assertThat(reception.takeFractionLost()).isZero();
    assertThat(reception.cumulativeLost()).isEqualTo(24);
  }

  @Test
  void whatCameBeforeTheFirstMakesTheLossNegative() {
    Reception reception = new Reception(90_000);
    reception.onPacket(0, 100, 0);
    reception.onPacket(0, 99, 0);
    reception.onPacket(0, 98, 0);
    assertThat(reception.cumulativeLost()).isEqualTo(-2);
    assertThat(reception.takeFractionLost()).isZero();
  }

  @Test
  void clampsTheTotalTo24Bits() {
    Reception reception = new Reception(90_000);
    reception.onPacket(0, 0, 0);
    reception.onPacket(0, 1L << 33, 0);
    assertThat(reception.cumulativeLost()).isEqualTo(0x7f_ffff);
    assertThat(reception.takeFractionLost()).isEqualTo(255);
  }

  @Property(tries = 200)
  void estimatesJitterAsAppendixA8Does(
      @ForAll @IntRange(max = 40) int spreadMs, @ForAll @IntRange int timestampBase) {
    Reception reception = new Reception(90_000);
    double expected = 0;
    int last = 0;
    for (int i = 0; i < 200; i++) {
      long arrivalNs = (1000 + i * 20L + (i * 7919L % (spreadMs + 1))) * MS;
      int timestamp = timestampBase + i * 1800;
      reception.onPacket(arrivalNs, i, timestamp);
      int transit = (int) (arrivalNs / 1000 * 90_000 / 1_000_000) - timestamp;
      if (i > 0) {
        expected += (Math.abs((long) (transit - last)) - expected) / 16;
      }
      last = transit;
    }
    assertThat(reception.jitter()).isEqualTo((long) expected);
    assertThat(reception.jitter()).isLessThanOrEqualTo(spreadMs * 90L);
  }

  @Test
  void refersToTheLastSenderReport() {
    Reception reception = new Reception(48_000);
    assertThat(reception.lastSenderReport()).isZero();
    assertThat(reception.delaySinceLastSenderReport(5)).isZero();
    reception.onSenderReport(1000 * MS, 0x1234_5678_9abc_def0L);
    assertThat(reception.lastSenderReport()).isEqualTo(0x5678_9abc);
    assertThat(reception.delaySinceLastSenderReport(1500 * MS)).isEqualTo(32_768);
  }
}
