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
   * Who speaks now in the plenary, in one side's caucus or in a sidebar, loudest first; sent when it changes. That of a caucus or sidebar is
   * for those in it alone.
   *
   * @param hall the side whose caucus it is, or the sidebar's name; empty for the plenary
   */
  record Speaking(String room, Chamber chamber, String hall, List<String> endpoints)
      implements RoomEvent {}
}
