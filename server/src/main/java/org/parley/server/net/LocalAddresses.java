package org.parley.server.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which addresses the candidates name: those by which clients may reach this machine. */
final class LocalAddresses {

  /** A client tries every candidate; higher finds more ways, lower costs each client fewer checks. */
  private static final int MAX_ANNOUNCED = 12;

  private LocalAddresses() {}

  /** The configured ones as they are; else the one bound to; else this machine's, and loopback only where there is no other. */
  static List<InetAddress> announced(MediaConfig config) throws IOException {
    if (!config.announce().isEmpty()) {
      return List.copyOf(config.announce());
    }
    InetAddress bind = config.bind();
    if (bind != null && !bind.isAnyLocalAddress()) {
      return List.of(bind);
    }
    List<InetAddress> reachable = reachable();
    return reachable.isEmpty() ? List.of(InetAddress.getLoopbackAddress()) : reachable;
  }

  /** IPv4 first: where both work it is the one that routers in between handle best. */
  private static List<InetAddress> reachable() throws IOException {
    List<InetAddress> addresses = new ArrayList<>();
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      if (each.isUp() && !each.isLoopback()) {
        each.inetAddresses().filter(LocalAddresses::isUsable).forEach(addresses::add);
      }
    }
    return addresses.stream()
        .sorted(Comparator.comparing(address -> !(address instanceof Inet4Address)))
        .limit(MAX_ANNOUNCED)
        .toList();
  }

  /** Link-local ones need a scope, which a candidate cannot carry. */
  private static boolean isUsable(InetAddress address) {
    return !address.isLinkLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isAnyLocalAddress()
        && !address.isMulticastAddress();
  }
}
