package org.parley.server.signalling;

import org.parley.server.signalling.protocol.ServerMessage;

/** A client's socket, as the application sees it. Safe from any thread; nothing here blocks, or calls back. */
public interface ClientConnection {

  /** Sends a message behind those before it. A client that reads too slowly for its queue is cut off. */
  void send(ServerMessage message);

  /** Sends a last message, then closes. */
  void end(ServerMessage last);

  /** Closes behind what was sent. */
  void close();

  /** Closes at once and without a word: the client is already elsewhere. */
  void drop();
}
