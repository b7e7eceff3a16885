package org.parley.media;

import org.jspecify.annotations.Nullable;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.Session;
import org.parley.media.sdp.SourceKind;
import org.parley.media.srtp.SrtpKeys;

/**
 * What the outside asks of a media loop's rooms. Each names a room and an endpoint; one that names what is gone is dropped and counted.
 * Ids are opaque, at least 128 random bits.
 */
public sealed interface RoomCommand {

  /** The endpoint's id. */
  String endpoint();

  /**
   * Lets an endpoint in, with all its sources off; the first opens the room.
   *
   * @param side the id of its side: what is sent in a caucus goes to endpoints of the same side alone
   */
  record Admit(String room, String endpoint, String side, Session session) implements RoomCommand {}

  /** Replaces an endpoint's session by that of a new offer: more slots, or new ICE credentials (an ICE restart). */
  record Renegotiate(String endpoint, Session session) implements RoomCommand {}

  /** Puts an endpoint out; the last closes the room. */
  record Remove(String endpoint) implements RoomCommand {}

  /**
   * Says in which sidebar an endpoint is. What it sent in the one before goes to nobody any more, is off, and is not sent again; and its
   * slots that showed others of there are empty.
   *
   * @param sidebar the sidebar's name; empty for none, where an endpoint is at first
   */
  record StepAside(String endpoint, String sidebar) implements RoomCommand {}

  /**
   * Says who sits in a slot: {@link Occupant#PERSON} is another endpoint's microphone and camera, {@link Occupant#SCREEN} its screen. Where
   * that cannot be, the slot is empty afterwards.
   *
   * @param publisher an endpoint of the same room, for {@link Chamber#CAUCUS} of the same side, for {@link Chamber#SIDEBAR} in the same
   *     sidebar; null empties the slot
   * @param chamber which of the publisher's sources
   */
  record Seat(
      String endpoint, int slot, @Nullable String publisher, Chamber chamber, Occupant occupant)
      implements RoomCommand {}

  enum Occupant {
    PERSON,
    SCREEN
  }

  /**
   * Whether a source may be forwarded. What arrives of one that is off is dropped, and nothing of it is sent again. Going to another
   * chamber is turning the sources of the one off and those of the other on. None is turned on for a sidebar by who is in none.
   */
  record Publish(String endpoint, Chamber chamber, SourceKind kind, boolean on)
      implements RoomCommand {}

  /** The size in which a slot's picture is shown, in pixels of the screen; 0 × 0 pauses it. */
  record View(String endpoint, int slot, int width, int height) implements RoomCommand {}

  /** A handshake has a datagram for its peer. */
  record HandshakeOutput(String endpoint, byte[] bytes) implements RoomCommand {}

  /** A handshake succeeded and its peer's certificate matched. */
  record HandshakeDone(String endpoint, SrtpKeys keys) implements RoomCommand {}

  /** A handshake failed, or the association was closed by the peer. */
  record HandshakeOver(String endpoint, String reason) implements RoomCommand {}
}
