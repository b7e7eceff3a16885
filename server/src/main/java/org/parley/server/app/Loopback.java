package org.parley.server.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** The addresses that only this machine reaches: a browser tries both for {@code localhost}. */
final class Loopback {

  private Loopback() {}

  static List<InetSocketAddress> addresses(int port) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    addresses.add(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    InetAddress six = InetAddress.ofLiteral("::1");
    if (exists(six)) {
      addresses.add(new InetSocketAddress(six, port));
    }
    return addresses;
  }

  /** Machines without IPv6 are common. */
  private static boolean exists(InetAddress address) {
    try (ServerSocket probe = new ServerSocket(0, 1, address)) {
      return probe.isBound();
    } catch (IOException _) {
      return false;
    }
  }
}
