package org.parley.server.app;

import org.jspecify.annotations.Nullable;

/** The server cannot start; the message tells the operator why, in one line. */
final class StartFailure extends Exception {

  StartFailure(String message) {
    super(message);
  }

  StartFailure(@Nullable String message, Throwable cause) {
    super(message, cause);
  }
}
