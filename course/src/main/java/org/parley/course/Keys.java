package org.parley.course;

import java.util.ArrayList;
import java.util.List;

/** What sides agree with to something proposed: a list of keys, in the order in which they were given, of each side at most one. */
public final class Keys {

  private Keys() {}

  /** The one that goes with a proposal, by which its author's side agrees to it. */
  public static List<Motion.Key> first(Author author) {
    return List.of(of(author));
  }

  public static boolean haveOf(List<Motion.Key> keys, String side) {
    return keys.stream().anyMatch(key -> key.side().equals(side));
  }

  /** With one more, of a side that has given none. */
  public static List<Motion.Key> with(List<Motion.Key> keys, Author author) {
    List<Motion.Key> more = new ArrayList<>(keys);
    more.add(of(author));
    return more;
  }

  public static List<Motion.Key> without(List<Motion.Key> keys, String side) {
    return keys.stream().filter(key -> !key.side().equals(side)).toList();
  }

  /** Whether each side has given one. */
  public static boolean areComplete(List<Motion.Key> keys, List<Delegation> delegations) {
    return delegations.stream().allMatch(side -> haveOf(keys, side.id()));
  }

  private static Motion.Key of(Author author) {
    return new Motion.Key(author.side(), author.act().seat(), author.act().seq());
  }
}
