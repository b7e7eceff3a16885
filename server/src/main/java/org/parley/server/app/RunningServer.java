package org.parley.server.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.server.http.AdminServer;
import org.parley.server.http.Certificates;
import org.parley.server.http.HttpConfig;
import org.parley.server.http.HttpLimits;
import org.parley.server.http.HttpServer;
import org.parley.server.http.Rejection;
import org.parley.server.http.TlsIdentity;
import org.parley.server.http.WebFiles;
import org.parley.server.http.WebSocketRoute;
import org.parley.server.storage.Database;
import org.parley.server.storage.MeetingStore;
import org.parley.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts, wired and started; closing stops them in the reverse order. */
final class RunningServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

  private final Options options;
  private final Path data;
  private final Deque<Part> parts = new ArrayDeque<>();

  /** Something to stop. */
  private interface Part {
    void stop() throws Exception;
  }

  private RunningServer(Options options, Path data) {
    this.options = options;
    this.data = data;
  }

  static RunningServer start(Options options) throws StartFailure {
    DataDirectory directory = DataDirectory.open(options.data());
    RunningServer server = new RunningServer(options, directory.path());
    server.parts.push(directory::close);
    try {
      server.startParts(directory);
      return server;
    } catch (StartFailure | RuntimeException failure) {
      server.close();
      throw failure;
    }
  }

  private void startParts(DataDirectory directory) throws StartFailure {
    Database database = openDatabase(directory);
    parts.push(database::close);
    MeetingStore store = new MeetingStore(database);
    HttpConfig config = new HttpConfig(
        plainAddresses(),
        secureAddresses(),
        options.httpsPort() == 0 ? null : tls(directory.path()),
        WebFiles.fromClasspath(),
        HttpLimits.DEFAULT);
    WebSocketRoute socket =
        new WebSocketRoute("/api/signal", _ -> {}, (_, request, response, callback) -> {
          org.eclipse.jetty.server.Response.writeError(request, response, callback, 503);
          return true;
        });
    HttpServer http = new HttpServer(config, new StoredMeetings(store), socket, System::nanoTime);
    try {
      http.start();
    } catch (HttpServer.PortInUse failure) {
      throw new StartFailure(failure.getMessage(), failure);
    }
    parts.push(http::stop);
    startAdmin(http);
  }

  private void startAdmin(HttpServer http) throws StartFailure {
    if (options.adminPort() == 0) {
      return;
    }
    Metrics metrics = new Metrics();
    parts.push(metrics::close);
    metrics.reasons(
        "parley.http.rejections",
        "Requests and connections turned away",
        Rejection.class,
        http.rejections()::of);
    AdminServer admin = new AdminServer(Loopback.addresses(options.adminPort()), metrics::scrape);
    try {
      admin.start();
    } catch (HttpServer.PortInUse failure) {
      throw new StartFailure(failure.getMessage(), failure);
    }
    parts.push(admin::stop);
  }

  /** What the operator reads at the start. */
  String greeting() {
    StringBuilder text = new StringBuilder("Parley is ready.\n");
    if (options.httpPort() != 0) {
      text.append("  On this machine:  http://localhost:")
          .append(options.httpPort())
          .append("/\n");
    }
    if (options.httpsPort() != 0) {
      for (String host : publicHosts()) {
        text.append("  For others:       https://")
            .append(host.contains(":") ? "[" + host + "]" : host)
            .append(":")
            .append(options.httpsPort())
            .append("/\n");
      }
      if (options.tlsCertificate() == null) {
        text.append(
            "                    (browsers warn of the self-made certificate: --help, --tls-cert)\n");
      }
    }
    return text.append("  Meetings are kept in ").append(data).append("\n").toString();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().stop();
      } catch (Exception failure) {
        LOG.warn("a part did not stop: {}", failure.toString());
      }
    }
  }

  private static Database openDatabase(DataDirectory directory) throws StartFailure {
    try {
      return Database.open(directory.database());
    } catch (StorageException failure) {
      throw new StartFailure("the database: " + failure.getMessage(), failure);
    }
  }

  private TlsIdentity tls(Path directory) throws StartFailure {
    Path certificate = options.tlsCertificate();
    Path key = options.tlsKey();
    try {
      if (certificate != null && key != null) {
        return Certificates.load(certificate, key);
      }
      Set<String> names = Certificates.localNames();
      names.addAll(options.hosts());
      return Certificates.selfSigned(directory, names, Instant.now());
    } catch (Certificates.Unusable unusable) {
      throw new StartFailure(unusable.getMessage(), unusable);
    } catch (IOException failure) {
      throw new StartFailure("cannot keep a certificate in " + directory + ": " + failure, failure);
    }
  }

  private List<InetSocketAddress> plainAddresses() {
    if (options.httpPort() == 0) {
      return List.of();
    }
    InetAddress bind = options.httpBind();
    return bind == null
        ? Loopback.addresses(options.httpPort())
        : List.of(new InetSocketAddress(bind, options.httpPort()));
  }

  private List<InetSocketAddress> secureAddresses() {
    if (options.httpsPort() == 0) {
      return List.of();
    }
    InetAddress bind = options.bind();
    return List.of(
        bind == null
            ? new InetSocketAddress(options.httpsPort())
            : new InetSocketAddress(bind, options.httpsPort()));
  }

  private Set<String> publicHosts() {
    Set<String> hosts = new LinkedHashSet<>(options.hosts());
    if (hosts.isEmpty()) {
      InetAddress bind = options.bind();
      List<String> local = new ArrayList<>(Certificates.localNames());
      local.removeIf(name -> isLoopback(name) || name.contains(":"));
      hosts.addAll(bind == null ? local : List.of(bind.getHostAddress()));
    }
    return hosts.isEmpty() ? Set.of("localhost") : hosts;
  }

  private static boolean isLoopback(@Nullable String name) {
    return name == null
        || name.equals("localhost")
        || InetAddress.ofLiteral(name).isLoopbackAddress();
  }
}
