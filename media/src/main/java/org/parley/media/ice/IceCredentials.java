package org.parley.media.ice;

/**
 * One end's ICE user fragment and password (RFC 8445, section 5.3).
 *
 * @param ufrag 4 to 256 ice-chars
 * @param password 22 to 256 ice-chars; a secret, so {@link #toString()} leaves it out
 */
public record IceCredentials(String ufrag, String password) {
  @Override
  public String toString() {
    return "IceCredentials[" + ufrag + "]";
  }
}
