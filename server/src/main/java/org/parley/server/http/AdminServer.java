package org.parley.server.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.parley.server.http.HttpServer.PortInUse;

/** Metrics and health for whoever runs the server: a port of its own, on loopback alone. */
public final class AdminServer {

  /** One acceptor, one selector and a few requests: whoever scrapes comes every few seconds. */
  private static final int THREADS = 6;

  private static final long IDLE_MS = 10_000;

  private final Server server;

  /**
   * @param addresses on loopback
   * @param metrics in the text format of Prometheus
   */
  public AdminServer(List<InetSocketAddress> addresses, Supplier<String> metrics) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 3);
    threads.setName("admin");
    threads.setDaemon(true);
    server = new Server(threads);
    server.setErrorHandler(new PlainErrors(new Rejections()));
    server.setHandler(new Pages(metrics));
    for (InetSocketAddress address : addresses) {
      if (!address.getAddress().isLoopbackAddress()) {
        throw new IllegalArgumentException("the admin port is for loopback alone");
      }
      HttpConfiguration configuration = new HttpConfiguration();
      configuration.setSendServerVersion(false);
      ServerConnector connector =
          new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration));
      connector.setHost(address.getHostString());
      connector.setPort(address.getPort());
      connector.setIdleTimeout(IDLE_MS);
      server.addConnector(connector);
    }
  }

  /** @throws PortInUse where the port cannot be bound */
  public void start() throws PortInUse {
    for (ServerConnector connector : server.getBeans(ServerConnector.class)) {
      try {
        connector.open();
      } catch (IOException failure) {
        stop();
        throw new PortInUse(connector.getHost(), connector.getPort(), failure);
      }
    }
    try {
      server.start();
    } catch (Exception failure) {
      stop();
      throw new IllegalStateException("the admin server does not start", failure);
    }
  }

  public void stop() {
    try {
      for (ServerConnector connector : server.getBeans(ServerConnector.class)) {
        connector.close();
      }
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the admin server does not stop", failure);
    }
  }

  /** The port, as bound. */
  public int port() {
    return server.getBean(ServerConnector.class).getLocalPort();
  }

  private static final class Pages extends Handler.Abstract {
    private final Supplier<String> metrics;

    Pages(Supplier<String> metrics) {
      this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.getHeaders().put("X-Content-Type-Options", "nosniff");
      String path = Request.getPathInContext(request);
      if (!isLoopback(Request.getServerName(request))) {
        // A page of another site, whose name its owner pointed here.
        Site.text(403, "Forbidden.\n", response, callback);
      } else if (path.equals("/metrics")) {
        Site.text(200, metrics.get(), response, callback);
      } else if (path.equals("/healthz")) {
        Site.text(200, "ok\n", response, callback);
      } else {
        Site.text(404, "Not found.\n", response, callback);
      }
      return true;
    }

    private static boolean isLoopback(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "localhost", "127.0.0.1", "[::1]", "::1" -> true;
        default -> false;
      };
    }
  }
}
