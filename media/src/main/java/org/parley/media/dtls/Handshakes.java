package org.parley.media.dtls;

import java.util.List;

/**
 * Runs DTLS handshakes somewhere other than on the media loop, since one costs milliseconds and its library blocks. What a handshake
 * has to say comes back to the room as commands.
 */
public interface Handshakes {

  /**
   * Starts one in the server's role.
   *
   * @param endpoint whose it is; results name it
   * @param expected the fingerprints that the peer's offer gave; a certificate must match one
   */
  Handshake start(String endpoint, List<Fingerprint> expected);

  /** One association, from its first datagram to its end. */
  interface Handshake {
    /** Takes a datagram from the peer: copied or dropped, never blocking. */
    void receive(byte[] bytes, int offset, int sizeBytes);

    /** Ends it and frees what it holds. */
    void close();
  }
}
