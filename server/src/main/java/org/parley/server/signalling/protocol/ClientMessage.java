package org.parley.server.signalling.protocol;

import java.util.List;

/**
 * What a client sends over the signalling socket, one JSON object a frame, told apart by {@code type}. Constructors refuse what is out
 * of the ranges told here with an {@link IllegalArgumentException}, so a message that exists is well-formed.
 */
public sealed interface ClientMessage {

  /** Rises with a change that an older client or server would not understand; {@link Enter} keeps its form for ever. */
  int PROTOCOL_VERSION = 1;

  /** More lets larger tables be seen at once; fewer bounds offers, and what one client may make the server send. */
  int MAX_SLOTS = 32;

  /** Chromium's offer with {@link #MAX_SLOTS} slots and trimmed codec lists stays below. */
  int MAX_SDP_CHARS = 200_000;

  /** Ids, secrets and mids are shorter. */
  int MAX_TOKEN_CHARS = 128;

  /** Larger than any screen, in each dimension. */
  int MAX_PIXELS = 8192;

  /**
   * Shows a link; nobody else notices. First message of every connection. Answer: {@code entered} or {@code refused}.
   *
   * @param protocol the version that the client speaks: {@link #PROTOCOL_VERSION}
   * @param secret the link's secret, base64url without padding, 43 characters
   */
  record Enter(int protocol, String meeting, String secret) implements ClientMessage {
    public Enter {
      Ranges.token(meeting);
      Ranges.token(secret);
    }

    @Override
    public String toString() {
      return "Enter[" + meeting + "]";
    }
  }

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
  record Resume(String session) implements ClientMessage {
    public Resume {
      Ranges.token(session);
    }

    @Override
    public String toString() {
      return "Resume[]";
    }
  }

  /** A new offer on the same session: more slots, or an ICE restart. Answer: {@code answer} or {@code refused}. */
  record Renegotiate(Offer offer) implements ClientMessage {}

  /** Which of one's own sources are on. No answer. */
  record Publish(boolean microphone, boolean camera, boolean screen) implements ClientMessage {}

  /** In which size each slot's picture is shown; the server sends what suits. Slots left out keep theirs. No answer. */
  record View(List<Tile> tiles) implements ClientMessage {
    public View {
      tiles = Ranges.list(tiles, 0, MAX_SLOTS);
    }
  }

  /** Leaves the meeting at once; the server closes the connection. */
  record Leave() implements ClientMessage {}

  /** Answer: {@code pong} with the same number. */
  record Ping(int number) implements ClientMessage {}

  /**
   * An SDP offer and what its sections are for.
   *
   * @param sdp at most {@link #MAX_SDP_CHARS} characters; it holds the client's ICE password
   * @param slots audio and video sections in pairs, receive-only, at most {@link #MAX_SLOTS}; in a new offer the earlier ones come
   *     first, unchanged
   */
  record Offer(String sdp, Sources sources, List<SlotSections> slots) {
    public Offer {
      Ranges.text(sdp, MAX_SDP_CHARS);
      slots = Ranges.list(slots, 0, MAX_SLOTS);
    }

    @Override
    public String toString() {
      return "Offer[" + sources + ", " + slots + "]";
    }
  }

  /** The sections of one's own sources. */
  record Sources(AudioSource microphone, VideoSource camera, VideoSource screen) {}

  /** @param mid of the section */
  record AudioSource(String mid) {
    public AudioSource {
      Ranges.token(mid);
    }
  }

  /**
   * @param mid of the section
   * @param encodings lowest first, 1 to 3
   */
  record VideoSource(String mid, List<VideoEncoding> encodings) {
    public VideoSource {
      Ranges.token(mid);
      encodings = Ranges.list(encodings, 1, 3);
    }
  }

  /**
   * @param rid as in the SDP; empty where the source has one encoding and the SDP no rid
   * @param width in pixels, 1 to {@link #MAX_PIXELS}
   * @param height in pixels, 1 to {@link #MAX_PIXELS}
   * @param maxRateBps in bits per second, at least 1
   */
  record VideoEncoding(String rid, int width, int height, int maxRateBps) {
    public VideoEncoding {
      Ranges.token(rid);
      Ranges.number(width, 1, MAX_PIXELS);
      Ranges.number(height, 1, MAX_PIXELS);
      Ranges.number(maxRateBps, 1, Integer.MAX_VALUE);
    }
  }

  /**
   * @param audio mid of the audio section
   * @param video mid of the video section
   */
  record SlotSections(String audio, String video) {
    public SlotSections {
      Ranges.token(audio);
      Ranges.token(video);
    }
  }

  /**
   * @param slot index into the offer's slots
   * @param width in pixels of the screen; 0 where it is not visible
   * @param height in pixels of the screen; 0 where it is not visible
   */
  record Tile(int slot, int width, int height) {
    public Tile {
      Ranges.number(slot, 0, MAX_SLOTS - 1);
      Ranges.number(width, 0, MAX_PIXELS);
      Ranges.number(height, 0, MAX_PIXELS);
    }
  }
}
