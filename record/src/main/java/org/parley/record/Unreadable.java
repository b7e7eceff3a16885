package org.parley.record;

/** Why a file cannot be read at all. */
public enum Unreadable implements Opened {
  /** Another file. */
  NO_RECORD,
  /** A record that a later Parley wrote. */
  ANOTHER_VERSION,
  /** Larger than {@link SealedRecord#MAX_BYTES}. */
  TOO_LARGE,
  /** The code is another file's, or the file was changed or cut: the box does not tell which. */
  NOT_OPENED,
  /** The code opens it, and what is in it is no record. */
  MALFORMED
}
