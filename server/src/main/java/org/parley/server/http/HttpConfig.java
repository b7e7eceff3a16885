package org.parley.server.http;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens and what it serves.
 *
 * @param plain addresses for HTTP
 * @param secure addresses for HTTPS
 * @param tls null where there is no HTTPS
 */
public record HttpConfig(
    List<InetSocketAddress> plain,
    List<InetSocketAddress> secure,
    @Nullable TlsIdentity tls,
    WebFiles files,
    HttpLimits limits) {

  public HttpConfig {
    plain = List.copyOf(plain);
    secure = List.copyOf(secure);
    if (tls == null && !secure.isEmpty()) {
      throw new IllegalArgumentException("HTTPS needs a certificate");
    }
  }
}
