package org.parley.course.board;

import java.util.List;
import org.parley.course.Act;
import org.parley.course.Author;
import org.parley.course.Keys;
import org.parley.course.Motion;

/**
 * Criteria that not all sides have agreed to yet.
 *
 * @param seq the place of the proposal in the log, which names it
 * @param by the seat that made it
 * @param atMs when, by that seat's clock
 * @param keys of the sides that agree, in the order in which they were given; at least one
 */
public record CriteriaProposal(
    int seq, List<Criterion> items, String by, long atMs, List<Motion.Key> keys) {

  public CriteriaProposal {
    items = List.copyOf(items);
    keys = List.copyOf(keys);
  }

  static CriteriaProposal of(Author author, List<Criterion> items) {
    Act act = author.act();
    return new CriteriaProposal(act.seq(), items, act.seat(), act.atMs(), Keys.first(author));
  }

  boolean hasKeyOf(String side) {
    return Keys.haveOf(keys, side);
  }

  CriteriaProposal withKeyOf(Author author) {
    return new CriteriaProposal(seq, items, by, atMs, Keys.with(keys, author));
  }

  CriteriaProposal withoutKeyOf(String side) {
    return new CriteriaProposal(seq, items, by, atMs, Keys.without(keys, side));
  }
}
