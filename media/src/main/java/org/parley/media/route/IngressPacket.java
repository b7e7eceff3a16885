package org.parley.media.route;

import org.parley.media.wire.RtpPacket;
import org.parley.media.wire.Vp8Descriptor;

/** A publisher's packet in the clear, parsed once for all its receivers. Reused: valid during the call that passes it. */
public final class IngressPacket {

  private final RtpPacket rtp = new RtpPacket();
  private final Vp8Descriptor vp8 = new Vp8Descriptor();
  private byte[] bytes = new byte[0];
  private boolean hasVp8;
  private long seq;
  private boolean startsKeyframe;

  /**
   * Reads a packet.
   *
   * @param video whether a VP8 payload is to be described
   * @return false where it is malformed
   */
  public boolean wrap(byte[] buffer, int offset, int sizeBytes, boolean video) {
    bytes = buffer;
    hasVp8 = false;
    startsKeyframe = false;
    if (!rtp.wrap(buffer, offset, sizeBytes)) {
      return false;
    }
    if (video && rtp.payloadBytes() > 0) {
      if (!vp8.wrap(buffer, rtp.payloadOffset(), rtp.payloadBytes())) {
        return false;
      }
      hasVp8 = true;
    }
    return true;
  }

  void describe(long extendedSeq, boolean startsKeyframe) {
    this.seq = extendedSeq;
    this.startsKeyframe = startsKeyframe;
  }

  public byte[] bytes() {
    return bytes;
  }

  public RtpPacket rtp() {
    return rtp;
  }

  /** The VP8 descriptor; only where {@link #hasVp8()}. */
  public Vp8Descriptor vp8() {
    return vp8;
  }

  public boolean hasVp8() {
    return hasVp8;
  }

  /** The extended sequence number within its encoding. */
  public long seq() {
    return seq;
  }

  /** Whether a receiver can begin to decode with this packet. */
  public boolean startsKeyframe() {
    return startsKeyframe;
  }
}
