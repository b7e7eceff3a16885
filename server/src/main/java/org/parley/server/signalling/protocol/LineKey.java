package org.parley.server.signalling.protocol;

/**
 * A side's key to a line for the public, or to a purge.
 *
 * @param seat of its head or a deputy
 * @param signature Ed25519, 64 bytes in base64url
 */
public record LineKey(String seat, String signature) {
  public LineKey {
    Ranges.token(seat);
    Ranges.token(signature);
  }
}
