package org.parley.server.signalling;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** How many connections there are, in all and of each address. Holds no more entries than connections. */
final class ConnectionQuota {

  /** The part of an IPv6 address that one subscriber is given (RFC 6177). */
  private static final int IPV6_PREFIX_BYTES = 8;

  private final int max;
  private final int maxPerAddress;
  private final Map<String, Integer> counts = new HashMap<>();
  private int count;

  ConnectionQuota(int max, int maxPerAddress) {
    this.max = max;
    this.maxPerAddress = maxPerAddress;
  }

  /** What an address is counted under. */
  static String key(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return "";
    }
    InetAddress ip = inet.getAddress();
    byte[] bytes = ip.getAddress();
    return HexFormat.of()
        .formatHex(bytes.length == 4 ? bytes : Arrays.copyOf(bytes, IPV6_PREFIX_BYTES));
  }

  synchronized boolean take(String key) {
    int ofAddress = counts.getOrDefault(key, 0);
    if (count >= max || ofAddress >= maxPerAddress) {
      return false;
    }
    counts.put(key, ofAddress + 1);
    count++;
    return true;
  }

  synchronized void giveBack(String key) {
    counts.computeIfPresent(key, (k, n) -> n == 1 ? null : n - 1);
    count--;
  }

  synchronized int count() {
    return count;
  }
}
