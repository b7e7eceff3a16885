package org.parley.server.app;

import org.parley.server.signalling.ClientConnection;
import org.parley.server.signalling.MeetingAccess.Closure;
import org.parley.server.signalling.MeetingAccess.Visit;
import org.parley.server.signalling.protocol.ClientMessage;

/** A connection that showed a good link. Whose it is stands here, taken from the link; no message says it. */
final class LiveVisit implements Visit {
  private final LiveMeeting meeting;
  private final ClientConnection connection;
  private final String seat;
  private final String linkHash;

  /** @param linkHash of the link that was shown */
  LiveVisit(LiveMeeting meeting, ClientConnection connection, String seat, String linkHash) {
    this.meeting = meeting;
    this.connection = connection;
    this.seat = seat;
    this.linkHash = linkHash;
  }

  ClientConnection connection() {
    return connection;
  }

  String seat() {
    return seat;
  }

  String linkHash() {
    return linkHash;
  }

  @Override
  public void handle(ClientMessage message) {
    meeting.handle(this, message);
  }

  @Override
  public void closed(Closure closure) {
    meeting.closed(this, closure);
  }
}
