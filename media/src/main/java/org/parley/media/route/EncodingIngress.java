package org.parley.media.route;

import org.jspecify.annotations.Nullable;
import org.parley.media.feedback.KeyframeGate;
import org.parley.media.feedback.Losses;
import org.parley.media.feedback.Ntp;
import org.parley.media.feedback.PacketCache;
import org.parley.media.feedback.RateMeter;
import org.parley.media.feedback.Reception;
import org.parley.media.feedback.SequenceUnwrapper;
import org.parley.media.sdp.Encoding;

/** One encoding as it arrives from its publisher: a microphone's only one, or one of a camera's. */
public final class EncodingIngress {

  public static final int AUDIO_CLOCK_HZ = 48_000;
  public static final int VIDEO_CLOCK_HZ = 90_000;

  /** A stream without packets for so long gives way to an earlier SSRC. Lower lets that one back sooner; higher forgives longer jams. */
  private static final long SILENT_NS = 1_500_000_000L;

  private static final int MIN_CACHE_BYTES = 64 << 10;

  /** Higher mends longer losses; this is what one encoding may hold at most. */
  private static final int MAX_CACHE_BYTES = 512 << 10;

  private final @Nullable Encoding description;
  private final PublisherClock clock;

  private SequenceUnwrapper unwrapper = new SequenceUnwrapper();
  private Reception reception;
  private Losses losses = new Losses();
  private final KeyframeGate keyframes = new KeyframeGate();
  private final RateMeter rate = new RateMeter();

  private @Nullable PacketCache cache;
  private int ssrc;
  private boolean bound;
  private int generation;
  private long lastPacketNs = Long.MIN_VALUE;
  private long reportCaptureNs;
  private int reportTimestamp;
  private boolean reported;

  /** @param description of a video encoding; null for sound */
  EncodingIngress(@Nullable Encoding description, PublisherClock clock) {
    this.description = description;
    this.clock = clock;
    this.reception = new Reception(description == null ? AUDIO_CLOCK_HZ : VIDEO_CLOCK_HZ);
  }

  /** Binds the SSRC that the publisher uses; another one than before starts the stream afresh. */
  public void bind(int newSsrc) {
    if (bound && ssrc == newSsrc) {
      return;
    }
    ssrc = newSsrc;
    bound = true;
    generation++;
    reported = false;
    lastPacketNs = Long.MIN_VALUE;
    unwrapper = new SequenceUnwrapper();
    reception = new Reception(clockRateHz());
    losses = new Losses();
  }

  /**
   * Whether a packet's SSRC is its stream's. An earlier one is not while the stream arrives: its numbers have nothing to do with the
   * stream's, and one late packet would throw it off. Once the stream is silent the earlier one may have it back.
   */
  public boolean follows(long nowNs, int packetSsrc) {
    boolean silent = lastPacketNs == Long.MIN_VALUE || nowNs - lastPacketNs > SILENT_NS;
    if (ssrc != packetSsrc && silent) {
      bind(packetSsrc);
    }
    return ssrc == packetSsrc;
  }

  /** Counts the streams that it was bound to: sequence numbers of different ones have nothing to do with each other. */
  int generation() {
    return generation;
  }

  public boolean isVideo() {
    return description != null;
  }

  public String rid() {
    return description == null ? "" : description.rid();
  }

  public int clockRateHz() {
    return description == null ? AUDIO_CLOCK_HZ : VIDEO_CLOCK_HZ;
  }

  public int ssrc() {
    return ssrc;
  }

  /** Whether an SSRC was ever bound. */
  public boolean bound() {
    return bound;
  }

  /** When the last packet came; {@link Long#MIN_VALUE} before the first. */
  long lastPacketNs() {
    return lastPacketNs;
  }

  public long rateBps(long nowNs) {
    return rate.rateBps(nowNs);
  }

  /**
   * Takes a packet into account and completes its description.
   *
   * @param retransmitted whether it came by RTX
   * @return false for a retransmission that is not waited for: publishers also probe by sending packets again, and an old key frame is
   *     nothing to begin with; and for a late original that came by RTX already
   */
  boolean onPacket(
      long nowNs, IngressPacket packet, boolean structureAttached, boolean retransmitted) {
    boolean known = unwrapper.highest() >= 0;
    long seq = known && retransmitted
        ? unwrapper.peek(packet.rtp().seq16())
        : unwrapper.unwrap(packet.rtp().seq16());
    if (!retransmitted) {
      reception.onPacket(nowNs, seq, packet.rtp().timestamp());
    }
    boolean wanted =
        !retransmitted || (isVideo() && (seq > unwrapper.highest() || losses.isMissing(seq)));
    PacketCache packets = cache;
    if (!wanted || (packets != null && packets.find(seq) >= 0)) {
      return false;
    }
    boolean keyframe = structureAttached || (packet.hasVp8() && packet.vp8().keyFrame());
    packet.describe(seq, keyframe);
    if (keyframe) {
      keyframes.onKeyframe();
    }
    lastPacketNs = nowNs;
    rate.add(nowNs, sizeBytes(packet));
    if (isVideo()) {
      losses.onPacket(nowNs, seq);
    }
    return true;
  }

  private static int sizeBytes(IngressPacket packet) {
    return packet.rtp().headerBytes() + packet.rtp().payloadBytes();
  }

  /** Keeps a packet of a picture, to be sent again to who lost it. */
  void remember(IngressPacket packet) {
    Encoding video = description;
    if (video == null) {
      return;
    }
    PacketCache packets = cache;
    if (packets == null) {
      // Only now: most of what may be published is not.
      packets =
          new PacketCache(Math.clamp(video.maxRateBps() / 8, MIN_CACHE_BYTES, MAX_CACHE_BYTES));
      cache = packets;
    }
    packets.put(packet.seq(), packet.bytes(), packet.rtp().headerOffset(), sizeBytes(packet));
  }

  /** Takes its publisher's sender report: which RTP timestamp belongs to which moment. */
  public void onSenderReport(long nowNs, long ntpTimestamp, int rtpTimestamp) {
    reception.onSenderReport(nowNs, ntpTimestamp);
    reportCaptureNs = clock.toPlaneNs(nowNs, Ntp.toNs(ntpTimestamp));
    reportTimestamp = rtpTimestamp;
    reported = true;
  }

  /** Whether {@link #captureNs} and {@link #timestampAt} have something to go by. */
  public boolean reported() {
    return reported;
  }

  /** When the packet with this timestamp was captured, on the plane's clock. */
  public long captureNs(int timestamp) {
    return reportCaptureNs + (long) (timestamp - reportTimestamp) * 1_000_000_000L / clockRateHz();
  }

  /** The timestamp that a capture at this moment would carry. */
  public int timestampAt(long captureNs) {
    return reportTimestamp
        + (int) ((captureNs - reportCaptureNs) / 1000 * clockRateHz() / 1_000_000);
  }

  /** Its publisher paused or left: what is missing now is missed by nobody, and what was sent is not sent again. */
  void forget() {
    losses.forgetAll();
    cache = null;
  }

  public Reception reception() {
    return reception;
  }

  public Losses losses() {
    return losses;
  }

  public KeyframeGate keyframes() {
    return keyframes;
  }

  /** The recent packets; null for sound, before the first and after {@link #forget}. */
  @Nullable
  PacketCache cache() {
    return cache;
  }
}
