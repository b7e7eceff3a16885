package org.parley.server.signalling;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signalling socket at {@link #PATH}: takes upgrades, and watches over the connections that come of them. */
public final class Signalling implements AutoCloseable {
  public static final String PATH = "/api/signal";

  private static final Logger LOG = LoggerFactory.getLogger(Signalling.class);

  /** How often limits in time are looked at; they are as coarse as this. */
  private static final Duration TICK = Duration.ofMillis(500);

  /** Pongs and pings that wait to be sent; past it the connection fails. */
  private static final int MAX_OUTGOING_FRAMES = 64;

  /** Jetty's own, the last resort: ours come first. */
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

  private final MeetingAccess meetings;
  private final SignallingLimits limits;
  private final LongSupplier clockNs;
  private final MessageCodec codec = new MessageCodec();
  private final ReasonCounts<Rejection> rejections = new ReasonCounts<>();
  private final ReasonCounts<Reason> refusals = new ReasonCounts<>();
  private final ConnectionQuota quota;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
      Thread.ofPlatform().daemon().name("signalling-ticker").factory());

  /** @param clockNs as {@link System#nanoTime()} */
  public Signalling(MeetingAccess meetings, SignallingLimits limits, LongSupplier clockNs) {
    this.meetings = meetings;
    this.limits = limits;
    this.clockNs = clockNs;
    this.quota = new ConnectionQuota(limits.maxConnections(), limits.maxConnectionsPerAddress());
    var _ = ticker.scheduleWithFixedDelay(
        this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Sets the container's limits; once, before the server starts. */
  public void configure(ServerWebSocketContainer container) {
    container.setMaxTextMessageSize(MessageCodec.MAX_MESSAGE_BYTES);
    container.setMaxBinaryMessageSize(1);
    container.setMaxFrameSize(MessageCodec.MAX_MESSAGE_BYTES);
    container.setMaxOutgoingFrames(MAX_OUTGOING_FRAMES);
    container.setIdleTimeout(IDLE_TIMEOUT);
  }

  /**
   * Takes a request for {@link #PATH}: upgrades it, or answers why not.
   *
   * @return true, always: the request is handled
   */
  public boolean upgrade(
      ServerWebSocketContainer container, Request request, Response response, Callback callback) {
    if (!isSameOrigin(request)) {
      rejections.count(Rejection.ORIGIN);
      Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
      return true;
    }
    String key = ConnectionQuota.key(request.getConnectionMetaData().getRemoteSocketAddress());
    if (!quota.take(key)) {
      rejections.count(Rejection.TOO_MANY_CONNECTIONS);
      Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
      return true;
    }
    Connection connection = new Connection(this, nowNs(), () -> quota.giveBack(key));
    connections.add(connection);
    boolean upgraded = false;
    try {
      upgraded = container.upgrade(
          (upgradeRequest, upgradeResponse, upgradeCallback) -> {
            // No compression: what is small gains nothing, and a bomb has no way in (RFC 7692).
            upgradeResponse.setExtensions(List.of());
            return connection;
          },
          request,
          response,
          callback);
    } finally {
      if (!upgraded) {
        connection.gone(MeetingAccess.Closure.BROKEN);
      }
    }
    if (!upgraded) {
      Response.writeError(request, response, callback, HttpStatus.UPGRADE_REQUIRED_426);
    }
    return true;
  }

  /** Why connections were refused or cut off. */
  public ReasonCounts<Rejection> rejections() {
    return rejections;
  }

  /** What clients were refused. */
  public ReasonCounts<Reason> refusals() {
    return refusals;
  }

  /** Open connections. */
  public int connections() {
    return quota.count();
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }

  /**
   * Whether a page of this server's own asks. A page of another site would say so in Origin, which its script cannot change; a missing
   * one is refused, too, so that what holds does not depend on who asks.
   */
  private static boolean isSameOrigin(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    String host = request.getHttpURI().getAuthority();
    if (origin == null || host == null) {
      return false;
    }
    try {
      URI uri = new URI(origin);
      String authority = authority(uri.getScheme(), uri.getAuthority());
      return authority != null && authority.equals(authority(uri.getScheme(), host));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Host and port in one form, without the scheme's default port; null where there is no host or the scheme is not of the web. */
  private static @Nullable String authority(@Nullable String scheme, @Nullable String authority) {
    if (scheme == null || authority == null) {
      return null;
    }
    String defaultPort = switch (scheme.toLowerCase(Locale.ROOT)) {
      case "http" -> ":80";
      case "https" -> ":443";
      default -> null;
    };
    if (defaultPort == null) {
      return null;
    }
    String lower = authority.toLowerCase(Locale.ROOT);
    return lower.endsWith(defaultPort)
        ? lower.substring(0, lower.length() - defaultPort.length())
        : lower;
  }

  private void tick() {
    try {
      long nowNs = nowNs();
      connections.forEach(connection -> connection.tick(nowNs));
    } catch (RuntimeException e) {
      // The ticker would stop for good.
      failed(e);
    }
  }

  void closed(Connection connection) {
    connections.remove(connection);
  }

  void failed(Throwable cause) {
    LOG.debug("A connection failed", cause);
  }

  MeetingAccess meetings() {
    return meetings;
  }

  SignallingLimits limits() {
    return limits;
  }

  MessageCodec codec() {
    return codec;
  }

  long nowNs() {
    return clockNs.getAsLong();
  }
}
