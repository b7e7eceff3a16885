package org.parley.course.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Author;

/**
 * A side's word, which stands until the others have agreed to it, one has said no, or another took its place. The side that made it agrees to
 * each of its dates.
 *
 * @param seq its place in the log, which names it
 * @param by the seat that made it
 * @param atMs when, by that seat's clock
 * @param keys of the other sides that agree, in the order in which they were given; of each side one at most
 */
public record Offer(
    int seq, String side, String by, long atMs, Proposal proposal, List<Consent> keys) {

  /**
   * A side's key.
   *
   * @param span which of the dates it agrees to; 0 where there are none to choose from
   */
  public record Consent(String side, String by, int seq, long atMs, int span) {}

  public Offer {
    keys = List.copyOf(keys);
  }

  static Offer of(Author author, Proposal proposal) {
    Act act = author.act();
    return new Offer(act.seq(), author.side(), act.seat(), act.atMs(), proposal, List.of());
  }

  /** Null where that side has not agreed, or made the offer. */
  @Nullable
  Consent keyOf(String other) {
    return keys.stream().filter(key -> key.side().equals(other)).findFirst().orElse(null);
  }

  /** Whether that side agrees to that date. */
  boolean isAgreed(String other, int span) {
    Consent key = keyOf(other);
    return side.equals(other) || (key != null && key.span() == span);
  }

  Offer with(Author author, int span) {
    Act act = author.act();
    List<Consent> more = new ArrayList<>(withoutKeyOf(author.side()).keys);
    more.add(new Consent(author.side(), act.seat(), act.seq(), act.atMs(), span));
    return new Offer(seq, side, by, atMs, proposal, more);
  }

  Offer withoutKeyOf(String other) {
    List<Consent> left = keys.stream().filter(key -> !key.side().equals(other)).toList();
    return new Offer(seq, side, by, atMs, proposal, left);
  }
}
