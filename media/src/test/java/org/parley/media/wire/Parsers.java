package org.parley.media.wire;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.media.transport.Transport;

/**
 * Hands bytes to each parser and then asks it all it can be asked, so that a getter that overruns is found too. Each throws if what it
 * finds contradicts itself; none may throw because of the bytes alone.
 */
final class Parsers {

  private static final RtpPacket RTP = new RtpPacket();
  private static final RtpPacket RESTORED = new RtpPacket();
  private static final Vp8Descriptor VP8 = new Vp8Descriptor();
  private static final DependencyDescriptor DESCRIPTOR = new DependencyDescriptor();

  private Parsers() {}

  static void all(byte[] bytes) {
    Demux.kind(bytes, 0, bytes.length);
    rtp(bytes);
    vp8(bytes);
    dependencyDescriptor(bytes, null);
    rtcp(bytes);
    stun(bytes);
  }

  static void rtp(byte[] bytes) {
    if (RTP.wrapHeader(bytes, 0, bytes.length)) {
      check(RTP.payloadOffset() + RTP.payloadBytes() == bytes.length);
      extensions();
    }
    if (RTP.wrap(bytes, 0, bytes.length)) {
      check(RTP.payloadBytes() >= 0 && RTP.paddingBytes() <= bytes.length);
      check(RTP.headerBytes() + RTP.payloadBytes() + RTP.paddingBytes() == bytes.length);
      extensions();
      byte[] copy = bytes.clone();
      check(RTP.wrap(copy, 0, copy.length));
      int offset = Rtx.restore(RTP, new Rtx.Stream(96, 1));
      check(offset < 0 || RESTORED.wrap(copy, offset, copy.length - offset));
    }
  }

  private static void extensions() {
    int end = RTP.payloadOffset();
    for (int id = -1; id <= 256; id++) {
      int at = RTP.extensionOffset(id);
      int length = RTP.extensionBytes(id);
      check(at < 0 ? length == -1 : length >= 0 && at + length <= end);
    }
    HeaderExtensions.text(RTP, 1);
    HeaderExtensions.audioLevel(RTP, 1);
    HeaderExtensions.transportSeq16(RTP, 1);
    HeaderExtensions.absSendTime(RTP, 1);
  }

  static void vp8(byte[] bytes) {
    if (!VP8.wrap(bytes, 0, bytes.length)) {
      return;
    }
    check(VP8.headerBytes() < bytes.length);
    check(VP8.pictureId() >= -1 && VP8.tid() <= 3 && VP8.keyIdx() <= 31);
    check(!VP8.keyFrame() || VP8.startOfFrame());
    byte[] copy = bytes.clone();
    VP8.rewrite(copy, 0, VP8.pictureId(), VP8.tl0PicIdx());
    check(Arrays.equals(copy, bytes));
  }

  static void dependencyDescriptor(byte[] bytes, @Nullable DependencyStructure last) {
    if (!DESCRIPTOR.wrap(bytes, 0, bytes.length, last)) {
      return;
    }
    check(DESCRIPTOR.width() >= -1 && DESCRIPTOR.height() >= -1);
    DependencyStructure attached = DESCRIPTOR.attachedStructure();
    if (attached != null) {
      check(DESCRIPTOR.hasLayers());
      structure(attached);
    }
    if (!DESCRIPTOR.hasLayers()) {
      return;
    }
    check(DESCRIPTOR.spatialId() <= 3 && DESCRIPTOR.temporalId() <= 7);
    for (int i = 0; i < DESCRIPTOR.decodeTargets(); i++) {
      check(DESCRIPTOR.indication(i) <= 3);
    }
    for (int i = 0; i < DESCRIPTOR.frameDiffs(); i++) {
      check(DESCRIPTOR.frameDiff(i) >= 1);
    }
  }

  private static void structure(DependencyStructure structure) {
    for (int template = 0; template < structure.templates(); template++) {
      for (int chain = 0; chain < structure.chains(); chain++) {
        check(structure.chainDiff(template, chain) <= 15);
      }
      check(structure.frameDiffs(template) <= DependencyStructure.MAX_FRAME_DIFFS);
    }
    for (int target = 0; structure.chains() > 0 && target < structure.decodeTargets(); target++) {
      check(structure.protectingChain(target) < structure.chains());
    }
  }

  static void rtcp(byte[] bytes) {
    List<Rtcp> packets = RtcpParser.parse(bytes, 0, bytes.length);
    if (packets == null) {
      return;
    }
    check(packets.size() <= bytes.length / 4);
    for (Rtcp packet : packets) {
      rewrite(packet);
    }
  }

  /** What was read can be written again and read the same, where there is a writer for all of it. */
  private static void rewrite(Rtcp packet) {
    byte[] buffer = new byte[4000];
    int end = switch (packet) {
      case Rtcp.SenderReport report -> RtcpWriter.sr(buffer, 0, report);
      case Rtcp.ReceiverReport report -> RtcpWriter.rr(buffer, 0, report);
      case Rtcp.PictureLossIndication pli ->
        RtcpWriter.pli(buffer, 0, pli.senderSsrc(), pli.mediaSsrc());
      case Rtcp.SourceDescription ignored -> 0;
      case Rtcp.Bye ignored -> 0;
      case Rtcp.Nack ignored -> 0;
      case Rtcp.FullIntraRequest ignored -> 0;
      case Rtcp.TransportFeedback ignored -> 0;
      case Rtcp.Remb ignored -> 0;
      case Rtcp.Unknown ignored -> 0;
    };
    check(end == 0 || List.of(packet).equals(RtcpParser.parse(buffer, 0, end)));
  }

  static void stun(byte[] bytes) {
    StunMessage message = StunMessage.parse(bytes, 0, bytes.length);
    if (message == null) {
      return;
    }
    check(message.transactionId().length == 12);
    check(message.unknownAttributes().length <= StunMessage.MAX_ATTRIBUTES);
    message.username();
    message.mappedAddress(Transport.UDP);
    check(!message.integrityMatches(new byte[] {1}) || message.hasIntegrity());
    check(!message.fingerprintMatches() || message.hasFingerprint());
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new AssertionError("A parser contradicts itself");
    }
  }
}
