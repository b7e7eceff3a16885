package org.parley.server.net;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where media comes and goes.
 *
 * @param bind the one local address to listen on; null for all
 * @param udpPort of the first loop, the others take those that follow; 0 lets the system choose each
 * @param tcpPort of ICE-TCP, one for all loops; 0 lets the system choose, {@link #NO_TCP} is none
 * @param loops 1 to {@link MediaLoops#MAX_LOOPS}
 * @param announce the addresses that candidates name, such as that of a router in front; empty for this machine's own
 */
public record MediaConfig(
    @Nullable InetAddress bind, int udpPort, int tcpPort, int loops, List<InetAddress> announce) {

  public static final int NO_TCP = -1;
}
