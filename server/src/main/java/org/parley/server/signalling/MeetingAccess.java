package org.parley.server.signalling;

import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ServerMessage;

/** What the signalling socket asks of the application. */
public interface MeetingAccess {

  /**
   * A client shows its link. The application answers an accepted one with {@code entered} itself, so that nothing overtakes it; a
   * refused one is told by the caller.
   */
  Access enter(ClientMessage.Enter enter, ClientConnection connection);

  /** Whether the link opens a meeting. */
  sealed interface Access {
    record Granted(Visit visit) implements Access {}

    record Refused(ServerMessage.Reason reason) implements Access {}

    /** All of it was deleted, as its sides wished. */
    record Purged(ServerMessage.Purged purged) implements Access {}

    /** Not now: the server stops. */
    record Stopping() implements Access {}
  }

  /**
   * One connection that showed a good link. Whose it is, it knows from the link; nothing in a message can say otherwise. Calls come
   * one after the other.
   */
  interface Visit {
    /** Any message but {@code enter} and {@code ping}. */
    void handle(ClientMessage message);

    /** The socket is gone. No call follows. */
    void closed(Closure closure);
  }

  /** How a socket went. */
  enum Closure {
    /** The page was left or reloaded (RFC 6455, section 7.4.1: 1001), and its media with it. */
    PAGE_GONE,
    /** Anything else: the network, perhaps, and the media may still flow. */
    BROKEN
  }
}
