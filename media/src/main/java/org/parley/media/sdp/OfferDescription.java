package org.parley.media.sdp;

import java.util.List;

/**
 * An SDP offer and what its sections are for. Sections that are not named here are rejected in the answer.
 *
 * @param sdp the offer's text
 * @param plenary the sources for all sides
 * @param caucus the sources for one's own side: other sections, negotiated at once, so that going from one to the other takes no offer
 * @param sidebar the same for a sidebar
 * @param slots they serve all; in a re-offer the earlier ones come first, unchanged
 */
public record OfferDescription(
    String sdp, Sources plenary, Sources caucus, Sources sidebar, List<SlotMids> slots) {

  /** The sources for a chamber. */
  Sources sources(Chamber chamber) {
    return switch (chamber) {
      case PLENARY -> plenary;
      case CAUCUS -> caucus;
      case SIDEBAR -> sidebar;
    };
  }

  /**
   * What a device may send in one chamber.
   *
   * @param microphone mid of the audio section that sends it
   */
  public record Sources(String microphone, Video camera, Video screen) {}

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
