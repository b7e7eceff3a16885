package org.parley.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What happens to each RTP packet allocates nothing. */
class AllocationTest {

  private static final int ROUNDS = 20_000;

  private final byte[] target = new byte[1600];
  private final byte[] mid = {'3'};
  private final RtpPacket packet = new RtpPacket();
  private final RtpHeaderWriter writer = new RtpHeaderWriter();
  private final Vp8Descriptor vp8 = new Vp8Descriptor();
  private final DependencyDescriptor descriptor = new DependencyDescriptor();
  private final TransportFeedbackWriter feedback = new TransportFeedbackWriter();
  private final TransportFeedbackWriter.Head head = new TransportFeedbackWriter.Head(1, 2, 3);
  private final long[] arrivalNs = {1_000_000, -1, 3_000_000};
  private final byte[] source = Hex.bytes("90e0 1234 89abcdef cafebabe bede 0003"
      + "1033 215678 32c01234 41aabb 00 00 90 f0 9234 56 b1 01 ffff");
  private long sum;

  @Test
  void readingAndWritingAPacketAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    run();
    long before = threads.getCurrentThreadAllocatedBytes();
    run();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(sum).isNotZero();
    // The measurement itself may allocate a little; one object a packet would be 16 bytes times the
    // rounds.
    assertThat(allocated).isLessThan(ROUNDS);
  }

  private void run() {
    for (int i = 0; i < ROUNDS; i++) {
      if (!packet.wrapHeader(source, 0, source.length) || !packet.wrap(source, 0, source.length)) {
        throw new AssertionError("sample");
      }
      sum += HeaderExtensions.transportSeq16(packet, 2);
      sum += HeaderExtensions.equalsAscii(packet, 1, mid) ? 1 : 0;
      boolean described = descriptor.wrap(source, packet.extensionOffset(3), 3, null);
      sum += described ? descriptor.frameNumber16() : 0;
      writer.begin(target, 0, packet.marker(), 96, i, packet.timestamp(), 7);
      writer.extension16(5, i);
      writer.extension(6, source, packet.extensionOffset(3), packet.extensionBytes(3));
      int at = writer.end();
      System.arraycopy(source, packet.payloadOffset(), target, at, packet.payloadBytes());
      if (vp8.wrap(source, packet.payloadOffset(), packet.payloadBytes())) {
        vp8.rewrite(target, at, i, i);
        sum += vp8.keyFrame() ? 1 : 2;
      }
      sum += feedback.write(target, 500, head, i, arrivalNs, arrivalNs.length);
    }
  }
}
