package org.parley.media.srtp;

/**
 * The master keys and salts of one association, as the handshake exports them (RFC 5764, section 4.2). Secret: nothing of it is
 * printed.
 */
public record SrtpKeys(
    SrtpProfile profile,
    byte[] ingressKey,
    byte[] ingressSalt,
    byte[] egressKey,
    byte[] egressSalt) {
  @Override
  public String toString() {
    return "SrtpKeys[" + profile + "]";
  }
}
