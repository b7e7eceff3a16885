package org.parley.server.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parley.server.signalling.ClientConnection;
import org.parley.server.signalling.MeetingAccess.Closure;
import org.parley.server.signalling.MeetingAccess.Visit;
import org.parley.server.signalling.TokenBucket;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.Chartered;
import org.parley.server.signalling.protocol.ServerMessage.Participant;

/** A connection that showed a good link. Whose it is stands here, taken from the link; no message says it. */
final class LiveVisit implements Visit {

  /** Below what a connection may send in messages, so that a long log can be read at any speed. */
  private static final int PAGES_PER_SECOND = 15;

  private static final int PAGE_BURST = 30;

  /** Of a side's people, each of which is told to all. A burst adds a delegation; the rate is faster than anybody types. */
  private static final int CHANGE_BURST = 40;

  private static final double CHANGES_PER_SECOND = 0.5;

  private final LiveMeeting meeting;
  private final ClientConnection connection;
  private final String seat;
  private final String linkHash;
  private final long enteredNs;
  private final TokenBucket pages;
  private final TokenBucket changes;

  // What the client was told last; guarded by the meeting.
  Map<String, Participant> seen = new LinkedHashMap<>();
  List<String> heard = List.of();

  Chartered papers = new Chartered("", "", List.of());

  /** @param linkHash of the link that was shown */
  LiveVisit(
      LiveMeeting meeting,
      ClientConnection connection,
      String seat,
      String linkHash,
      long enteredNs) {
    this.meeting = meeting;
    this.connection = connection;
    this.seat = seat;
    this.linkHash = linkHash;
    this.enteredNs = enteredNs;
    this.changes = new TokenBucket(CHANGE_BURST, CHANGES_PER_SECOND, enteredNs);
    this.pages = new TokenBucket(PAGE_BURST, PAGES_PER_SECOND, enteredNs);
  }

  ClientConnection connection() {
    return connection;
  }

  void send(ServerMessage message) {
    connection.send(message);
  }

  String seat() {
    return seat;
  }

  String linkHash() {
    return linkHash;
  }

  long enteredNs() {
    return enteredNs;
  }

  /** Of the pages of logs that it reads. Its connection's thread alone asks for it. */
  TokenBucket pages() {
    return pages;
  }

  /** Of the side's people, that it asks for. Its connection's thread alone asks for it. */
  TokenBucket changes() {
    return changes;
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
