package org.parley.media.sdp;

import java.util.List;

/**
 * An SDP offer and what its sections are for. Sections that are not named here are rejected in the answer.
 *
 * @param sdp the offer's text
 * @param microphone mid of the audio section that sends it
 * @param slots in a re-offer the earlier ones come first, unchanged
 */
public record OfferDescription(
    String sdp, String microphone, Video camera, Video screen, List<SlotMids> slots) {

  /**
   * A video source.
   *
   * @param mid of its section
   * @param encodings lowest first, 1 to 3; either each has one of the section's rids, or there is one with an empty rid
   */
  public record Video(String mid, List<Encoding> encodings) {}

  /**
   * @param audio mid of a section that receives audio
   * @param video mid of a section that receives video
   */
  public record SlotMids(String audio, String video) {}
}
