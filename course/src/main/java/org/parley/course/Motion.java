package org.parley.course;

import java.util.List;

/**
 * Something proposed that not all sides have agreed to yet.
 *
 * @param seq the place of its proposal in the log, which names it
 * @param by the seat that proposed it
 * @param atMs when, by the proposer's clock
 * @param keys of the sides that agree, in the order in which they were given; at least one
 */
public record Motion(int seq, Matter matter, String by, long atMs, List<Key> keys) {

  /** A side's consent: who gave it, and at which place of the log. */
  public record Key(String side, String seat, int seq) {}

  public Motion {
    keys = List.copyOf(keys);
  }

  static Motion of(Author author, Matter matter) {
    Act act = author.act();
    return new Motion(act.seq(), matter, act.seat(), act.atMs(), Keys.first(author));
  }

  boolean hasKeyOf(String side) {
    return Keys.haveOf(keys, side);
  }

  Motion withKeyOf(Author author) {
    return new Motion(seq, matter, by, atMs, Keys.with(keys, author));
  }

  Motion withoutKeyOf(String side) {
    return new Motion(seq, matter, by, atMs, Keys.without(keys, side));
  }
}
