package org.parley.course;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be talked about.
 *
 * @param version the place in the log of the motion that proposed it; {@link #NONE} before the first
 * @param current the id of the item that is dealt with; {@link #NONE} where none is
 * @param done the ids of the items that were dealt with in this meeting, in the order in which they were ended
 * @param takenUpMs when it was taken up, by the clock of whose key was the last
 */
public record Agenda(
    int version, List<Item> items, List<Integer> done, int current, long takenUpMs) {

  /** Instead of a version or an item. */
  public static final int NONE = -1;

  /** More is no agenda; fewer would bind those who plan by the quarter of an hour. */
  public static final int MAX_ITEMS = 50;

  /** Of one item's text. */
  public static final int MAX_TEXT_CHARS = 400;

  /** Of all texts together, so that a version fits into one object of the log in any script. */
  public static final int MAX_CHARS = 10_000;

  /** A week. */
  public static final int MAX_MINUTES = 7 * 24 * 60;

  static final Agenda EMPTY = new Agenda(NONE, List.of(), List.of(), NONE, 0);

  public Agenda {
    items = List.copyOf(items);
    done = List.copyOf(done);
  }

  /** What is wrong with a version that somebody proposes; null where nothing is. */
  static @Nullable Reason wrong(List<Item> items) {
    if (items.size() > MAX_ITEMS) {
      return Reason.TOO_MANY;
    }
    Set<Integer> ids = new LinkedHashSet<>();
    int chars = 0;
    for (Item item : items) {
      chars += item.text().length();
      if (item.text().length() > MAX_TEXT_CHARS || item.minutes() > MAX_MINUTES) {
        return Reason.TOO_LONG;
      }
      if (Texts.isBlank(item.text())
          || item.minutes() < 0
          || item.id() < 0
          || !ids.add(item.id())) {
        return Reason.MALFORMED;
      }
    }
    return chars > MAX_CHARS ? Reason.TOO_LONG : null;
  }

  boolean has(int item) {
    return items.stream().anyMatch(one -> one.id() == item);
  }

  /** The version that takes this one's place. */
  Agenda next(int newVersion, List<Item> newItems) {
    Agenda next = new Agenda(newVersion, newItems, List.of(), NONE, 0);
    List<Integer> kept = done.stream().filter(next::has).toList();
    boolean stays = next.has(current);
    return new Agenda(newVersion, newItems, kept, stays ? current : NONE, stays ? takenUpMs : 0);
  }

  /** With another item that is dealt with, or none; the one before is done. */
  Agenda at(int item, long atMs) {
    List<Integer> ended = new ArrayList<>(done);
    if (current != NONE) {
      ended.add(current);
    }
    // One that is taken up again is not done any more.
    ended.removeIf(one -> one == item);
    return new Agenda(version, items, ended, item, item == NONE ? 0 : atMs);
  }

  /** What is left for the next meeting. */
  Agenda left() {
    List<Item> open = items.stream().filter(item -> !done.contains(item.id())).toList();
    return new Agenda(version, open, List.of(), NONE, 0);
  }

  /** Whether an item with that label is dealt with. */
  boolean isUnder(Item.Label label) {
    return items.stream().anyMatch(item -> item.id() == current && item.label() == label);
  }
}
