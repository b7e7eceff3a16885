package org.parley.media.transport;

/**
 * The remote end of a datagram's way; with the local port, which is one per media loop and transport, a 5-tuple.
 *
 * @param addressHigh the first 8 bytes of the IPv6 address, network order
 * @param addressLow the last 8 bytes; an IPv4 address is mapped (::ffff:a.b.c.d, RFC 4291, section 2.5.5.2)
 * @param port 0 to 65535
 */
public record Path(Transport transport, long addressHigh, long addressLow, int port) {

  private static final long MAPPED_PREFIX = 0xffff_0000_0000L;

  /** A path to an IPv4 address given as its 32 bits. */
  public static Path ofIpv4(Transport transport, int address, int port) {
    return new Path(transport, 0, MAPPED_PREFIX | (address & 0xffff_ffffL), port);
  }

  public boolean isIpv4() {
    return addressHigh == 0 && (addressLow & 0xffff_ffff_0000_0000L) == MAPPED_PREFIX;
  }

  /** The IPv4 address's 32 bits; only where {@link #isIpv4()}. */
  public int ipv4() {
    return (int) addressLow;
  }
}
