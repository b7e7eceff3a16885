package org.parley.server.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what never reached a handler, or failed in one: the status in plain words, and nothing of the request or the failure. */
final class PlainErrors extends ErrorHandler {

  private final Rejections rejections;

  PlainErrors(Rejections rejections) {
    this.rejections = rejections;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    if (HttpStatus.isClientError(status)) {
      rejections.count(Rejection.MALFORMED);
    }
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    String message = HttpStatus.getMessage(status);
    Site.text(status, message + ".\n", response, callback);
    return true;
  }
}
