package org.parley.course.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.parley.course.Act;
import org.parley.course.Delegation;
import org.parley.course.Reason;
import org.parley.course.Role;
import org.parley.course.Tables;
import org.parley.course.board.BoardCommand.AgreeOnCriteria;
import org.parley.course.board.BoardCommand.ProposeCriteria;
import org.parley.course.board.BoardCommand.TableAlternative;
import org.parley.course.board.BoardOutcome.Noted;
import org.parley.course.board.BoardOutcome.Refused;

/** Boards to test with. */
final class Boards {

  /** With a head, an expert and a member each. */
  static final List<Delegation> THREE = List.of(side("harbour"), side("ridge"), side("valley"));

  static final List<Criterion> ITEMS =
      List.of(new Criterion(1, "Cost"), new Criterion(2, "Time to build"));

  static final TableAlternative PLAN =
      new TableAlternative(true, "A pier for both", "By day\nand by night");

  static final TableAlternative FERRY = new TableAlternative(false, "A ferry", "");

  private Boards() {}

  private static Delegation side(String id) {
    return Tables.side(id, Role.HEAD, Role.EXPERT, Role.MEMBER);
  }

  /** After one side's proposal and the keys of all others. */
  static Board agreed(Board board, List<Criterion> items) {
    String first = board.delegations().getFirst().id();
    Board proposed = done(board, first + "-head", new ProposeCriteria(items));
    int proposal = proposed.seq();
    for (Delegation other : board.delegations()) {
      if (!other.id().equals(first)) {
        proposed = done(proposed, other.id() + "-head", new AgreeOnCriteria(proposal));
      }
    }
    return proposed;
  }

  static Alternative alternative(Board board, int id) {
    return Objects.requireNonNull(board.alternative(id));
  }

  /** Carries a command out at the next place of the log, a second later for each. */
  static Board done(Board board, String seat, BoardCommand command) {
    return at(board, seat, command).next();
  }

  static Noted at(Board board, String seat, BoardCommand command) {
    int seq = board.seq() + 1;
    BoardOutcome outcome = board.decide(new Act(seat, seq, seq * 1000L), command);
    assertThat(outcome).isInstanceOf(Noted.class);
    return (Noted) outcome;
  }

  static void refused(Board board, String seat, BoardCommand command, Reason reason) {
    Act act = new Act(seat, board.seq() + 1, 0);
    assertThat(board.decide(act, command)).isEqualTo(new Refused(reason));
  }
}
