package org.parley.server.app;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.media.dtls.DtlsCertificate;
import org.parley.media.dtls.DtlsServer;
import org.parley.server.http.AdminServer;
import org.parley.server.http.Certificates;
import org.parley.server.http.HttpConfig;
import org.parley.server.http.HttpLimits;
import org.parley.server.http.HttpServer;
import org.parley.server.http.TlsIdentity;
import org.parley.server.http.WebFiles;
import org.parley.server.http.WebSocketRoute;
import org.parley.server.mail.MailLimits;
import org.parley.server.mail.Postman;
import org.parley.server.mail.SmtpServer;
import org.parley.server.net.DtlsHandshakes;
import org.parley.server.net.MediaConfig;
import org.parley.server.net.MediaLoops;
import org.parley.server.signalling.Signalling;
import org.parley.server.signalling.SignallingLimits;
import org.parley.server.storage.Database;
import org.parley.server.storage.SealedFiles;
import org.parley.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts, wired and started; closing stops them, those first that others see. */
final class RunningServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

  private final Options options;
  private final DataDirectory directory;
  private final SecureRandom random = new SecureRandom();

  /** The first is stopped first. */
  private final Deque<Part> parts = new ArrayDeque<>();

  /** Something to stop. */
  private interface Part {
    void stop() throws Exception;
  }

  private RunningServer(Options options, DataDirectory directory) {
    this.options = options;
    this.directory = directory;
    parts.push(directory::close);
  }

  static RunningServer start(Options options) throws StartFailure {
    RunningServer server = new RunningServer(options, DataDirectory.open(options.data()));
    try {
      server.startParts();
      return server;
    } catch (StartFailure | RuntimeException failure) {
      server.close();
      throw failure;
    }
  }

  private void startParts() throws StartFailure {
    TlsIdentity tls = options.httpsPort() == 0 ? null : tls();
    Database database = openDatabase();
    parts.push(database::close);
    LiveStores stores = LiveStores.of(database, openFiles(database));
    // Its certificate is new at each start: nothing of it is worth keeping.
    DtlsServer dtls = new DtlsServer(DtlsCertificate.generate(Instant.now(), random), random);
    CompletableFuture<LiveMeetings> listener = new CompletableFuture<>();
    MediaLoops loops = openLoops(dtls, listener);
    parts.push(loops::close);
    LiveLimits limits = new LiveLimits(
        options.maxParticipants(), LiveLimits.DEFAULT.grace(), LiveLimits.DEFAULT.reloadGrace());
    Postman postman = postman();
    LiveMeetings live = new LiveMeetings(
        stores,
        new LoopMedia(loops, dtls.fingerprint(), random),
        new MailDesk(postman),
        limits,
        Clocks.SYSTEM);
    listener.complete(live);
    Signalling signalling = new Signalling(live, SignallingLimits.DEFAULT, System::nanoTime);
    parts.push(signalling::close);
    HttpServer http = http(tls, stores, live, signalling);
    parts.push(http::stop);
    // While the sockets are open still, since it tells everybody.
    parts.push(live::close);
    startAdmin(metrics -> {
      ServerMetrics.bind(metrics, http);
      ServerMetrics.bind(metrics, signalling, live);
      ServerMetrics.bind(metrics, live.files());
      ServerMetrics.bind(metrics, loops);
      if (postman != null) {
        ServerMetrics.bind(metrics, postman);
      }
    });
    try {
      http.start();
    } catch (HttpServer.PortInUse failure) {
      throw new StartFailure(failure.getMessage(), failure);
    }
    // Not before: a port in use gets its one line and no other.
    LOG.info("media on {}", loops.describe());
    Thread.ofPlatform().daemon().name("warm-up").start(() -> warmUp(dtls));
  }

  /** What the operator reads at the start. */
  String greeting() {
    return Addresses.greeting(options, directory.path());
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().stop();
      } catch (Exception failure) {
        LOG.warn("a part did not stop", failure);
      }
    }
  }

  private TlsIdentity tls() throws StartFailure {
    Path certificate = options.tlsCertificate();
    Path key = options.tlsKey();
    try {
      if (certificate != null && key != null) {
        return Certificates.load(certificate, key);
      }
      Set<String> names = Certificates.localNames();
      names.addAll(options.hosts());
      return Certificates.selfSigned(directory.path(), names, Instant.now());
    } catch (Certificates.Unusable unusable) {
      throw new StartFailure(unusable.getMessage(), unusable);
    } catch (IOException failure) {
      throw new StartFailure(
          "cannot keep a certificate in " + directory.path() + ": " + failure, failure);
    }
  }

  private Database openDatabase() throws StartFailure {
    try {
      return Database.open(directory.database());
    } catch (StorageException failure) {
      throw new StartFailure("the database: " + failure.getMessage(), failure);
    }
  }

  private SealedFiles openFiles(Database database) throws StartFailure {
    try {
      return SealedFiles.open(database, directory.sealedFiles(), SealedFiles.Limits.DEFAULT);
    } catch (StorageException failure) {
      throw new StartFailure("the sealed files: " + failure.getMessage(), failure);
    }
  }

  /** @param listener takes the rooms' events; none come before it has let somebody in */
  private MediaLoops openLoops(DtlsServer dtls, CompletableFuture<LiveMeetings> listener)
      throws StartFailure {
    int tcpPort = options.mediaTcpPort();
    MediaConfig config = new MediaConfig(
        options.bind(),
        options.mediaPort(),
        tcpPort == 0 ? MediaConfig.NO_TCP : tcpPort,
        options.loops(),
        options.announce());
    try {
      return MediaLoops.open(config, dtls, random, event -> listener.join().on(event));
    } catch (IOException failure) {
      throw new StartFailure(failure.getMessage(), failure);
    }
  }

  private HttpServer http(
      @Nullable TlsIdentity tls, LiveStores stores, LiveMeetings live, Signalling signalling) {
    HttpConfig config = new HttpConfig(
        Addresses.plain(options),
        Addresses.secure(options),
        tls,
        WebFiles.fromClasspath(),
        HttpLimits.DEFAULT);
    WebSocketRoute socket =
        new WebSocketRoute(Signalling.PATH, signalling::configure, signalling::upgrade);
    OrganisedMeetings meetings = new OrganisedMeetings(stores, live);
    return new HttpServer(config, meetings, live.files(), socket, System::nanoTime);
  }

  /** Null where the operator has named no mail server. */
  private @Nullable Postman postman() throws StartFailure {
    SmtpServer server = options.mail().server();
    if (server == null) {
      return null;
    }
    Postman postman = new Postman(server, MailLimits.DEFAULT, System::nanoTime);
    parts.push(postman::close);
    return postman;
  }

  /** @param bind gives what is to be counted its names */
  private void startAdmin(Consumer<Metrics> bind) throws StartFailure {
    if (options.adminPort() == 0) {
      return;
    }
    Metrics metrics = new Metrics();
    parts.push(metrics::close);
    bind.accept(metrics);
    AdminServer admin = new AdminServer(Loopback.addresses(options.adminPort()), metrics::scrape);
    parts.push(admin::stop);
    try {
      admin.start();
    } catch (HttpServer.PortInUse failure) {
      throw new StartFailure(failure.getMessage(), failure);
    }
  }

  private void warmUp(DtlsServer dtls) {
    try {
      DtlsHandshakes.warmUp(dtls, random);
    } catch (InterruptedException _) {
      // The server stops.
    } catch (IllegalStateException failure) {
      LOG.error("media will not connect", failure);
    }
  }
}
