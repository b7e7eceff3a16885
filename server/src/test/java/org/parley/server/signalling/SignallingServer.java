package org.parley.server.signalling;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** A real server on loopback with nothing but the signalling socket. */
public final class SignallingServer {
  private final Server server;
  private final ServerConnector connector;
  private final Signalling signalling;
  private final HttpClient http = HttpClient.newHttpClient();

  public SignallingServer(MeetingAccess meetings, SignallingLimits limits) throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    server = new Server(threads);
    connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    signalling = new Signalling(meetings, limits, System::nanoTime);
    ServerWebSocketContainer container = ServerWebSocketContainer.ensure(server);
    signalling.configure(container);
    server.setHandler(new Handler.Abstract() {
      @Override
      public boolean handle(Request request, Response response, Callback callback) {
        return signalling.upgrade(container, request, response, callback);
      }
    });
    server.start();
  }

  public Signalling signalling() {
    return signalling;
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
  }

  public String origin() {
    return "http://127.0.0.1:" + connector.getLocalPort();
  }

  public TestClient connect() {
    return connect(origin()).join();
  }

  public CompletableFuture<TestClient> connect(String origin) {
    TestClient client = new TestClient();
    WebSocket.Builder builder = http.newWebSocketBuilder();
    if (!origin.isEmpty()) {
      builder.header("Origin", origin);
    }
    return builder
        .buildAsync(URI.create(origin().replace("http", "ws") + Signalling.PATH), client)
        .thenApply(client::opened);
  }

  public void close() throws Exception {
    http.shutdownNow();
    signalling.close();
    server.stop();
  }
}
