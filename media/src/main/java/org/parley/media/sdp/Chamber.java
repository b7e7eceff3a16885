package org.parley.media.sdp;

/**
 * For whom a source is. A device sends a set of sources for each, since what is sent in one is encrypted for those in it, and never goes to
 * another.
 */
public enum Chamber {
  /** All sides at the table. */
  PLENARY,
  /** A side by itself. */
  CAUCUS,
  /** Some of all sides, aside from the table. */
  SIDEBAR
}
