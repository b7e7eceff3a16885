package org.parley.media.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.parley.media.feedback.SequenceUnwrapper;
import org.parley.media.layer.EncodingChoice;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.Encoding;
import org.parley.media.sdp.Extensions;
import org.parley.media.sdp.Publication;
import org.parley.media.sdp.Slot;
import org.parley.media.sdp.SourceKind;
import org.parley.media.transport.Counters;
import org.parley.media.transport.Outbox;
import org.parley.media.wire.RtpHeaderWriter;
import org.parley.media.wire.RtpPacket;
import org.parley.media.wire.Vp8Descriptor;

class SubscriptionTest {

  private static final long MS = 1_000_000L;
  private static final Extensions EXTENSIONS = new Extensions(1, 2, 3, 4, 5, 6, 7);
  private static final int SSRC = 500;
  private static final int RTX_SSRC = 501;

  private final Sent sent = new Sent();
  private final Source camera = source(sent);
  private final Subscription subscription = subscription(sent);
  private final Outbox outbox = new Outbox();
  private long nowNs = 1000 * MS;

  SubscriptionTest() {
    camera.setOn(true);
    subscription.attach(camera);
  }

  /** What left toward the receiver: in the clear, and not kept in the outbox. */
  private static final class Sent implements Egress {
    record Packet(int ssrc, long seq, int timestamp, int pictureId, byte mark) {}

    final List<Packet> packets = new ArrayList<>();
    final SequenceUnwrapper unwrapper = new SequenceUnwrapper();
    private boolean open = true;

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void sendRtp(long nowNs, boolean video, Outbox outbox, int sizeBytes) {
      RtpPacket rtp = new RtpPacket();
      Vp8Descriptor vp8 = new Vp8Descriptor();
      assertThat(rtp.wrap(outbox.bytes(), outbox.begin(), sizeBytes)).isTrue();
      int skip = rtp.ssrc() == RTX_SSRC ? 2 : 0;
      assertThat(vp8.wrap(rtp.buffer(), rtp.payloadOffset() + skip, rtp.payloadBytes() - skip))
          .isTrue();
      long seq = rtp.ssrc() == SSRC ? unwrapper.unwrap(rtp.seq16()) : rtp.seq16();
      byte mark = rtp.buffer()[rtp.payloadOffset() + rtp.payloadBytes() - 1];
      packets.add(new Packet(rtp.ssrc(), seq, rtp.timestamp(), vp8.pictureId(), mark));
    }

    @Override
    public void sendRtcp(Outbox outbox, int sizeBytes) {}

    Packet last() {
      return packets.getLast();
    }
  }

  @Test
  void nothingBeginsWithoutAKeyframe() {
    subscription.choose(0, 0);
    publish(0, 10, false, false);
    assertThat(sent.packets).isEmpty();
    publish(0, 11, true, false);
    publish(0, 12, false, false);
    assertThat(sent.packets).hasSize(2);
    assertThat(sent.packets.get(1).seq()).isEqualTo(sent.packets.get(0).seq() + 1);
  }

  @Test
  void aSwitchWaitsForTheKeyframeAndContinuesEveryNumber() {
    subscription.choose(0, 0);
    publish(0, 10, true, false);
    publish(0, 11, false, false);
    Sent.Packet before = sent.last();
    subscription.choose(0, 1);
    publish(1, 7000, false, false);
    publish(0, 12, false, false);
    assertThat(sent.last().seq()).isEqualTo(before.seq() + 1);
    before = sent.last();
    publish(1, 7001, true, false);
    publish(0, 13, false, false);
    assertThat(sent.last().seq()).isEqualTo(before.seq() + 1);
    assertThat(sent.last().pictureId()).isEqualTo((before.pictureId() + 1) & 0x7fff);
    assertThat(sent.last().timestamp() - before.timestamp()).isBetween(1, 90 * 20);
    assertThat(sent.packets).hasSize(4);
  }

  @Test
  void whatIsAskedForIsOfTheEncodingThatWasSentThen() {
    subscription.choose(0, 0);
    publish(0, 10, true, false);
    publish(0, 12, false, false);
    long gap = sent.last().seq() - 1;
    subscription.choose(0, 1);
    publish(1, 7000, true, false);
    assertThat(subscription.retransmit(nowNs, (int) gap & 0xffff, outbox)).isZero();
    publish(0, 11, false, true);
    assertThat(subscription.retransmit(nowNs, (int) gap & 0xffff, outbox)).isPositive();
    assertThat(sent.last().ssrc()).isEqualTo(RTX_SSRC);
    assertThat(sent.last().mark()).isEqualTo((byte) 11);
    assertThat(subscription.retransmit(nowNs, (int) (gap + 1) & 0xffff, outbox)).isPositive();
    assertThat(sent.last().mark()).isEqualTo((byte) 12);
    // What lies before the start or ahead of the end was never sent.
    assertThat(subscription.retransmit(nowNs, (int) (gap - 2) & 0xffff, outbox)).isZero();
    assertThat(subscription.retransmit(nowNs, (int) (gap + 3) & 0xffff, outbox)).isZero();
  }

  @Test
  void aPublisherThatLeftIsForgottenWithItsPackets() {
    subscription.choose(0, 0);
    publish(0, 10, true, false);
    int seq16 = (int) sent.last().seq() & 0xffff;
    assertThat(subscription.retransmit(nowNs, seq16, outbox)).isPositive();
    camera.close();
    assertThat(subscription.source()).isNull();
    assertThat(subscription.retransmit(nowNs, seq16, outbox)).isZero();
  }

  @Test
  void aSourceThatIsOffIsNotSentAgainNorWhatItSentBeforeOnceItIsOnAgain() {
    subscription.choose(0, 0);
    publish(0, 10, true, false);
    publish(0, 12, false, false);
    int seq16 = (int) sent.last().seq() & 0xffff;
    camera.setOn(false);
    // The loss of before is mended toward us, and more arrives.
    publish(0, 11, false, true);
    publish(0, 13, false, false);
    assertNothingIsSentAgain(seq16);
    camera.setOn(true);
    publish(0, 14, false, false);
    assertNothingIsSentAgain(seq16);
    publish(0, 16, true, false);
    publish(0, 15, false, false);
    assertThat(subscription.retransmit(nowNs, seq16 + 1, outbox)).isPositive();
    assertThat(sent.last().mark()).isEqualTo((byte) 16);
    assertThat(subscription.retransmit(nowNs, seq16, outbox)).isZero();
    assertThat(subscription.retransmit(nowNs, seq16 - 1, outbox)).isZero();
  }

  @Test
  void nothingOfAnEarlierOccupantIsSentAgain() {
    subscription.choose(0, 0);
    publish(0, 10, true, false);
    publish(0, 11, false, false);
    int seq16 = (int) sent.last().seq() & 0xffff;
    subscription.detach();
    assertNothingIsSentAgain(seq16);
    Source other = source(sent);
    other.setOn(true);
    subscription.attach(other);
    subscription.choose(0, 0);
    assertNothingIsSentAgain(seq16);
    // The earlier one back in its place is a new occupant.
    subscription.attach(camera);
    subscription.choose(0, 0);
    assertNothingIsSentAgain(seq16);
  }

  private void assertNothingIsSentAgain(int highestSeq16) {
    for (int back = 0; back < 100; back++) {
      assertThat(subscription.retransmit(nowNs, (highestSeq16 - back) & 0xffff, outbox))
          .isZero();
    }
  }

  @Test
  void anOldKeyframeSentAgainAsAProbeBeginsNothing() {
    subscription.choose(0, 0);
    publish(0, 10, true, false);
    for (int seq = 11; seq < 1400; seq++) {
      publish(0, seq, false, false);
    }
    camera.setOn(false);
    camera.setOn(true);
    int packets = sent.packets.size();
    publish(0, 10, true, true);
    publish(0, 1400, false, false);
    assertThat(sent.packets).hasSize(packets);
  }

  @Test
  void aClockThatLiesMovesTheTimestampsNoFurtherThanTimeItself() {
    subscription.choose(0, 0);
    publish(0, 10, true, false);
    publish(1, 19, false, false);
    int before = sent.last().timestamp();
    camera.encodings().get(0).onSenderReport(nowNs, 5L << 32, 0x7000_0000);
    camera.encodings().get(1).onSenderReport(nowNs, 6L << 32, 0x1000_0000);
    subscription.choose(0, 1);
    nowNs += 100 * MS;
    publish(1, 20, true, false);
    assertThat(sent.last().timestamp() - before).isBetween(90 * 100, 90 * 140);
  }

  /**
   * The invariant on which the encryption's nonces rest: whatever comes in whatever order, no sequence number leaves twice. Originals
   * come once each, since SRTP drops replays; retransmissions come as they like.
   */
  @Property(tries = 300)
  void noNumberLeavesTwice(@ForAll @Size(max = 300) List<Integer> steps) {
    SubscriptionTest fresh = new SubscriptionTest();
    long[] highest = {30_000, 64_900};
    List<Set<Long>> came = List.of(new HashSet<>(), new HashSet<>());
    fresh.subscription.choose(0, 0);
    for (int step : steps) {
      int encoding = step & 1;
      boolean retransmitted = (step & 6) == 0;
      boolean key = (step & 24) == 0;
      long seq = highest[encoding] + ((step >> 5) & 7) - 4 - (retransmitted ? (step >> 8) & 63 : 0);
      if ((step & 0xf000) == 0) {
        fresh.subscription.choose(0, ((step >> 16) & 3) - 1);
      }
      if ((step & 0xf_0000) == 0) {
        fresh.camera.setOn(!fresh.camera.isOn());
      }
      if (retransmitted || came.get(encoding).add(seq)) {
        fresh.publish(encoding, seq, key, retransmitted);
        highest[encoding] = Math.max(highest[encoding], seq);
      }
    }
    Set<Long> left = new HashSet<>();
    for (Sent.Packet packet : fresh.sent.packets) {
      assertThat(left.add(packet.seq())).as("seq %d", packet.seq()).isTrue();
    }
  }

  @Test
  void nothingIsSentWhileThereIsNoWay() {
    subscription.choose(0, 0);
    sent.open = false;
    publish(0, 10, true, false);
    assertThat(sent.packets).isEmpty();
    subscription.choose(0, EncodingChoice.NONE);
    sent.open = true;
    publish(0, 11, true, false);
    assertThat(sent.packets).isEmpty();
  }

  private void publish(int encoding, long seq, boolean key, boolean retransmitted) {
    nowNs += MS;
    byte[] bytes = new byte[200];
    RtpHeaderWriter header = new RtpHeaderWriter();
    int timestamp = (int) (nowNs / MS * 90) + encoding * 12_345;
    header.begin(bytes, 0, true, 96, (int) seq & 0xffff, timestamp, 10 + encoding);
    int at = header.end();
    byte[] payload = {
      (byte) 0x90,
      (byte) 0x80,
      (byte) (0x80 | (seq >> 8 & 0x7f)),
      (byte) seq,
      (byte) (key ? 0x10 : 0x11),
      (byte) seq
    };
    System.arraycopy(payload, 0, bytes, at, payload.length);
    IngressPacket packet = new IngressPacket();
    assertThat(packet.wrap(bytes, 0, at + payload.length, true)).isTrue();
    EncodingIngress ingress = camera.encodings().get(encoding);
    ingress.bind(10 + encoding);
    camera.accept(nowNs, ingress, packet, false, retransmitted, outbox);
  }

  private static Source source(Egress publisher) {
    List<Encoding> encodings =
        List.of(new Encoding("l", 320, 180, 150_000), new Encoding("h", 640, 360, 500_000));
    Publication publication =
        new Publication(Chamber.PLENARY, SourceKind.CAMERA, "1", 96, 97, EXTENSIONS, encodings);
    return new Source(publication, new PublisherClock(), publisher, new Counters());
  }

  private static Subscription subscription(Egress egress) {
    Slot.Section section = new Slot.Section("v", 96, 97, SSRC, RTX_SSRC, EXTENSIONS);
    return new Subscription(section, "slot-0", true, 65_530, egress, new Counters());
  }
}
