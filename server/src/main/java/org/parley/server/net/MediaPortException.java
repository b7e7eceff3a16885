package org.parley.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A port for media cannot be had; the message is for the operator. */
public final class MediaPortException extends IOException {

  MediaPortException(
      String transport, InetSocketAddress address, String option, IOException cause) {
    super(
        "cannot listen for media on %s port %d%s: %s; choose another with %s"
            .formatted(
                transport,
                address.getPort(),
                address.getAddress().isAnyLocalAddress()
                    ? ""
                    : " of " + address.getAddress().getHostAddress(),
                cause.getMessage(),
                option),
        cause);
  }
}
