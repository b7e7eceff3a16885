package org.parley.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RtcpTest {

  private final byte[] buffer = new byte[1600];

  private static @Nullable List<Rtcp> parseAny(String hex) {
    byte[] bytes = Hex.bytes(hex);
    return RtcpParser.parse(bytes, 0, bytes.length);
  }

  private static Rtcp parse(String hex) {
    List<Rtcp> packets = parseAny(hex);
    assertThat(packets).hasSize(1);
    return packets.getFirst();
  }

  private Rtcp parseWritten(int start, int end) {
    assertThat((end - start) % 4).isZero();
    List<Rtcp> packets = RtcpParser.parse(buffer, start, end - start);
    assertThat(packets).hasSize(1);
    return packets.getFirst();
  }

  private static void same(Rtcp found, Rtcp expected) {
    assertThat(found).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void readsASenderReport() {
    Rtcp expected = new Rtcp.SenderReport(
        0x11111111,
        0x0102030405060708L,
        0x80000001,
        0xffffffffL,
        0x90000000L,
        List.of(new Rtcp.ReportBlock(
            0x22222222, 0x40, -2, 0x10000ffffL & 0xffffffffL, 7, 0x33333333, 0x80000000L)));
    same(parse("""
            81c8000c 11111111 0102030405060708 80000001 ffffffff 90000000
            22222222 40fffffe 0000ffff 00000007 33333333 80000000
            """), expected);
  }

  @Test
  void readsACompound() {
    List<Rtcp> packets = parseAny("""
        80c90001 00000001
        81ca0003 00000001 0103616263 000000
        81cb0001 00000001
        81ce0002 00000001 00000002
        80cc0002 00000001 61626364
        """);
    assertThat(packets).hasSize(5);
    assertThat(packets.get(0)).isEqualTo(new Rtcp.ReceiverReport(1, List.of()));
    assertThat(packets.get(1))
        .isEqualTo(new Rtcp.SourceDescription(List.of(new Rtcp.SourceDescription.Chunk(1, "abc"))));
    same(packets.get(2), new Rtcp.Bye(new int[] {1}));
    assertThat(packets.get(3)).isEqualTo(new Rtcp.PictureLossIndication(1, 2));
    assertThat(packets.get(4)).isEqualTo(new Rtcp.Unknown(204, 0));
  }

  @Test
  void readsChunksWithOtherItemsOrNone() {
    same(
        parse(
            "83ca0008 00000001 0201ff 0102 6162 00 00000002 00000000 00000003 0101 61 0200 00 0000"),
        new Rtcp.SourceDescription(List.of(
            new Rtcp.SourceDescription.Chunk(1, "ab"),
            new Rtcp.SourceDescription.Chunk(2, ""),
            new Rtcp.SourceDescription.Chunk(3, "a"))));
  }

  @Test
  void readsNackBitmasks() {
    same(
        parse("81cd0004 00000001 00000002 fffe8005 00100000"),
        new Rtcp.Nack(1, 2, new int[] {0xfffe, 0xffff, 1, 14, 16}));
  }

  @Test
  void readsFullIntraRequestsOfSeveral() {
    same(
        parse("84ce0006 00000001 00000000 00000002 ff000000 00000003 01000000"),
        new Rtcp.FullIntraRequest(
            1,
            List.of(
                new Rtcp.FullIntraRequest.Entry(2, 255), new Rtcp.FullIntraRequest.Entry(3, 1))));
  }

  @Test
  void readsRembAndSaturatesIt() {
    // 131071 << 4
    same(
        parse("8fce0005 00000001 00000000 52454d42 0111ffff 00000009"),
        new Rtcp.Remb(1, 131071L << 4, new int[] {9}));
    same(
        parse("8fce0004 00000001 00000000 52454d42 00ffffff"),
        new Rtcp.Remb(1, Long.MAX_VALUE, new int[0]));
    same(parse("8fce0004 00000001 00000000 52454d42 00fc0000"), new Rtcp.Remb(1, 0, new int[0]));
    assertThat(parse("8fce0003 00000001 00000000 41424344")).isEqualTo(new Rtcp.Unknown(206, 15));
    assertThat(parse("8fce0002 00000001 00000000")).isEqualTo(new Rtcp.Unknown(206, 15));
  }

  @Test
  void readsTransportFeedback() {
    // Base 5, 7 packets, reference 3, feedback 9: vector of two-bit symbols 1 0 2 1 0 0 1.
    same(
        parse("8fcd0006 00000001 00000002 00050007 00000309 d241 10 fffc 20 30 00"),
        new Rtcp.TransportFeedback(1, 2, 5, 3, 9, new int[] {
          0x10,
          Rtcp.TransportFeedback.LOST,
          -4,
          0x20,
          Rtcp.TransportFeedback.LOST,
          Rtcp.TransportFeedback.LOST,
          0x30
        }));
    // Run of 3 small, one-bit vector 10 over the rest; a negative reference.
    Rtcp found = parse("8fcd0006 00000001 00000002 fffe0005 ffffff00 2003 a000 01 02 03 04");
    assertThat(found).isInstanceOf(Rtcp.TransportFeedback.class);
    Rtcp.TransportFeedback feedback = (Rtcp.TransportFeedback) found;
    assertThat(feedback.referenceTime()).isEqualTo(-1);
    assertThat(feedback.deltaTicks()).containsExactly(1, 2, 3, 4, Rtcp.TransportFeedback.LOST);
    assertThat(feedback.received(3)).isTrue();
    assertThat(feedback.received(4)).isFalse();
  }

  @Test
  void feedbackPaddedByLessThanAWordIsRead() {
    // As libwebrtc pads it: the P bit, and the count in the last byte. Another packet may follow.
    String feedback = "afcd0005 00000001 00000002 00050001 00000309 2001 10 01";
    assertThat(parseAny(feedback + "81ce0002 00000001 00000002")).hasSize(2);
    assertThat(((Rtcp.TransportFeedback) parse(feedback)).deltaTicks()).containsExactly(0x10);
  }

  @Test
  void refusesMalformedFeedback() {
    String head = "00000001 00000002 0005";
    assertThat(parseAny("8fcd0004" + head + "0000 00000309")).as("no status").isNull();
    assertThat(parseAny("8fcd0004" + head + "0001 00000309")).as("no chunk").isNull();
    assertThat(parseAny("8fcd0005" + head + "0003 00000309 2003 0102"))
        .as("deltas")
        .isNull();
    assertThat(parseAny("8fcd0005" + head + "0001 00000309 6001 0102"))
        .as("reserved")
        .isNull();
    assertThat(parseAny("8fcd0005" + head + "0001 00000309 f000 0102"))
        .as("reserved")
        .isNull();
    assertThat(parseAny("8fcd0005" + head + "0002 00000309 0000 0000"))
        .as("empty runs")
        .isNull();
    assertThat(parseAny("8fcd0003" + head + "0001 0000")).as("too short").isNull();
  }

  @Test
  void feedbackOfOneDatagramIsBounded() {
    // 8191 + 8191 lost, in four bytes.
    String big = "8fcd0005 00000001 00000002 0005 3ffe 00000309 1fff 1fff";
    assertThat(parse(big)).isInstanceOf(Rtcp.TransportFeedback.class);
    assertThat(parseAny(big + big)).as("together over the limit").isNull();
    String huge = "8fcd0008 00000001 00000002 0005 ffff 00000309" + "1fff".repeat(8);
    assertThat(parseAny(huge)).isNull();
  }

  @Test
  void refusesAbsurdStructure() {
    assertThat(parseAny("")).as("empty").isNull();
    assertThat(parseAny("80c900")).as("short header").isNull();
    assertThat(parseAny("40c90001 00000001")).as("version").isNull();
    assertThat(parseAny("80c90002 00000001")).as("length past the datagram").isNull();
    assertThat(parseAny("80c9ffff 00000001")).as("length of 256 kB").isNull();
    assertThat(parseAny("80c90001 00000001 80")).as("rest").isNull();
    assertThat(parseAny("80c90000")).as("no SSRC").isNull();
    assertThat(parseAny("9fc90001 00000001")).as("31 blocks, none there").isNull();
    assertThat(parseAny("9fc80006" + "00".repeat(24)))
        .as("31 blocks, none there")
        .isNull();
    assertThat(parseAny("9fcb0001 00000001")).as("31 leave, one named").isNull();
    assertThat(parseAny("9fca0001 00000001")).as("31 chunks").isNull();
    assertThat(parseAny("81ca0002 00000001 01ff6162"))
        .as("item past the packet")
        .isNull();
    assertThat(parseAny("81ca0002 00000001 01026162")).as("no end of items").isNull();
    assertThat(parseAny("81cd0001 00000001")).as("half a feedback").isNull();
    assertThat(parseAny("8fce0004 00000001 00000000 52454d42 ff000000"))
        .as("255 SSRCs")
        .isNull();
    assertThat(parseAny("a0c90001 000000ff")).as("padding of 255").isNull();
    assertThat(parseAny("a0c90001 00000000")).as("padding of 0").isNull();
    assertThat(parseAny("80c90001 00000001 9fc90001 00000001"))
        .as("second is bad")
        .isNull();
  }

  @Test
  void paddingIsSkipped() {
    assertThat(parse("a0c90002 00000001 00000004"))
        .isEqualTo(new Rtcp.ReceiverReport(1, List.of()));
    assertThat(parseAny("a0c90001 00000004")).as("padding instead of the SSRC").isNull();
  }

  @Test
  void emptyAndLongSourceDescriptionsArePadded() {
    for (int length = 0; length < 300; length++) {
      int end = RtcpWriter.sdes(buffer, 4, 9, "n".repeat(length));
      String expected = "n".repeat(Math.min(length, 255));
      assertThat(parseWritten(4, end))
          .isEqualTo(
              new Rtcp.SourceDescription(List.of(new Rtcp.SourceDescription.Chunk(9, expected))));
    }
  }

  @Test
  void aSourceDescriptionEndsEvenIfTheBufferWasDirty() {
    Arrays.fill(buffer, (byte) 0xff);
    int end = RtcpWriter.sdes(buffer, 0, 9, "abc");
    assertThat(parseWritten(0, end)).isInstanceOf(Rtcp.SourceDescription.class);
  }

  @Test
  void writesACompound() {
    int end = RtcpWriter.sr(buffer, 0, new Rtcp.SenderReport(1, 2, 3, 4, 5, List.of()));
    end = RtcpWriter.sdes(buffer, end, 1, "c");
    end = RtcpWriter.pli(buffer, end, 1, 2);
    end = RtcpWriter.fir(buffer, end, 1, 2, 255);
    end = RtcpWriter.bye(buffer, end, 1);
    List<Rtcp> packets = RtcpParser.parse(buffer, 0, end);
    assertThat(packets).hasSize(5);
    assertThat(packets.get(2)).isEqualTo(new Rtcp.PictureLossIndication(1, 2));
    assertThat(packets.get(3))
        .isEqualTo(new Rtcp.FullIntraRequest(1, List.of(new Rtcp.FullIntraRequest.Entry(2, 255))));
  }

  @Test
  void writesAtMostThirtyOneBlocks() {
    List<Rtcp.ReportBlock> blocks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      blocks.add(new Rtcp.ReportBlock(i, 255, -0x800000, 0xffffffffL, i, i, i));
    }
    int end = RtcpWriter.rr(buffer, 0, new Rtcp.ReceiverReport(1, blocks));
    assertThat(parseWritten(0, end)).isEqualTo(new Rtcp.ReceiverReport(1, blocks.subList(0, 31)));
    end = RtcpWriter.sr(buffer, 0, new Rtcp.SenderReport(1, 2, 3, 4, 5, blocks));
    assertThat(parseWritten(0, end))
        .isEqualTo(new Rtcp.SenderReport(1, 2, 3, 4, 5, blocks.subList(0, 31)));
  }

  @Test
  void aNackOfTooManyFitsADatagram() {
    int[] seq16s = new int[1000];
    for (int i = 0; i < seq16s.length; i++) {
      seq16s[i] = i * 17;
    }
    int end = RtcpWriter.nack(buffer, 0, 1, 2, seq16s, seq16s.length);
    assertThat(end).isLessThan(1200);
    Rtcp.Nack nack = (Rtcp.Nack) parseWritten(0, end);
    assertThat(nack.seq16s()).isEqualTo(Arrays.copyOf(seq16s, RtcpWriter.MAX_NACK_WORDS));
  }

  @Property
  void senderReportsAreReadAsWritten(
      @ForAll int ssrc,
      @ForAll long ntp,
      @ForAll int timestamp,
      @ForAll @LongRange(max = 0xffff_ffffL) long packets,
      @ForAll @IntRange(min = -0x800000, max = 0x7fffff) int lost,
      @ForAll @IntRange(max = 255) int fraction) {
    Rtcp.ReportBlock block =
        new Rtcp.ReportBlock(~ssrc, fraction, lost, packets, packets ^ 1, timestamp, packets);
    Rtcp.SenderReport report =
        new Rtcp.SenderReport(ssrc, ntp, timestamp, packets, packets ^ 3, List.of(block, block));
    int end = RtcpWriter.sr(buffer, 8, report);
    assertThat(parseWritten(8, end)).isEqualTo(report);
  }

  @Property
  void nacksAskForJustWhatWasMissing(
      @ForAll @IntRange(max = 65535) int first,
      @ForAll @Size(min = 1, max = 80) List<@IntRange(max = 400) Integer> distances) {
    int[] seq16s = new TreeSet<>(distances)
        .stream().mapToInt(distance -> (first + distance) & 0xffff).toArray();
    int end = RtcpWriter.nack(buffer, 0, 1, 2, seq16s, seq16s.length);
    same(parseWritten(0, end), new Rtcp.Nack(1, 2, seq16s));
  }

  @Property
  void rembKeepsEighteenBits(
      @ForAll @LongRange(max = Long.MAX_VALUE) long rateBps, @ForAll @Size(max = 255) int[] ssrcs) {
    int end = RtcpWriter.remb(buffer, 0, 1, rateBps, ssrcs);
    Rtcp.Remb remb = (Rtcp.Remb) parseWritten(0, end);
    assertThat(remb.ssrcs()).isEqualTo(ssrcs);
    assertThat(remb.rateBps()).isLessThanOrEqualTo(rateBps);
    assertThat(rateBps - remb.rateBps()).isLessThanOrEqualTo(rateBps >> 17);
  }

  @Property
  void feedbackTellsArrivalsToTheTick(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 700) int count,
      @ForAll @IntRange(max = 65535) int base,
      @ForAll @IntRange(max = 100) int lossPercent,
      @ForAll @LongRange(max = 200_000_000) long spacingNs) {
    Random random = new Random(seed);
    long[] arrivalNs = new long[count];
    long now = random.nextLong(1L << 50);
    for (int i = 0; i < count; i++) {
      now += random.nextLong(spacingNs + 1);
      long reordered = Math.max(0, now - random.nextLong(10_000_000));
      arrivalNs[i] = random.nextInt(100) < lossPercent ? -1 : reordered;
    }
    TransportFeedbackWriter writer = new TransportFeedbackWriter();
    int done = 0;
    for (int round = 0; done < count; round++) {
      long[] rest = Arrays.copyOfRange(arrivalNs, done, count);
      int end = writer.write(
          buffer, 0, new TransportFeedbackWriter.Head(1, 2, round), base + done, rest, rest.length);
      assertThat(end).isLessThan(1000);
      assertThat(writer.written()).isPositive();
      if (end == 0) {
        assertThat(Arrays.stream(rest).limit(writer.written())).allMatch(arrival -> arrival < 0);
      } else {
        checkFeedback(
            (Rtcp.TransportFeedback) parseWritten(0, end),
            Arrays.copyOf(rest, writer.written()),
            (base + done) & 0xffff,
            round & 0xff);
      }
      done += writer.written();
    }
  }

  private static void checkFeedback(
      Rtcp.TransportFeedback feedback, long[] arrivalNs, int base, int feedbackCount) {
    assertThat(feedback.baseSeq16()).isEqualTo(base);
    assertThat(feedback.feedbackCount()).isEqualTo(feedbackCount);
    assertThat(feedback.deltaTicks()).hasSameSizeAs(arrivalNs);
    long cycleNs = Rtcp.TransportFeedback.REFERENCE_NS << 24;
    long told = feedback.referenceTime() * Rtcp.TransportFeedback.REFERENCE_NS;
    for (int i = 0; i < arrivalNs.length; i++) {
      assertThat(feedback.received(i)).isEqualTo(arrivalNs[i] >= 0);
      if (feedback.received(i)) {
        told += feedback.deltaTicks()[i] * Rtcp.TransportFeedback.TICK_NS;
        long error = Math.floorMod(arrivalNs[i] - told, cycleNs);
        assertThat(error).isLessThan(Rtcp.TransportFeedback.TICK_NS);
      }
    }
  }

  @Test
  void feedbackStopsWhereADeltaDoesNotFit() {
    long[] arrivalNs = {1_000_000_000L, -1, 10_000_000_000L, 10_000_000_001L};
    TransportFeedbackWriter writer = new TransportFeedbackWriter();
    int end =
        writer.write(buffer, 0, new TransportFeedbackWriter.Head(1, 2, 3), 0xffff, arrivalNs, 4);
    assertThat(writer.written()).isEqualTo(2);
    Rtcp.TransportFeedback feedback = (Rtcp.TransportFeedback) parseWritten(0, end);
    assertThat(feedback.deltaTicks()).hasSize(2);
  }

  @Test
  void feedbackOfASteadyStreamIsShort() {
    long[] arrivalNs = new long[100];
    for (int i = 0; i < 100; i++) {
      arrivalNs[i] = i * 1_000_000L;
    }
    TransportFeedbackWriter writer = new TransportFeedbackWriter();
    int end = writer.write(buffer, 0, new TransportFeedbackWriter.Head(1, 2, 3), 7, arrivalNs, 100);
    // Header 12, fixed 8, one run 2, a delta each; to the next word.
    assertThat(end).isEqualTo(124);
  }
}
