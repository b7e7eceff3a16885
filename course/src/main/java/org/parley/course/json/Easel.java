package org.parley.course.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Delegation;
import org.parley.course.Reason;
import org.parley.course.board.Alternative;
import org.parley.course.board.Board;
import org.parley.course.board.BoardCommand;
import org.parley.course.board.BoardEvent;
import org.parley.course.board.BoardOutcome;

/**
 * A board that is followed: a {@link Board} that moves on with what is taken from the log. Commands are {@link BoardCommand}s, answers
 * {@link BoardAnswer}s, the view a {@link BoardView}, a detail an {@link Alternative}.
 */
public final class Easel extends Followed {

  private static final Current.Telling<Board, BoardCommand, BoardOutcome> TELLING =
      new Current.Telling<>(
          BoardReading::command,
          new BoardOutcome.Refused(Reason.MALFORMED),
          Easel::next,
          (_, _, outcome) -> answer(outcome));

  private final Current<Board, BoardCommand, BoardOutcome> current;

  private Easel(Board board) {
    current = new Current<>(board, TELLING);
  }

  /**
   * A board on which nothing is yet; null for what are no delegations.
   *
   * @param delegations an array of {@link Delegation}
   */
  public static @Nullable Easel open(String delegations) {
    List<Delegation> read = Reading.delegations(delegations);
    return read == null ? null : new Easel(Board.of(read));
  }

  @Override
  Current<?, ?, ?> current() {
    return current;
  }

  @Override
  public String view() {
    return BoardWriting.of(BoardView.of(current.state())).print();
  }

  @Override
  public String detail(int id) {
    Alternative alternative = current.state().alternative(id);
    return alternative == null
        ? new Json.Nothing().print()
        : BoardWriting.of(alternative).print();
  }

  private static @Nullable Board next(BoardOutcome outcome) {
    return outcome instanceof BoardOutcome.Noted(Board next, List<BoardEvent> _) ? next : null;
  }

  private static Json answer(BoardOutcome outcome) {
    return BoardWriting.of(
        switch (outcome) {
          case BoardOutcome.Noted noted -> new BoardAnswer.Noted(noted.events());
          case BoardOutcome.Refused refused -> new Answer.Refused(refused.reason());
        });
  }
}
