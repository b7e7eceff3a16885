package org.parley.media;

import java.util.List;
import org.parley.media.dtls.Handshakes;
import org.parley.media.transport.Outbox;
import org.parley.media.transport.Path;

/**
 * All rooms of one media loop, behind one UDP port: finds whose a datagram is, and lets that room handle it. Called from the loop's
 * thread alone.
 */
public final class Rooms {

  /**
   * @param handshakes runs DTLS elsewhere
   * @param seed for what need not be secret: SSRCs are in sessions, this only spreads timers and sequence starts
   */
  public Rooms(Handshakes handshakes, long seed) {}

  /** Takes one datagram; what follows from it is in the outbox. Never throws, whatever the bytes. */
  public void handle(
      long nowNs, Path path, byte[] bytes, int offset, int sizeBytes, Outbox outbox) {}

  /** Carries out a command. */
  public void apply(long nowNs, RoomCommand command, Outbox outbox) {}

  /** When {@link #onDeadline} wants to be called next; {@link Long#MAX_VALUE} for never. */
  public long nextDeadlineNs() {
    return Long.MAX_VALUE;
  }

  /** Does what is due: feedback, reports, consent. */
  public void onDeadline(long nowNs, Outbox outbox) {}

  /** What happened since the last call. */
  public List<RoomEvent> takeEvents() {
    return List.of();
  }

  /** The path's TCP connection is gone, or it never was one of ours. */
  public void onPathClosed(Path path) {}
}
