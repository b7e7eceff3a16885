package org.parley.server.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

/** Jetty, embedded: HTTP/1.1 on plain and TLS ports, requests on virtual threads. */
public final class HttpServer {

  /** Jetty's own: acceptors, selectors and a reserve. Requests run on virtual threads. */
  private static final int THREADS = 24;

  /** The longest that is sent honestly, a page's address and headers, is below 2 kB. */
  private static final int MAX_HEADER_BYTES = 8 * 1024;

  private static final int MAX_RESPONSE_HEADER_BYTES = 8 * 1024;

  /** Connections that wait for an acceptor. */
  private static final int ACCEPT_QUEUE = 512;

  /** Within which what is being answered may finish at the stop. */
  private static final Duration STOP_TIME = Duration.ofMillis(500);

  private final Server server;
  private final List<ServerConnector> plain = new ArrayList<>();
  private final List<ServerConnector> secure = new ArrayList<>();
  private final Rejections rejections = new Rejections();

  /** @param clockNs as {@link System#nanoTime()} */
  public HttpServer(
      HttpConfig config,
      Meetings meetings,
      TicketedFiles files,
      WebSocketRoute socket,
      LongSupplier clockNs) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
    threads.setName("http");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
    server = new Server(threads);
    server.setStopTimeout(STOP_TIME.toMillis());
    server.setErrorHandler(new PlainErrors(rejections));
    ServerWebSocketContainer container = ServerWebSocketContainer.ensure(server);
    socket.configure().accept(container);
    Site site = new Site(config, meetings, files, socket, container, rejections, clockNs);
    ConnectionGuard guard = new ConnectionGuard(site, config.limits(), rejections, clockNs);
    server.setHandler(guard);
    for (InetSocketAddress address : config.plain()) {
      plain.add(connector(address, config.limits(), guard, null));
    }
    for (InetSocketAddress address : config.secure()) {
      secure.add(connector(address, config.limits(), guard, config.tls()));
    }
  }

  /**
   * Binds the ports and serves.
   *
   * @throws PortInUse where a port cannot be bound
   */
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
      throw new IllegalStateException("the HTTP server does not start", failure);
    }
  }

  /** Stops within {@link #STOP_TIME}. */
  public void stop() {
    try {
      for (ServerConnector connector : server.getBeans(ServerConnector.class)) {
        connector.close();
      }
      server.stop();
    } catch (TimeoutException expected) {
      // Someone kept a connection open to the end, as browsers do; it is cut now, and all else is
      // stopped.
    } catch (Exception failure) {
      throw new IllegalStateException("the HTTP server does not stop", failure);
    }
  }

  /** The port of plain HTTP, as bound. */
  public int plainPort() {
    return plain.getFirst().getLocalPort();
  }

  /** The port of HTTPS, as bound. */
  public int securePort() {
    return secure.getFirst().getLocalPort();
  }

  /** Why requests and connections were turned away. */
  public Rejections rejections() {
    return rejections;
  }

  /** A port that could not be bound. */
  public static final class PortInUse extends Exception {
    PortInUse(@Nullable String host, int port, IOException cause) {
      super(
          "port "
              + port
              + (host == null ? "" : " of " + host)
              + " cannot be opened: "
              + cause.getMessage(),
          cause);
    }
  }

  private ServerConnector connector(
      InetSocketAddress address,
      HttpLimits limits,
      ConnectionGuard guard,
      @Nullable TlsIdentity tls) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
    configuration.setResponseHeaderSize(MAX_RESPONSE_HEADER_BYTES);
    configuration.setHttpCompliance(HttpCompliance.RFC7230);
    configuration.setUriCompliance(UriCompliance.RFC3986);
    configuration.setIdleTimeout(limits.idle().toMillis());
    List<ConnectionFactory> factories = new ArrayList<>();
    if (tls != null) {
      // Whichever name or address people reach the server by, it answers: the browser checks it.
      SecureRequestCustomizer customizer = new SecureRequestCustomizer(false);
      configuration.addCustomizer(customizer);
      factories.add(new SslConnectionFactory(context(tls), "http/1.1"));
    }
    factories.add(new HttpConnectionFactory(configuration));
    ServerConnector connector =
        new ServerConnector(server, 1, 1, factories.toArray(ConnectionFactory[]::new));
    connector.setHost(address.getAddress().isAnyLocalAddress() ? null : address.getHostString());
    connector.setPort(address.getPort());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.addEventListener(guard);
    server.addConnector(connector);
    return connector;
  }

  private static SslContextFactory.Server context(TlsIdentity identity) {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      // The store lives in memory alone; its password guards nothing.
      char[] password = "memory".toCharArray();
      keys.setKeyEntry(
          "server", identity.key(), password, identity.chain().toArray(Certificate[]::new));
      SslContextFactory.Server context = new SslContextFactory.Server();
      context.setKeyStore(keys);
      context.setKeyManagerPassword(new String(password));
      context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
      context.setRenegotiationAllowed(false);
      return context;
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalArgumentException("the certificate cannot be used", failure);
    }
  }
}
