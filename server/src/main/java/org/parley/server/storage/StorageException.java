package org.parley.server.storage;

/** The database did not do what was asked; nothing of it may be taken as done. */
public final class StorageException extends RuntimeException {

  public enum Reason {
    /** It failed, or took too long: asking again may help. */
    UNAVAILABLE,
    /** It holds as many meetings as it may. */
    FULL,
    /** It holds what was not written so. */
    CORRUPT
  }

  private final Reason reason;

  StorageException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  StorageException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
