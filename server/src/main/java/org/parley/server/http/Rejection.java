package org.parley.server.http;

/** Why a request or connection was turned away. */
public enum Rejection {
  /** A page of another site sent it. */
  ORIGIN,
  RATE,
  /** No such meeting, or the secret is not its organiser's. */
  UNKNOWN_LINK,
  /** The body is not the JSON that the call takes. */
  BODY_INVALID,
  BODY_TOO_LARGE,
  /** The request did not arrive in time. */
  SLOW,
  /** Refused by the domain's rules. */
  RULE,
  NOT_FOUND,
  /** Not HTTP, or more of it than the limits allow. */
  MALFORMED,
  TOO_MANY_CONNECTIONS,
  /** The database failed. */
  STORAGE
}
