package org.parley.server.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * @param body written as JSON; null for none
 * @param allow the methods that the resource takes, where another was tried
 * @param maxAge for how long anybody may keep it; null where nobody may
 */
record ApiAnswer(
    int status,
    @Nullable Object body,
    @Nullable String allow,
    @Nullable Duration maxAge) {

  static ApiAnswer of(int status, Object body) {
    return new ApiAnswer(status, body, null, null);
  }

  static ApiAnswer empty(int status) {
    return new ApiAnswer(status, null, null, null);
  }

  ApiAnswer allowing(String methods) {
    return new ApiAnswer(status, body, methods, maxAge);
  }

  ApiAnswer keptFor(Duration time) {
    return new ApiAnswer(status, body, allow, time);
  }
}
