package org.parley.media.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.media.endpoint.Bindings.Binding;
import org.parley.media.feedback.RetransmissionBudget;
import org.parley.media.feedback.TransportArrivals;
import org.parley.media.route.IngressPacket;
import org.parley.media.route.Subscription;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.Extensions;
import org.parley.media.sdp.Publication;
import org.parley.media.srtp.SrtpContext;
import org.parley.media.transport.Counters;
import org.parley.media.transport.Drop;
import org.parley.media.transport.Outbox;
import org.parley.media.wire.DependencyDescriptor;
import org.parley.media.wire.HeaderExtensions;
import org.parley.media.wire.Rtcp;
import org.parley.media.wire.RtcpParser;
import org.parley.media.wire.RtpPacket;
import org.parley.media.wire.Rtx;

/** What one endpoint sends: media to be forwarded, and feedback on what it receives. Cheap checks come before decryption. */
public final class EndpointIngress {

  /** No level was carried by the last packet. */
  public static final int NO_LEVEL = -1;

  private final Endpoint endpoint;
  private final Counters counters;
  private final Bindings bindings;
  private final RtpPacket rtp = new RtpPacket();
  private final IngressPacket packet = new IngressPacket();
  private final TransportArrivals arrivals = new TransportArrivals();
  private final RetransmissionBudget retransmissions = new RetransmissionBudget();
  private final DependencyDescriptor descriptor = new DependencyDescriptor();
  private int audioLevel = NO_LEVEL;
  private Chamber audioChamber = Chamber.PLENARY;
  private int lastSsrc;

  EndpointIngress(Endpoint endpoint, Counters counters) {
    this.endpoint = endpoint;
    this.counters = counters;
    this.bindings = new Bindings(endpoint.sources());
  }

  TransportArrivals arrivals() {
    return arrivals;
  }

  /** The SSRC of the last packet: feedback on all of them has to name one. */
  int lastSsrc() {
    return lastSsrc;
  }

  /** The level of the sound in the last packet, 0 (loudest) to 127, and forgets it; {@link #NO_LEVEL} where there was none. */
  public int takeAudioLevel() {
    int level = audioLevel;
    audioLevel = NO_LEVEL;
    return level;
  }

  /** For whom the sound was whose level was taken last. */
  public Chamber audioChamber() {
    return audioChamber;
  }

  /** Takes a protected RTP packet; the bytes are changed. */
  public void onRtp(long nowNs, byte[] bytes, int offset, int sizeBytes, Outbox outbox) {
    SrtpContext srtp = endpoint.srtp();
    if (srtp == null) {
      counters.drop(Drop.KEYS_NOT_READY);
      return;
    }
    if (!rtp.wrapHeader(bytes, offset, sizeBytes)) {
      counters.drop(Drop.RTP_MALFORMED);
      return;
    }
    Binding known = bindings.find(rtp.ssrc());
    Binding binding = known == null ? admissible() : known;
    if (binding == null || !agrees(binding)) {
      return;
    }
    int clearBytes = srtp.unprotectRtp(bytes, offset, sizeBytes);
    if (clearBytes < 0) {
      counters.drop(rtpDrop(clearBytes));
      return;
    }
    if (!rtp.wrap(bytes, offset, clearBytes)) {
      counters.drop(Drop.RTP_MALFORMED);
      return;
    }
    counters.ingress();
    lastSsrc = rtp.ssrc();
    if (known == null) {
      bindings.add(rtp.ssrc(), binding);
    }
    Extensions extensions = binding.source().publication().extensions();
    int transportSeq16 = HeaderExtensions.transportSeq16(rtp, extensions.transportCc());
    if (transportSeq16 >= 0) {
      arrivals.onPacket(nowNs, transportSeq16);
    }
    if (binding.rtx()) {
      onRetransmission(nowNs, binding, bytes, clearBytes, outbox);
    } else if (!binding.encoding().follows(nowNs, rtp.ssrc())) {
      counters.drop(Drop.RTP_SSRC_CONFLICT);
    } else {
      pass(nowNs, binding, bytes, offset, clearBytes, false, outbox);
    }
  }

  private @Nullable Binding admissible() {
    Binding candidate = bindings.candidate(rtp);
    if (candidate == null) {
      counters.drop(Drop.RTP_UNKNOWN_SOURCE);
      return null;
    }
    if (bindings.isFull()) {
      counters.drop(Drop.RTP_SSRC_LIMIT);
      return null;
    }
    return candidate;
  }

  private boolean agrees(Binding binding) {
    if (Bindings.conflicts(rtp, binding)) {
      counters.drop(Drop.RTP_SSRC_CONFLICT);
      return false;
    }
    Publication publication = binding.source().publication();
    int expected = binding.rtx() ? publication.rtxPayloadType() : publication.payloadType();
    if (rtp.payloadType() != expected) {
      counters.drop(Drop.RTP_UNKNOWN_PAYLOAD_TYPE);
      return false;
    }
    return true;
  }

  private void onRetransmission(
      long nowNs, Binding binding, byte[] bytes, int clearBytes, Outbox outbox) {
    if (!binding.encoding().bound()) {
      counters.drop(Drop.RTP_UNKNOWN_SOURCE);
      return;
    }
    if (rtp.payloadBytes() == 0) {
      // Padding that probes for bandwidth: its arrival was all that mattered.
      return;
    }
    Rtx.Stream original = new Rtx.Stream(
        binding.source().publication().payloadType(), binding.encoding().ssrc());
    int offset = Rtx.restore(rtp, original);
    if (offset < 0) {
      counters.drop(Drop.RTX_MALFORMED);
      return;
    }
    pass(nowNs, binding, bytes, offset, clearBytes - Rtx.OVERHEAD_BYTES, true, outbox);
  }

  private void pass(
      long nowNs,
      Binding binding,
      byte[] bytes,
      int offset,
      int sizeBytes,
      boolean retransmitted,
      Outbox outbox) {
    boolean video = binding.encoding().isVideo();
    if (!packet.wrap(bytes, offset, sizeBytes, video)) {
      counters.drop(Drop.RTP_MALFORMED);
      return;
    }
    Publication publication = binding.source().publication();
    Extensions extensions = publication.extensions();
    if (!video) {
      audioChamber = publication.chamber();
      audioLevel = binding.source().isOn()
          ? HeaderExtensions.audioLevel(packet.rtp(), extensions.audioLevel())
          : NO_LEVEL;
    }
    boolean structureAttached = video && structureAttached(extensions.dependencyDescriptor());
    binding
        .source()
        .accept(nowNs, binding.encoding(), packet, structureAttached, retransmitted, outbox);
  }

  private boolean structureAttached(int id) {
    int offset = packet.rtp().extensionOffset(id);
    return offset >= 0
        && descriptor.wrap(packet.bytes(), offset, packet.rtp().extensionBytes(id), null)
        && descriptor.startOfFrame()
        && descriptor.hasStructure();
  }

  /** Takes a protected RTCP packet; the bytes are changed. */
  public void onRtcp(long nowNs, byte[] bytes, int offset, int sizeBytes, Outbox outbox) {
    SrtpContext srtp = endpoint.srtp();
    if (srtp == null) {
      counters.drop(Drop.KEYS_NOT_READY);
      return;
    }
    int clearBytes = srtp.unprotectRtcp(bytes, offset, sizeBytes);
    if (clearBytes < 0) {
      counters.drop(rtcpDrop(clearBytes));
      return;
    }
    List<Rtcp> packets = RtcpParser.parse(bytes, offset, clearBytes);
    if (packets == null) {
      counters.drop(Drop.RTCP_MALFORMED);
      return;
    }
    for (Rtcp rtcp : packets) {
      onRtcp(nowNs, rtcp, outbox);
    }
  }

  private void onRtcp(long nowNs, Rtcp rtcp, Outbox outbox) {
    switch (rtcp) {
      case Rtcp.SenderReport report -> {
        Binding binding = bindings.find(report.ssrc());
        if (binding != null && !binding.rtx() && binding.encoding().ssrc() == report.ssrc()) {
          binding.encoding().onSenderReport(nowNs, report.ntpTimestamp(), report.rtpTimestamp());
        }
        onBlocks(nowNs, report.blocks());
      }
      case Rtcp.ReceiverReport report -> onBlocks(nowNs, report.blocks());
      case Rtcp.Nack nack -> onNack(nowNs, nack, outbox);
      case Rtcp.PictureLossIndication pli -> onKeyframeRequest(pli.mediaSsrc());
      case Rtcp.FullIntraRequest fir ->
        fir.entries().forEach(entry -> onKeyframeRequest(entry.ssrc()));
      case Rtcp.Remb remb ->
        endpoint
            .budget()
            .onEstimate(nowNs, remb.rateBps(), endpoint.sentPictures().rateBps(nowNs));
      case Rtcp.TransportFeedback feedback -> counters.drop(Drop.RTCP_UNKNOWN_SSRC);
      case Rtcp.SourceDescription description -> {}
      case Rtcp.Bye bye -> {}
      case Rtcp.Unknown unknown -> {}
    }
  }

  private void onBlocks(long nowNs, List<Rtcp.ReportBlock> blocks) {
    int worst = 0;
    for (Rtcp.ReportBlock block : blocks) {
      Subscription video = videoSubscription(block.ssrc());
      worst = video == null ? worst : Math.max(worst, block.fractionLost());
    }
    endpoint.budget().onLoss(nowNs, worst, endpoint.sentPictures().rateBps(nowNs));
  }

  private void onNack(long nowNs, Rtcp.Nack nack, Outbox outbox) {
    Subscription subscription = videoSubscription(nack.mediaSsrc());
    if (subscription == null) {
      counters.drop(Drop.RTCP_UNKNOWN_SSRC);
      return;
    }
    long sentBps =
        Math.min(endpoint.sentPictures().rateBps(nowNs), endpoint.budget().bps());
    for (int seq16 : nack.seq16s()) {
      if (!retransmissions.allows(nowNs, sentBps)) {
        counters.drop(Drop.RTX_OVER_BUDGET);
        return;
      }
      retransmissions.spend(subscription.retransmit(nowNs, seq16, outbox));
    }
  }

  private void onKeyframeRequest(int ssrc) {
    Subscription subscription = videoSubscription(ssrc);
    if (subscription == null) {
      counters.drop(Drop.RTCP_UNKNOWN_SSRC);
      return;
    }
    subscription.wantKeyframe();
  }

  private @Nullable Subscription videoSubscription(int ssrc) {
    for (SlotEgress slot : endpoint.slots()) {
      if (slot.video().section().ssrc() == ssrc) {
        return slot.video();
      }
    }
    return null;
  }

  private static Drop rtpDrop(int result) {
    return switch (result) {
      case SrtpContext.REPLAYED -> Drop.RTP_REPLAYED;
      case SrtpContext.AUTH_FAILED -> Drop.RTP_BAD_AUTHENTICATION;
      case SrtpContext.TOO_MANY_SSRCS -> Drop.RTP_SSRC_LIMIT;
      default -> Drop.RTP_MALFORMED;
    };
  }

  private static Drop rtcpDrop(int result) {
    return switch (result) {
      case SrtpContext.REPLAYED -> Drop.RTCP_REPLAYED;
      case SrtpContext.AUTH_FAILED -> Drop.RTCP_BAD_AUTHENTICATION;
      default -> Drop.RTCP_MALFORMED;
    };
  }
}
