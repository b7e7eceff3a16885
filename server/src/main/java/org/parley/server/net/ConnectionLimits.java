package org.parley.server.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections there are, in all and from one place: an IPv4 address, or an IPv6 /64, of which one host commonly has all. */
final class ConnectionLimits {

  private static final int IPV6_PREFIX_BYTES = 8;

  private final int inAll;
  private final int fromOne;
  private final AtomicInteger count = new AtomicInteger();
  private final ConcurrentHashMap<ByteBuffer, Integer> byPlace = new ConcurrentHashMap<>();

  ConnectionLimits(int inAll, int fromOne) {
    this.inAll = inAll;
    this.fromOne = fromOne;
  }

  /** Counts one more, unless that is one too many. */
  boolean enter(InetAddress address) {
    if (count.incrementAndGet() > inAll) {
      count.decrementAndGet();
      return false;
    }
    if (byPlace.merge(place(address), 1, Integer::sum) > fromOne) {
      leave(address);
      return false;
    }
    return true;
  }

  void leave(InetAddress address) {
    count.decrementAndGet();
    byPlace.computeIfPresent(place(address), (place, held) -> held == 1 ? null : held - 1);
  }

  int count() {
    return count.get();
  }

  private static ByteBuffer place(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(
        address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_PREFIX_BYTES) : bytes);
  }
}
