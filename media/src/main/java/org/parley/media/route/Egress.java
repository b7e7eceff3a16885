package org.parley.media.route;

import org.parley.media.transport.Outbox;

/** The way to one endpoint: protects what was written into the outbox and sends it. */
public interface Egress {

  /** The SSRC of our feedback: browsers do not care which, as long as it is steady. */
  int LOCAL_SSRC = 1;

  /** Whether there are keys and an address. */
  boolean isOpen();

  /**
   * Sends the RTP packet of this size, written from the outbox's last {@code begin()} on.
   *
   * @param video whether it is of a picture: those count against the receiver's downlink budget
   */
  void sendRtp(long nowNs, boolean video, Outbox outbox, int sizeBytes);

  /** Sends the RTCP packet of this size, written from the outbox's last {@code begin()} on. */
  void sendRtcp(Outbox outbox, int sizeBytes);
}
