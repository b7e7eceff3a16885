package org.parley.media;

import java.util.List;

/** What the rooms of a media loop tell the outside. */
public sealed interface RoomEvent {

  /** An endpoint has keys, so its media flows. */
  record Connected(String room, String endpoint) implements RoomEvent {}

  /** An endpoint's media is over: consent expired, or the handshake failed or was closed. It is already out of the room. */
  record Lost(String room, String endpoint, String reason) implements RoomEvent {}

  /** Who speaks now, loudest first; sent when it changes. */
  record Speaking(String room, List<String> endpoints) implements RoomEvent {}
}
