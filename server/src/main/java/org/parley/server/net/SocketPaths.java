package org.parley.server.net;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.parley.media.transport.Path;
import org.parley.media.transport.Transport;

/** Turns the system's addresses into paths and back, remembering the recent ones so that the packet path makes no new ones. */
final class SocketPaths {

  /** Higher spares more when many send; lower bounds what forged source addresses fill. At the limit all are forgotten. */
  private static final int MAX_REMEMBERED = 8192;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final Map<InetSocketAddress, Path> paths = new HashMap<>();
  private final Map<Path, InetSocketAddress> addresses = new HashMap<>();

  Path udpPath(InetSocketAddress address) {
    Path known = paths.get(address);
    if (known != null) {
      return known;
    }
    if (paths.size() >= MAX_REMEMBERED) {
      paths.clear();
    }
    Path path = path(Transport.UDP, address);
    paths.put(address, path);
    return path;
  }

  InetSocketAddress address(Path path) {
    InetSocketAddress known = addresses.get(path);
    if (known != null) {
      return known;
    }
    if (addresses.size() >= MAX_REMEMBERED) {
      addresses.clear();
    }
    InetSocketAddress address = new InetSocketAddress(inetAddress(path), path.port());
    addresses.put(path, address);
    return address;
  }

  static Path path(Transport transport, InetSocketAddress address) {
    byte[] bytes = address.getAddress().getAddress();
    return bytes.length == 4
        ? Path.ofIpv4(transport, (int) INT.get(bytes, 0), address.getPort())
        : new Path(
            transport, (long) LONG.get(bytes, 0), (long) LONG.get(bytes, 8), address.getPort());
  }

  private static InetAddress inetAddress(Path path) {
    byte[] bytes = new byte[path.isIpv4() ? 4 : 16];
    if (path.isIpv4()) {
      INT.set(bytes, 0, path.ipv4());
    } else {
      LONG.set(bytes, 0, path.addressHigh());
      LONG.set(bytes, 8, path.addressLow());
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // Only for other lengths.
    }
  }
}
