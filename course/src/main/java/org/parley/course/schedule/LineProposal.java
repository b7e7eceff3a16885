package org.parley.course.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Author;

/**
 * A line that somebody has proposed for the public. It needs a key of every side, of the one that proposed it as well: a key signs the
 * proposal's place in the log, which nobody knows before it stands there.
 *
 * @param seq its place in the log, which names it
 * @param by the seat that made it
 * @param atMs when, by that seat's clock
 * @param keys in the order in which they were given; of each side one at most
 */
public record LineProposal(
    int seq, String side, String by, long atMs, PublicLine line, List<LineKey> keys) {

  /** An Ed25519 signature in base64url. */
  public static final int SIGNATURE_CHARS = 86;

  /**
   * A side's key.
   *
   * @param signature by the link of the seat that gave it. No rule asks whether it is good: clients do, and whoever publishes the line
   */
  public record LineKey(String side, String by, int seq, long atMs, String signature) {}

  public LineProposal {
    keys = List.copyOf(keys);
  }

  static LineProposal of(Author author, PublicLine line) {
    Act act = author.act();
    return new LineProposal(act.seq(), author.side(), act.seat(), act.atMs(), line, List.of());
  }

  /** Null where that side has given none. */
  @Nullable
  LineKey keyOf(String other) {
    return keys.stream().filter(key -> key.side().equals(other)).findFirst().orElse(null);
  }

  LineProposal with(Author author, String signature) {
    Act act = author.act();
    List<LineKey> more = new ArrayList<>(keys);
    more.removeIf(key -> key.side().equals(author.side()));
    more.add(new LineKey(author.side(), act.seat(), act.seq(), act.atMs(), signature));
    return new LineProposal(seq, side, by, atMs, line, more);
  }
}
