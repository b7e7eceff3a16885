package org.parley.media.dtls;

import org.parley.media.srtp.SrtpKeys;

/** How a handshake ended. */
public sealed interface HandshakeResult {

  /**
   * @param association to be served for as long as it lives
   */
  record Established(SrtpKeys keys, DtlsAssociation association) implements HandshakeResult {}

  /**
   * @param reason in a few words, for a log and for the peer's screen; nothing secret
   */
  record Failed(String reason) implements HandshakeResult {}
}
