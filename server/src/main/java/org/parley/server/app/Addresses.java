package org.parley.server.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.parley.server.http.Certificates;

/** Where the server listens, and what people type to reach it. */
final class Addresses {

  private Addresses() {}

  static List<InetSocketAddress> plain(Options options) {
    InetAddress bind = options.httpBind();
    if (options.httpPort() == 0) {
      return List.of();
    }
    return bind == null
        ? Loopback.addresses(options.httpPort())
        : List.of(new InetSocketAddress(bind, options.httpPort()));
  }

  static List<InetSocketAddress> secure(Options options) {
    InetAddress bind = options.bind();
    if (options.httpsPort() == 0) {
      return List.of();
    }
    return List.of(
        bind == null
            ? new InetSocketAddress(options.httpsPort())
            : new InetSocketAddress(bind, options.httpsPort()));
  }

  /** What the operator reads at the start. */
  static String greeting(Options options, Path data) {
    StringBuilder text = new StringBuilder("Parley is ready.\n");
    if (options.httpPort() != 0) {
      text.append("  On this machine:  http://localhost:")
          .append(options.httpPort())
          .append("/\n");
    }
    if (options.httpsPort() != 0) {
      for (String host : hosts(options)) {
        text.append("  For others:       https://")
            .append(host.contains(":") ? "[" + host + "]" : host)
            .append(":")
            .append(options.httpsPort())
            .append("/\n");
      }
      if (options.tlsCertificate() == null) {
        text.append(
            "  Browsers will warn of its self-made certificate, once; --tls-cert brings another.\n");
      }
    }
    return text.append("  Meetings are kept in ").append(data).append("\n").toString();
  }

  private static Set<String> hosts(Options options) {
    Set<String> hosts = new LinkedHashSet<>(options.hosts());
    InetAddress bind = options.bind();
    if (hosts.isEmpty() && bind != null && !bind.isAnyLocalAddress()) {
      hosts.add(bind.getHostAddress());
    } else if (hosts.isEmpty()) {
      List<String> local = new ArrayList<>(Certificates.localNames());
      // IPv4 is what people can type.
      local.removeIf(name -> name.equals("localhost") || name.contains(":") || isLoopback(name));
      hosts.addAll(local);
    }
    return hosts.isEmpty() ? Set.of("localhost") : hosts;
  }

  private static boolean isLoopback(String address) {
    return InetAddress.ofLiteral(address).isLoopbackAddress();
  }
}
