package org.parley.server.signalling;

/** Why a connection was not taken, or was cut off. */
public enum Rejection {
  /** The Origin header is missing, or not the server's own. */
  ORIGIN,
  /** The server or the address has as many connections as it may. */
  TOO_MANY_CONNECTIONS,
  /** No link was shown in time. */
  NO_FIRST_MESSAGE,
  /** Nothing was heard for too long. */
  SILENT,
  /** A message that is not of the protocol. */
  MESSAGE_INVALID,
  MESSAGE_TOO_LARGE,
  /** Frames that break RFC 6455. */
  FRAME_INVALID,
  RATE,
  /** The outgoing queue ran full. */
  SLOW_READER
}
