package org.parley.course;

import java.util.ArrayList;
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

  static Motion of(Act act, String side, Matter matter) {
    return new Motion(
        act.seq(), matter, act.seat(), act.atMs(), List.of(new Key(side, act.seat(), act.seq())));
  }

  boolean hasKeyOf(String side) {
    return keys.stream().anyMatch(key -> key.side().equals(side));
  }

  Motion with(Key key) {
    List<Key> more = new ArrayList<>(keys);
    more.add(key);
    return new Motion(seq, matter, by, atMs, more);
  }

  Motion withoutKeyOf(String side) {
    List<Key> left = keys.stream().filter(key -> !key.side().equals(side)).toList();
    return new Motion(seq, matter, by, atMs, left);
  }
}
