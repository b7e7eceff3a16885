package org.parley.server.http;

import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/**
 * A path whose requests become WebSocket connections.
 *
 * @param configure sets the container's limits, once, before the server starts
 */
public record WebSocketRoute(
    String path, Consumer<ServerWebSocketContainer> configure, Upgrade upgrade) {

  /** Answers the request in any case: upgrades it, or says why not. */
  @FunctionalInterface
  public interface Upgrade {
    boolean upgrade(
        ServerWebSocketContainer container, Request request, Response response, Callback callback);
  }
}
