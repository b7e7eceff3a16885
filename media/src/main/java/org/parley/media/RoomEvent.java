package org.parley.media;

import java.util.List;
import org.parley.media.sdp.Chamber;

/** What the rooms of a media loop tell the outside. */
public sealed interface RoomEvent {

  /** An endpoint has keys, so its media flows. */
  record Connected(String room, String endpoint) implements RoomEvent {}

  /** An endpoint's media is over: consent expired, or the handshake failed or was closed. It is already out of the room. */
  record Lost(String room, String endpoint, String reason) implements RoomEvent {}

  /**
   * Who speaks now in the plenary or in one side's caucus, loudest first; sent when it changes. That of a caucus is for those in it alone.
   *
   * @param side whose caucus; empty for the plenary
   */
  record Speaking(String room, Chamber chamber, String side, List<String> endpoints)
      implements RoomEvent {}
}
