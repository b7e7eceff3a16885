package org.parley.server.http;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Limits connections in number, and cuts those whose requests come too slowly: an idle time-out alone is kept away by a byte now and
 * then. As the outermost handler it sees when a request's header has come.
 */
final class ConnectionGuard extends Handler.Wrapper implements Connection.Listener {

  /** How often times are looked at; they are as coarse as this. */
  private static final long SWEEP_MS = 500;

  private final HttpLimits limits;
  private final Rejections rejections;
  private final LongSupplier clockNs;
  private final Map<Connection, Watch> watches = new ConcurrentHashMap<>();
  private final Map<String, Integer> perAddress = new HashMap<>();
  private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
      Thread.ofPlatform().daemon().name("http-sweeper").factory());

  ConnectionGuard(Handler handler, HttpLimits limits, Rejections rejections, LongSupplier clockNs) {
    super(handler);
    this.limits = limits;
    this.rejections = rejections;
    this.clockNs = clockNs;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    var _ = sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void doStop() throws Exception {
    sweeper.shutdownNow();
    super.doStop();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Watch watch = watches.get(request.getConnectionMetaData().getConnection());
    if (watch != null) {
      watch.begin();
      Request.addCompletionListener(
          request,
          _ -> watch.end(request.getConnectionMetaData().getConnection().getBytesIn()));
    }
    return super.handle(request, response, callback);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection) {
      // What it carries is told, too, and is what counts.
      return;
    }
    String address = AddressKey.of(connection.getEndPoint().getRemoteSocketAddress());
    boolean taken;
    synchronized (perAddress) {
      int open = perAddress.getOrDefault(address, 0);
      taken = open < limits.maxConnectionsPerAddress() && watches.size() < limits.maxConnections();
      if (taken) {
        perAddress.put(address, open + 1);
        watches.put(connection, new Watch(address, clockNs.getAsLong()));
      }
    }
    if (!taken) {
      rejections.count(Rejection.TOO_MANY_CONNECTIONS);
      connection.getEndPoint().close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    synchronized (perAddress) {
      Watch watch = watches.remove(connection);
      if (watch != null) {
        perAddress.computeIfPresent(watch.address, (_, open) -> open == 1 ? null : open - 1);
      }
    }
  }

  private void sweep() {
    long nowNs = clockNs.getAsLong();
    watches.forEach((connection, watch) -> {
      // Others, WebSocket's, have limits of their own.
      boolean http = connection instanceof ConnectionMetaData;
      if (http && watch.isLate(nowNs, connection.getBytesIn(), limits.request().toNanos())) {
        rejections.count(Rejection.SLOW);
        connection.getEndPoint().close();
      }
    });
  }

  /** What is known of one connection's requests. */
  private static final class Watch {
    private final String address;
    private boolean answering;
    private long bytesBefore;
    private boolean receiving = true;
    private long receivingSinceNs;

    Watch(String address, long nowNs) {
      this.address = address;
      this.receivingSinceNs = nowNs;
    }

    synchronized void begin() {
      answering = true;
    }

    synchronized void end(long bytesIn) {
      answering = false;
      receiving = false;
      bytesBefore = bytesIn;
    }

    /** Whether a request has been coming for longer than it may; the first begins with the connection. */
    synchronized boolean isLate(long nowNs, long bytesIn, long limitNs) {
      if (answering) {
        return false;
      }
      if (!receiving && bytesIn > bytesBefore) {
        receiving = true;
        receivingSinceNs = nowNs;
      }
      return receiving && nowNs - receivingSinceNs > limitNs;
    }
  }
}
