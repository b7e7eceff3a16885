package org.parley.media.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.parley.media.wire.Rtcp;
import org.parley.media.wire.RtcpParser;
import org.parley.media.wire.TransportFeedbackWriter;

/** Arrivals, written as feedback and read back by the parser: what a publisher's estimator would learn. */
class TransportArrivalsTest {

  private static final long MS = 1_000_000L;
  private static final long FEEDBACK_NS = 60 * MS;

  private final TransportArrivals arrivals = new TransportArrivals();
  private final TransportFeedbackWriter writer = new TransportFeedbackWriter();
  private final long[] run = new long[TransportFeedbackWriter.MAX_STATUSES];

  private record Sent(long seq, long arrivalNs) {}

  /** Each packet that arrives is reported, at its time, whatever is lost and overtaken, and across the wrap. */
  @Property(tries = 100)
  void everyArrivalIsReportedAtItsTime(
      @ForAll @IntRange(max = 0xffff) int first,
      @ForAll @IntRange(max = 90) int lossPercent,
      @ForAll @IntRange(max = 200) int jitterMs,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TransportArrivalsTest fresh = new TransportArrivalsTest();
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      if (random.nextInt(100) >= lossPercent) {
        long jitterNs = jitterMs == 0 ? 0 : random.nextLong(jitterMs * MS);
        sent.add(new Sent(first + i, (1000 + 2L * i) * MS + jitterNs));
      }
    }
    sent.sort(Comparator.comparingLong(Sent::arrivalNs));
    Map<Integer, Long> reported = new HashMap<>();
    long dueNs = 0;
    for (Sent packet : sent) {
      if (packet.arrivalNs() >= dueNs) {
        dueNs = packet.arrivalNs() + FEEDBACK_NS;
        fresh.report(reported);
      }
      fresh.arrivals.onPacket(packet.arrivalNs(), (int) packet.seq() & 0xffff);
    }
    fresh.report(reported);
    assertThat(reported).hasSameSizeAs(sent);
    for (Sent packet : sent) {
      assertThat(reported.get((int) packet.seq() & 0xffff))
          .isBetween(packet.arrivalNs() - 250_000, packet.arrivalNs() + 250_000);
    }
  }

  @Test
  void reportsNothingBeforeAndAfterTheArrivals() {
    assertThat(arrivals.nextRun(run)).isZero();
    arrivals.onPacket(MS, 7);
    assertThat(report(new HashMap<>())).isEqualTo(1);
    assertThat(arrivals.nextRun(run)).isZero();
  }

  @Test
  void aLeapBeginsAnew() {
    Map<Integer, Long> reported = new HashMap<>();
    arrivals.onPacket(MS, 10);
    report(reported);
    arrivals.onPacket(2 * MS, 20_000);
    assertThat(report(reported)).isEqualTo(1);
    assertThat(reported).containsOnlyKeys(10, 20_000);
  }

  @Test
  void whatCameMuchTooLateIsLeftOut() {
    Map<Integer, Long> reported = new HashMap<>();
    arrivals.onPacket(MS, 5000);
    arrivals.onPacket(2 * MS, 1000);
    report(reported);
    assertThat(reported).containsOnlyKeys(5000);
  }

  @Test
  void aLongPauseBetweenArrivalsIsSplitIntoTwoFeedbacks() {
    Map<Integer, Long> reported = new HashMap<>();
    arrivals.onPacket(MS, 1);
    arrivals.onPacket(20_000 * MS, 2);
    assertThat(report(reported)).isEqualTo(2);
    assertThat(reported.get(2)).isBetween(20_000 * MS - 250_000, 20_000 * MS + 250_000);
  }

  /** Reports all that is due, as an endpoint does, and returns how many feedbacks that took. */
  private int report(Map<Integer, Long> into) {
    int feedbacks = 0;
    for (int count = arrivals.nextRun(run); count > 0; count = arrivals.nextRun(run)) {
      byte[] buffer = new byte[1600];
      TransportFeedbackWriter.Head head = new TransportFeedbackWriter.Head(1, 2, feedbacks & 0xff);
      int end = writer.write(buffer, 0, head, arrivals.runStartSeq16(), run, count);
      arrivals.advance(writer.written());
      decode(buffer, end, into);
      feedbacks++;
      assertThat(feedbacks).isLessThan(100);
    }
    return feedbacks;
  }

  private static void decode(byte[] buffer, int end, Map<Integer, Long> into) {
    assertThat(end).isLessThan(1000);
    List<Rtcp> packets = Objects.requireNonNull(RtcpParser.parse(buffer, 0, end));
    assertThat(packets).hasSize(1);
    Rtcp.TransportFeedback feedback = (Rtcp.TransportFeedback) packets.getFirst();
    long timeNs = feedback.referenceTime() * Rtcp.TransportFeedback.REFERENCE_NS;
    for (int i = 0; i < feedback.deltaTicks().length; i++) {
      if (feedback.received(i)) {
        timeNs += feedback.deltaTicks()[i] * Rtcp.TransportFeedback.TICK_NS;
        into.put((feedback.baseSeq16() + i) & 0xffff, timeNs);
      }
    }
  }
}
