package org.parley.server.http;

import org.jspecify.annotations.Nullable;

/**
 * @param body written as JSON; null for none
 * @param allow the methods that the resource takes, where another was tried
 */
record ApiAnswer(
    int status, @Nullable Object body, @Nullable String allow) {

  static ApiAnswer of(int status, Object body) {
    return new ApiAnswer(status, body, null);
  }

  static ApiAnswer empty(int status) {
    return new ApiAnswer(status, null, null);
  }

  ApiAnswer allowing(String methods) {
    return new ApiAnswer(status, body, methods);
  }
}
