package org.parley.server.http;

import java.time.Duration;

/**
 * What connections may take.
 *
 * @param maxConnections in all; more cost some 20 kB each
 * @param maxConnectionsPerAddress of one IPv4 address or IPv6 /64: higher lets a large office behind one address in, lower stops one
 *     host from taking all
 * @param idle after which a connection that nothing moves on is closed
 * @param request within which a request's header must have come
 * @param pace of files
 */
public record HttpLimits(
    int maxConnections, int maxConnectionsPerAddress, Duration idle, Duration request, Pace pace) {

  public static final HttpLimits DEFAULT =
      new HttpLimits(8_000, 600, Duration.ofSeconds(20), Duration.ofSeconds(15), Pace.DEFAULT);
}
