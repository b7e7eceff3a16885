package org.parley.course.json;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parley.course.Delegation;
import org.parley.course.board.Alternative;
import org.parley.course.board.Assessment;
import org.parley.course.board.Board;
import org.parley.course.board.Criteria;
import org.parley.course.board.CriteriaProposal;
import org.parley.course.board.Position;

/**
 * A board as it is shown, without the long texts, which are asked for one by one.
 *
 * @param seq the place of the last act that had an effect; -1 before the first
 * @param proposal of other criteria, which waits for keys; null where none does
 * @param alternatives in the order in which they were tabled, with those that were taken back
 * @param overlap the ids of those that every side supports or could accept, by what it stated last
 */
public record BoardView(
    int seq,
    Criteria criteria,
    @Nullable CriteriaProposal proposal,
    List<Outline> alternatives,
    List<Integer> overlap) {

  /**
   * An {@link Alternative} without its texts and its history.
   *
   * @param version the newest, by its place in the log
   * @param versions how many there are
   * @param positions what each side stated last, in the charter's order of sides; of an older version too
   * @param changed the place of the last act about it
   */
  public record Outline(
      int id,
      boolean isPlan,
      String side,
      boolean isTakenBack,
      String title,
      int version,
      int versions,
      List<Position> positions,
      List<Assessment> assessments,
      int changed) {

    public Outline {
      positions = List.copyOf(positions);
      assessments = List.copyOf(assessments);
    }

    static Outline of(Alternative alternative, List<Delegation> delegations) {
      return new Outline(
          alternative.id(),
          alternative.isPlan(),
          alternative.side(),
          alternative.isTakenBack(),
          alternative.newest().title(),
          alternative.version(),
          alternative.wordings().size(),
          delegations.stream()
              .map(side -> alternative.positionOf(side.id()))
              .filter(Objects::nonNull)
              .toList(),
          alternative.assessments(),
          alternative.changed());
    }
  }

  public BoardView {
    alternatives = List.copyOf(alternatives);
    overlap = List.copyOf(overlap);
  }

  public static BoardView of(Board board) {
    return new BoardView(
        board.seq(),
        board.criteria(),
        board.proposal(),
        board.alternatives().stream()
            .map(one -> Outline.of(one, board.delegations()))
            .toList(),
        board.overlap().stream().map(Alternative::id).toList());
  }
}
