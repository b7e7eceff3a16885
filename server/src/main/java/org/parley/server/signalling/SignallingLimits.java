package org.parley.server.signalling;

import java.time.Duration;

/**
 * What the signalling socket bears.
 *
 * @param maxConnections in all. Each costs some 20 kB
 * @param maxConnectionsPerAddress of one IPv4 address or IPv6 /64: higher lets a large office behind one address in, lower stops one
 *     host from taking all
 * @param firstMessage within which a connection must show its link
 * @param silence after which a connection that sent nothing, not even pongs, is taken for dead: shorter notices sooner, longer bears
 *     worse networks
 */
public record SignallingLimits(
    int maxConnections, int maxConnectionsPerAddress, Duration firstMessage, Duration silence) {

  public static final SignallingLimits DEFAULT =
      new SignallingLimits(5_000, 500, Duration.ofSeconds(10), Duration.ofSeconds(30));

  /** Pings a silence: one may get lost. */
  private static final int PINGS_A_SILENCE = 3;

  Duration pingInterval() {
    return silence.dividedBy(PINGS_A_SILENCE);
  }
}
