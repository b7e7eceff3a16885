package org.parley.server.net;

import java.util.Map;
import org.parley.media.transport.Counters;

/**
 * What one media loop counted since the start, as of at most {@link MediaLoop#STATS_INTERVAL_MS} ago while it has anything to do.
 *
 * @param loop its number, from 0
 * @param datagramsIn over UDP and TCP
 * @param bytesIn of payload, without headers of UDP, TCP or framing
 * @param cpuNs the thread's processor time
 * @param drops the shell's own; the rooms' are in {@code rooms}
 * @param outboxDropped datagrams that a full batch lost
 */
public record LoopStats(
    int loop,
    long datagramsIn,
    long bytesIn,
    long datagramsOut,
    long bytesOut,
    long cpuNs,
    int tcpConnections,
    Map<NetDrop, Long> drops,
    long outboxDropped,
    Counters.Snapshot rooms) {}
