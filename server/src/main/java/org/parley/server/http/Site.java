package org.parley.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import tools.jackson.databind.json.JsonMapper;

/** Every request comes here: to the socket, the API, the health check, or the web client's files. */
final class Site extends Handler.Abstract {

  private static final String NO_CLIENT = """
      Parley's server runs, but this build has no web client in it.
      ./parley build makes one that has.
      """;

  private final WebFiles files;
  private final Api api;
  private final FileCalls fileCalls;
  private final SecurityHeaders security;
  private final WebSocketRoute socket;
  private final ServerWebSocketContainer container;
  private final Rejections rejections;
  private final JsonMapper writer = JsonMapper.builder().build();

  Site(
      HttpConfig config,
      Meetings meetings,
      TicketedFiles ticketed,
      WebSocketRoute socket,
      ServerWebSocketContainer container,
      Rejections rejections,
      LongSupplier clockNs) {
    this.files = config.files();
    this.api = new Api(meetings, rejections, clockNs);
    this.fileCalls =
        new FileCalls(ticketed, rejections, clockNs, config.limits().pace());
    this.security = new SecurityHeaders(config.tls() != null && config.tls().trusted());
    this.socket = socket;
    this.container = container;
    this.rejections = rejections;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    security.addTo(request, response.getHeaders());
    if (path.equals(socket.path())) {
      return socket.upgrade().upgrade(container, request, response, callback);
    }
    if (path.startsWith(FileCalls.PREFIX)) {
      ApiAnswer answer = fileCalls.answer(request, path, response, callback);
      if (answer != null) {
        answer(answer, response, callback);
      }
    } else if (path.startsWith(Api.PREFIX)) {
      answer(api.answer(request, path), response, callback);
    } else if (!isRead(request)) {
      rejections.count(Rejection.NOT_FOUND);
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      text(405, "Method not allowed.\n", response, callback);
    } else if (path.equals("/healthz")) {
      text(200, "ok\n", response, callback);
    } else {
      file(path, request, response, callback);
    }
    return true;
  }

  private void answer(ApiAnswer answer, Response response, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    Duration maxAge = answer.maxAge();
    headers.put(
        HttpHeader.CACHE_CONTROL,
        maxAge == null ? "no-store" : "public, max-age=" + maxAge.toSeconds());
    if (answer.allow() != null) {
      headers.put(HttpHeader.ALLOW, answer.allow());
    }
    if (answer.status() == HttpStatus.TOO_MANY_REQUESTS_429) {
      headers.put(HttpHeader.RETRY_AFTER, "10");
    }
    response.setStatus(answer.status());
    if (answer.body() == null) {
      response.write(true, ByteBuffer.allocate(0), callback);
      return;
    }
    headers.put(HttpHeader.CONTENT_TYPE, "application/json");
    write(writer.writeValueAsBytes(answer.body()), response, callback);
  }

  private void file(String path, Request request, Response response, Callback callback) {
    boolean page = path.equals("/")
        || path.equals("/privacy")
        || path.equals("/check")
        || path.startsWith("/m/")
        || path.startsWith("/organise/")
        || path.startsWith("/public/");
    WebFiles.WebFile file = files.at(page ? "/index.html" : path);
    if (file == null) {
      if (page) {
        text(503, NO_CLIENT, response, callback);
      } else {
        rejections.count(Rejection.NOT_FOUND);
        text(404, "Not found.\n", response, callback);
      }
      return;
    }
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(
        HttpHeader.CACHE_CONTROL,
        file.hashed() ? "public, max-age=31536000, immutable" : "no-cache");
    headers.put(HttpHeader.ETAG, file.etag());
    headers.put(HttpHeader.VARY, "Accept-Encoding");
    if (file.etag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
      response.setStatus(HttpStatus.NOT_MODIFIED_304);
      response.write(true, ByteBuffer.allocate(0), callback);
      return;
    }
    headers.put(HttpHeader.CONTENT_TYPE, file.type());
    byte[] gzip = acceptsGzip(request) ? file.gzip() : null;
    if (gzip != null) {
      headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
    }
    response.setStatus(HttpStatus.OK_200);
    write(gzip == null ? file.bytes() : gzip, response, callback);
  }

  static void text(int status, String text, Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    if (response.getHeaders().get(HttpHeader.CACHE_CONTROL) == null) {
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    }
    write(text.getBytes(StandardCharsets.UTF_8), response, callback);
  }

  /** Jetty leaves the body out of the answer to HEAD. */
  private static void write(byte[] bytes, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  private static boolean isRead(Request request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  private static boolean acceptsGzip(Request request) {
    String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
    return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
  }
}
