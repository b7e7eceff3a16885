package org.parley.course.board;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Author;

/**
 * Something that the sides could agree on.
 *
 * @param id the place in the log where it was tabled
 * @param isPlan whether it is the one that the others are alternatives to; at most one such stands
 * @param side that tabled it, and alone changes it
 * @param isTakenBack whether that side does not stand by it any more
 * @param wordings its versions, the newest last; at least one
 * @param positions all that was stated of it, the newest last
 * @param assessments of each side under each criterion at most one, in the order in which they were last said
 * @param changed the place of the last act about it
 */
public record Alternative(
    int id,
    boolean isPlan,
    String side,
    boolean isTakenBack,
    List<Edition> wordings,
    List<Position> positions,
    List<Assessment> assessments,
    int changed) {

  /** What is revised more often is better talked over; more would only make what everybody folds larger. */
  public static final int MAX_WORDINGS = 50;

  /** Of one side, with those that it changed: more than talks of years bring, and a bound for who states without end. */
  public static final int MAX_POSITIONS = 200;

  public Alternative {
    wordings = List.copyOf(wordings);
    positions = List.copyOf(positions);
    assessments = List.copyOf(assessments);
  }

  static Alternative of(Author author, boolean isPlan, String title, String text) {
    Act act = author.act();
    return new Alternative(
        act.seq(),
        isPlan,
        author.side(),
        false,
        List.of(new Edition(act, title, text)),
        List.of(),
        List.of(),
        act.seq());
  }

  public Edition newest() {
    return wordings.getLast();
  }

  public int version() {
    return newest().act().seq();
  }

  /** What a side has stated last; null where it has stated nothing. */
  public @Nullable Position positionOf(String other) {
    for (int i = positions.size() - 1; i >= 0; i--) {
      if (positions.get(i).side().equals(other)) {
        return positions.get(i);
      }
    }
    return null;
  }

  int countOf(String other) {
    return (int) positions.stream().filter(one -> one.side().equals(other)).count();
  }

  @Nullable
  Assessment assessmentOf(String other, int criterion) {
    return assessments.stream()
        .filter(one -> one.isOf(other, criterion))
        .findFirst()
        .orElse(null);
  }

  Alternative revised(Act act, String title, String text) {
    List<Edition> more = new ArrayList<>(wordings);
    more.add(new Edition(act, title, text));
    return new Alternative(id, isPlan, side, isTakenBack, more, positions, assessments, act.seq());
  }

  Alternative takenBack(Act act) {
    return new Alternative(id, isPlan, side, true, wordings, positions, assessments, act.seq());
  }

  Alternative with(Position position) {
    List<Position> more = new ArrayList<>(positions);
    more.add(position);
    return new Alternative(
        id,
        isPlan,
        side,
        isTakenBack,
        wordings,
        more,
        assessments,
        position.act().seq());
  }

  /** With what a side says under a criterion, instead of what it said; an empty text is none. */
  Alternative with(Assessment said) {
    List<Assessment> changed = new ArrayList<>(assessments);
    changed.removeIf(one -> one.isOf(said.side(), said.criterion()));
    if (!said.text().isEmpty()) {
      changed.add(said);
    }
    return new Alternative(
        id, isPlan, side, isTakenBack, wordings, positions, changed, said.act().seq());
  }

  /** Without what was said under criteria that are gone. */
  Alternative under(Criteria criteria) {
    List<Assessment> left =
        assessments.stream().filter(one -> criteria.has(one.criterion())).toList();
    return new Alternative(id, isPlan, side, isTakenBack, wordings, positions, left, changed);
  }
}
