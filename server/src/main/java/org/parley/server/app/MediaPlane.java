package org.parley.server.app;

import org.parley.media.RoomCommand;
import org.parley.media.sdp.ServerParameters;

/** What the live meetings ask of the media loops. Safe from any thread; nothing here blocks. */
public interface MediaPlane {

  /** The server's end for a new endpoint of a room: where its loop listens, and fresh credentials. */
  ServerParameters parameters(String room);

  /** Has a command carried out, behind those before it. */
  void submit(String room, RoomCommand command);
}
