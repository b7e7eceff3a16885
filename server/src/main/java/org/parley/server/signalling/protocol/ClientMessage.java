package org.parley.server.signalling.protocol;

import java.util.List;

/** What a client sends over the signalling socket, one JSON object a frame, told apart by {@code type}. */
public sealed interface ClientMessage {

  /** Rises with a change that an older client or server would not understand. */
  int PROTOCOL_VERSION = 1;

  /**
   * Shows a link; nobody else notices. First message of every connection. Answer: {@code entered} or {@code refused}.
   *
   * @param protocol the version that the client speaks: {@link #PROTOCOL_VERSION}
   * @param secret the link's secret, base64url without padding, 43 characters
   */
  record Enter(int protocol, String meeting, String secret) implements ClientMessage {}

  /**
   * Takes the seat; whoever sat there on another connection is told {@code takenOver}. Answer: {@code joined} or {@code refused}.
   *
   * @param microphone whether the microphone is on
   * @param camera whether the camera is on
   */
  record Join(Offer offer, boolean microphone, boolean camera) implements ClientMessage {}

  /**
   * After a broken connection: takes up the session where it was, media untouched. Answer: {@code resumed}, or {@code refused} with
   * {@code sessionGone}, upon which the client joins anew.
   */
  record Resume(String session) implements ClientMessage {}

  /** A new offer on the same session: more slots, or an ICE restart. Answer: {@code answer} or {@code refused}. */
  record Renegotiate(Offer offer) implements ClientMessage {}

  /** Which of one's own sources are on. No answer. */
  record Publish(boolean microphone, boolean camera, boolean screen) implements ClientMessage {}

  /** In which size each slot's picture is shown; the server sends what suits. Slots left out keep theirs. No answer. */
  record View(List<Tile> tiles) implements ClientMessage {}

  /** Leaves the meeting; the server closes the connection. */
  record Leave() implements ClientMessage {}

  /** Answer: {@code pong} with the same number. */
  record Ping(int number) implements ClientMessage {}

  /**
   * An SDP offer and what its sections are for.
   *
   * @param sdp at most 200,000 characters
   * @param slots audio and video sections in pairs, receive-only; in a new offer the earlier ones come first, unchanged
   */
  record Offer(String sdp, Sources sources, List<SlotSections> slots) {}

  /** The sections of one's own sources. */
  record Sources(AudioSource microphone, VideoSource camera, VideoSource screen) {}

  /** @param mid of the section */
  record AudioSource(String mid) {}

  /**
   * @param mid of the section
   * @param encodings lowest first, 1 to 3
   */
  record VideoSource(String mid, List<VideoEncoding> encodings) {}

  /**
   * @param rid as in the SDP; empty where the source has one encoding and the SDP no rid
   * @param width in pixels, 1 to 8192
   * @param height in pixels, 1 to 8192
   * @param maxRateBps in bits per second
   */
  record VideoEncoding(String rid, int width, int height, int maxRateBps) {}

  /**
   * @param audio mid of the audio section
   * @param video mid of the video section
   */
  record SlotSections(String audio, String video) {}

  /**
   * @param slot index into the offer's slots
   * @param width in pixels of the screen; 0 where it is not visible
   * @param height in pixels of the screen; 0 where it is not visible
   */
  record Tile(int slot, int width, int height) {}
}
