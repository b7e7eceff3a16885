package org.parley.media.dtls;

import java.io.IOException;
import org.bouncycastle.tls.DTLSTransport;

/** An association after its handshake. Its one task left is to answer: a lost last flight is sent again, a close is noticed. For one thread. */
public final class DtlsAssociation {

  private final DTLSTransport transport;
  private final FlightTransport flights;
  private final byte[] discarded = new byte[2048];

  DtlsAssociation(DTLSTransport transport, FlightTransport flights) {
    this.transport = transport;
    this.flights = flights;
  }

  /**
   * Reads for a while; application data is discarded, since nobody offered any.
   *
   * @param waitMs above 0
   * @return false once the association is over: closed by the peer, or failed
   */
  public boolean serve(int waitMs) {
    try {
      transport.receive(discarded, 0, discarded.length, waitMs);
      return !flights.isClosed();
    } catch (IOException e) {
      return false;
    }
  }

  /** Says so to the peer, and closes the transport. */
  public void close() {
    try {
      transport.close();
    } catch (IOException e) {
      // The peer notices by itself: its consent checks go unanswered.
    }
  }
}
