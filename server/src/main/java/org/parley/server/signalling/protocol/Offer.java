package org.parley.server.signalling.protocol;

import java.util.List;

/**
 * An SDP offer and what its sections are for.
 *
 * @param sdp at most {@link ClientMessage#MAX_SDP_CHARS} characters; it holds the client's ICE password
 * @param plenary the sections that send into the plenary
 * @param caucus the sections that send into the side's own room
 * @param sidebar the sections that send into a sidebar
 * @param slots audio and video sections in pairs, receive-only, at most {@link ClientMessage#MAX_SLOTS}; in a new offer the earlier ones
 *     come first, unchanged
 */
public record Offer(
    String sdp, Sources plenary, Sources caucus, Sources sidebar, List<SlotSections> slots) {
  public Offer {
    Ranges.text(sdp, ClientMessage.MAX_SDP_CHARS);
    slots = Ranges.list(slots, 0, ClientMessage.MAX_SLOTS);
  }

  @Override
  public String toString() {
    return "Offer[" + plenary + ", " + caucus + ", " + sidebar + ", " + slots + "]";
  }

  /** The sections of one's own sources in one room: what is sealed for one never goes to another. */
  public record Sources(AudioSource microphone, VideoSource camera, VideoSource screen) {}

  /** @param mid of the section */
  public record AudioSource(String mid) {
    public AudioSource {
      Ranges.token(mid);
    }
  }

  /**
   * @param mid of the section
   * @param encodings lowest first, 1 to 3
   */
  public record VideoSource(String mid, List<VideoEncoding> encodings) {
    public VideoSource {
      Ranges.token(mid);
      encodings = Ranges.list(encodings, 1, 3);
    }
  }

  /**
   * @param rid as in the SDP; empty where the source has one encoding and the SDP no rid
   * @param width in pixels, 1 to {@link ClientMessage#MAX_PIXELS}
   * @param height in pixels, 1 to {@link ClientMessage#MAX_PIXELS}
   * @param maxRateBps in bits per second, at least 1
   */
  public record VideoEncoding(String rid, int width, int height, int maxRateBps) {
    public VideoEncoding {
      Ranges.token(rid);
      Ranges.number(width, 1, ClientMessage.MAX_PIXELS);
      Ranges.number(height, 1, ClientMessage.MAX_PIXELS);
      Ranges.number(maxRateBps, 1, Integer.MAX_VALUE);
    }
  }

  /**
   * @param audio mid of the audio section
   * @param video mid of the video section
   */
  public record SlotSections(String audio, String video) {
    public SlotSections {
      Ranges.token(audio);
      Ranges.token(video);
    }
  }
}
