package org.parley.media.sdp;

/**
 * A pair of receive-only sections of one endpoint, which share a stream so that the browser keeps lip sync. Whoever sits in it is told
 * by signalling; its SSRCs never change.
 */
public record Slot(int index, Section audio, Section video) {

  /** The stream id that both sections carry; also their CNAME (RFC 7022), since browsers keep lip sync within it. */
  public String name() {
    return "slot-" + index;
  }

  /**
   * @param payloadType Opus or VP8, in the receiver's numbers
   * @param rtxPayloadType -1 for audio and where retransmission was not offered
   * @param ssrc unsigned 32 bits
   * @param rtxSsrc unsigned 32 bits; 0 where there is none
   */
  public record Section(
      String mid,
      int payloadType,
      int rtxPayloadType,
      int ssrc,
      int rtxSsrc,
      Extensions extensions) {}
}
