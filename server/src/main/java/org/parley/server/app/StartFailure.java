package org.parley.server.app;

/** The server cannot start; the message tells the operator why, in one line. */
final class StartFailure extends Exception {

  StartFailure(String message) {
    super(message);
  }

  StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
