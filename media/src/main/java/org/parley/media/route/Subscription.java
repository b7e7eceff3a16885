package org.parley.media.route;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.media.feedback.Ntp;
import org.parley.media.feedback.PacketCache;
import org.parley.media.layer.EncodingChoice;
import org.parley.media.sdp.Slot;
import org.parley.media.transport.Counters;
import org.parley.media.transport.Drop;
import org.parley.media.transport.Outbox;
import org.parley.media.wire.HeaderExtensions;
import org.parley.media.wire.Rtcp;
import org.parley.media.wire.RtcpWriter;
import org.parley.media.wire.RtpHeaderWriter;
import org.parley.media.wire.Rtx;

/**
 * One receiver's view of a source, in one section of one of its slots: one continuous RTP stream, whichever encoding and whoever's source
 * it carries. Sequence numbers, timestamps and picture ids go on across every switch, and a video switch happens on a key frame only.
 */
public final class Subscription {

  /** Higher answers NACKs for packets from before more switches. */
  private static final int STINTS = 4;

  /** How far captures may lie apart from arrivals: beyond, the publisher's report is not believed. Lower takes a jammed path for a lie. */
  private static final long MAX_CAPTURE_SKEW_NS = 1_000_000_000L;

  /** What header, extensions and trailer may take of a datagram. */
  private static final int MAX_PAYLOAD_BYTES = Outbox.MAX_DATAGRAM_BYTES - 128;

  private final Slot.Section section;
  private final String cname;
  private final byte[] mid;
  private final int clockRateHz;
  private final boolean video;
  private final Egress egress;
  private final Counters counters;
  private final RtpHeaderWriter header = new RtpHeaderWriter();
  private final IngressPacket again = new IngressPacket();

  private @Nullable Source source;
  private int target = EncodingChoice.NONE;
  private long loweredNs = Long.MIN_VALUE;
  private int width;
  private int height;

  private final @Nullable Stint[] stints = new @Nullable Stint[STINTS];
  private @Nullable Stint current;

  private long highestSeq;
  private int lastTimestamp;
  private int lastPictureId;
  private int lastTl0PicIdx;
  private long lastArrivalNs = Long.MIN_VALUE;
  private @Nullable EncodingIngress lastEncoding;
  private int lastIngressTimestamp;

  private int rtxSeq16;
  private long packets;
  private long octets;

  /**
   * @param section of the receiver's slot
   * @param cname of the slot: its sound and picture share it
   * @param startSeq where the stream's sequence numbers begin: 16 random bits, as RFC 3550 asks
   */
  public Subscription(
      Slot.Section section,
      String cname,
      boolean video,
      int startSeq,
      Egress egress,
      Counters counters) {
    this.section = section;
    this.cname = cname;
    this.mid = section.mid().getBytes(StandardCharsets.US_ASCII);
    this.clockRateHz = video ? EncodingIngress.VIDEO_CLOCK_HZ : EncodingIngress.AUDIO_CLOCK_HZ;
    this.video = video;
    this.egress = egress;
    this.counters = counters;
    // A cycle up, so that nothing before the start has a negative number.
    this.highestSeq = (1L << 16) + startSeq;
    this.rtxSeq16 = startSeq;
  }

  public Slot.Section section() {
    return section;
  }

  public boolean isVideo() {
    return video;
  }

  /** The source that it carries now. */
  public @Nullable Source source() {
    return source;
  }

  /** Carries another source from now on. */
  public void attach(Source next) {
    if (next == source) {
      return;
    }
    detach();
    source = next;
    next.add(this);
  }

  /** Carries nothing. */
  public void detach() {
    Source carried = source;
    if (carried != null) {
      carried.remove(this);
    }
    source = null;
    target = EncodingChoice.NONE;
    loweredNs = Long.MIN_VALUE;
    interrupt();
  }

  /**
   * What comes next does not continue what was: video begins again with a key frame, and nothing of before is sent again. It may have been
   * of another occupant, whom this receiver must not see any more.
   */
  void interrupt() {
    current = null;
    Arrays.fill(stints, null);
    if (source != null && source.isOn()) {
      wantKeyframe();
    }
  }

  /** The size in which the picture is shown, in pixels. */
  public void show(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The encoding that was chosen last. */
  public int target() {
    return target;
  }

  /** When a lower encoding was chosen last; long ago if never. */
  public long loweredNs() {
    return loweredNs;
  }

  /** Chooses an encoding of the source: it is switched to on its next key frame, which is asked for. */
  public void choose(long nowNs, int encoding) {
    if (encoding == target) {
      return;
    }
    if (encoding < target) {
      loweredNs = nowNs;
    }
    target = encoding;
    if (encoding == EncodingChoice.NONE) {
      current = null;
      return;
    }
    Stint stint = current;
    if (stint == null || stint.encoding() != encodingAt(encoding)) {
      wantKeyframe();
    }
  }

  /** The receiver cannot decode: a key frame of what it gets is asked for. */
  public void wantKeyframe() {
    EncodingIngress encoding = encodingAt(target);
    if (video && encoding != null) {
      encoding.keyframes().want();
    }
  }

  /** Asks for a key frame for as long as it waits for one to begin or to switch: the last that was asked for may have been lost. */
  public void wantKeyframeIfWaiting() {
    EncodingIngress encoding = encodingAt(target);
    Stint stint = current;
    if (encoding != null && (stint == null || !stint.covers(encoding))) {
      wantKeyframe();
    }
  }

  /** Whether it forwards this encoding, or is about to. */
  boolean wants(EncodingIngress encoding) {
    Stint stint = current;
    return encoding == encodingAt(target) || (stint != null && stint.encoding() == encoding);
  }

  /** Sends a packet on, if it is of the encoding that this receiver gets. */
  void forward(long nowNs, EncodingIngress encoding, IngressPacket packet, Outbox outbox) {
    if (!egress.isOpen()) {
      return;
    }
    if (packet.rtp().payloadBytes() > MAX_PAYLOAD_BYTES) {
      counters.drop(Drop.TOO_LARGE);
      return;
    }
    Stint stint = current;
    if (begins(stint, encoding, packet)) {
      stint = begin(nowNs, encoding, packet);
    }
    if (stint == null || !stint.covers(encoding) || packet.seq() < stint.firstSeq()) {
      return;
    }
    long seq = stint.egressSeq(packet.seq());
    if (seq > highestSeq) {
      highestSeq = seq;
      lastTimestamp = packet.rtp().timestamp() + stint.timestampShift();
      lastArrivalNs = nowNs;
      lastIngressTimestamp = packet.rtp().timestamp();
      if (packet.hasVp8()) {
        lastPictureId = packet.vp8().pictureId() + stint.pictureIdShift();
        lastTl0PicIdx = packet.vp8().tl0PicIdx() + stint.tl0PicIdxShift();
      }
    }
    int sizeBytes = write(nowNs, stint, packet, seq, false, outbox);
    packets++;
    octets += packet.rtp().payloadBytes();
    counters.forwarded(sizeBytes);
    egress.sendRtp(nowNs, video, outbox, sizeBytes);
  }

  /**
   * Sends a lost packet again (RFC 4588).
   *
   * @param seq16 the egress sequence number that the receiver misses
   * @return the bytes sent; 0 where the packet is not there, or not any more
   */
  public int retransmit(long nowNs, int seq16, Outbox outbox) {
    long seq = highestSeq + (short) (seq16 - (int) highestSeq);
    if (section.rtxPayloadType() < 0 || seq > highestSeq || !egress.isOpen()) {
      return 0;
    }
    Stint stint = stintOf(seq);
    if (stint == null || stint.generation() != stint.encoding().generation()) {
      return 0;
    }
    PacketCache cache = stint.encoding().cache();
    long ingressSeq = stint.ingressSeq(seq);
    int offset = cache == null ? -1 : cache.find(ingressSeq);
    if (cache == null
        || offset < 0
        || !again.wrap(cache.bytes(), offset, cache.sizeBytes(ingressSeq), true)) {
      return 0;
    }
    int sizeBytes = write(nowNs, stint, again, seq, true, outbox);
    egress.sendRtp(nowNs, video, outbox, sizeBytes);
    counters.retransmitted();
    return sizeBytes;
  }

  /** Sends a sender report, so that the receiver can play this stream in step with its partner. */
  public void report(long nowNs, Outbox outbox) {
    Stint stint = current;
    if (stint == null || packets == 0 || !stint.encoding().reported() || !egress.isOpen()) {
      return;
    }
    int timestamp = stint.encoding().timestampAt(nowNs) + stint.timestampShift();
    int start = outbox.begin();
    byte[] out = outbox.bytes();
    Rtcp.SenderReport report =
        new Rtcp.SenderReport(section.ssrc(), Ntp.of(nowNs), timestamp, packets, octets, List.of());
    int end = RtcpWriter.sdes(out, RtcpWriter.sr(out, start, report), section.ssrc(), cname);
    egress.sendRtcp(outbox, end - start);
  }

  private @Nullable EncodingIngress encodingAt(int index) {
    Source carried = source;
    return carried == null || index < 0 || index >= carried.encodings().size()
        ? null
        : carried.encodings().get(index);
  }

  private boolean begins(@Nullable Stint stint, EncodingIngress encoding, IngressPacket packet) {
    if (encoding != encodingAt(target) || (stint != null && stint.covers(encoding))) {
      return false;
    }
    return !video || packet.startsKeyframe();
  }

  private Stint begin(long nowNs, EncodingIngress encoding, IngressPacket packet) {
    int pictureId = packet.hasVp8() ? packet.vp8().pictureId() : 0;
    int tl0PicIdx = packet.hasVp8() ? packet.vp8().tl0PicIdx() : 0;
    Stint stint = new Stint(
        encoding,
        encoding.generation(),
        packet.seq(),
        highestSeq + 1,
        nextTimestamp(nowNs, encoding, packet.rtp().timestamp()) - packet.rtp().timestamp(),
        lastPictureId + 1 - pictureId,
        lastTl0PicIdx + 1 - tl0PicIdx);
    System.arraycopy(stints, 0, stints, 1, STINTS - 1);
    stints[0] = stint;
    current = stint;
    lastEncoding = encoding;
    return stint;
  }

  /** The timestamp that continues the stream: as much later than the last as this packet was captured later, else as it arrived later. */
  private int nextTimestamp(long nowNs, EncodingIngress encoding, int ingressTimestamp) {
    EncodingIngress last = lastEncoding;
    if (last == null) {
      return ingressTimestamp;
    }
    long laterNs = nowNs - lastArrivalNs;
    if (last.reported() && encoding.reported()) {
      long capturedLaterNs =
          encoding.captureNs(ingressTimestamp) - last.captureNs(lastIngressTimestamp);
      laterNs =
          Math.abs(capturedLaterNs - laterNs) <= MAX_CAPTURE_SKEW_NS ? capturedLaterNs : laterNs;
    }
    long ticks = laterNs / 1000 * clockRateHz / 1_000_000;
    return lastTimestamp + (int) Math.clamp(ticks, 1, (long) clockRateHz * 3600);
  }

  private @Nullable Stint stintOf(long seq) {
    for (Stint stint : stints) {
      if (stint != null && seq >= stint.egressFirstSeq()) {
        return stint;
      }
    }
    return null;
  }

  private int write(
      long nowNs, Stint stint, IngressPacket packet, long seq, boolean asRtx, Outbox outbox) {
    int start = outbox.begin();
    byte[] out = outbox.bytes();
    int payloadType = asRtx ? section.rtxPayloadType() : section.payloadType();
    int seq16 = asRtx ? rtxSeq16++ & 0xffff : (int) seq & 0xffff;
    int ssrc = asRtx ? section.rtxSsrc() : section.ssrc();
    int timestamp = packet.rtp().timestamp() + stint.timestampShift();
    header.begin(out, start, packet.rtp().marker(), payloadType, seq16, timestamp, ssrc);
    header.extension(section.extensions().mid(), mid, 0, mid.length);
    header.extension24(section.extensions().absSendTime(), HeaderExtensions.absSendTimeOf(nowNs));
    int at = header.end();
    if (asRtx) {
      at = Rtx.writeOriginalSeq16(out, at, (int) seq & 0xffff);
    }
    int payloadBytes = packet.rtp().payloadBytes();
    System.arraycopy(packet.bytes(), packet.rtp().payloadOffset(), out, at, payloadBytes);
    if (packet.hasVp8()) {
      packet
          .vp8()
          .rewrite(
              out,
              at,
              packet.vp8().pictureId() + stint.pictureIdShift(),
              packet.vp8().tl0PicIdx() + stint.tl0PicIdxShift());
    }
    return at + payloadBytes - start;
  }
}
