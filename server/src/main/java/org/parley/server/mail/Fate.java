package org.parley.server.mail;

/** What became of a mail. */
public enum Fate {
  /** The mail server took it. */
  SENT,
  /** The mail server does not take it for that address, now or later. */
  REFUSED,
  /** The mail server does not take it now, or too many wait to be sent. */
  BUSY,
  /** The mail server was not reached, does not let us in, or was lost before it had said that it took it. */
  UNREACHABLE,
  /** More were sent within an hour than may be. */
  TOO_MANY
}
