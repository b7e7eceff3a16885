package org.parley.media.sdp;

import org.parley.media.transport.Transport;

/**
 * A host candidate of the server's (RFC 8445, section 5.1.1.1). TCP ones are passive (RFC 6544).
 *
 * @param address an IPv4 or IPv6 address in figures
 * @param port 1 to 65535
 */
public record Candidate(Transport transport, String address, int port) {

  /** RFC 8445, section 5.1.2.2, recommends 126 for host candidates. */
  private static final int UDP_TYPE_PREFERENCE = 126;

  /** RFC 6544, section 4.2: lower than UDP's, so that media takes UDP where it can. Browsers use 90 as well. */
  private static final int TCP_TYPE_PREFERENCE = 90;

  /** RFC 6544, section 4.2: the direction preference of a passive host candidate. */
  private static final int PASSIVE_DIRECTION_PREFERENCE = 4;

  public Candidate {
    boolean figures =
        address.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':');
    if (address.isEmpty() || !figures || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("Not a candidate: " + address + " port " + port);
    }
  }

  /**
   * The priority of RFC 8445, section 5.1.2.1, for the one component that there is.
   *
   * @param index among the candidates, the preferred first: 0 to 8191
   */
  long priority(int index) {
    return switch (transport) {
      case UDP -> priority(UDP_TYPE_PREFERENCE, 65_535 - index);
      case TCP ->
        priority(TCP_TYPE_PREFERENCE, (PASSIVE_DIRECTION_PREFERENCE << 13) + (8191 - index));
    };
  }

  private static long priority(int typePreference, int localPreference) {
    return ((long) typePreference << 24) + ((long) localPreference << 8) + (256 - 1);
  }
}
