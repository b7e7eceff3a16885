package org.parley.course.board;

import org.jspecify.annotations.Nullable;
import org.parley.course.Circle;
import org.parley.course.Reason;
import org.parley.course.Role;
import org.parley.course.board.BoardCommand.AgreeOnCriteria;
import org.parley.course.board.BoardCommand.Assess;
import org.parley.course.board.BoardCommand.DeclineCriteria;
import org.parley.course.board.BoardCommand.ProposeCriteria;
import org.parley.course.board.BoardCommand.ReviseAlternative;
import org.parley.course.board.BoardCommand.TableAlternative;
import org.parley.course.board.BoardCommand.TakeBackAlternative;
import org.parley.course.board.BoardCommand.TakePosition;
import org.parley.course.board.BoardCommand.WithdrawCriteria;

/** The table of rights: which roles may do what at the board. What else a command needs, {@link Board} asks. */
public enum BoardRight {
  PROPOSE_CRITERIA(Of.HEADS),
  AGREE_ON_CRITERIA(Of.HEADS),
  DECLINE_CRITERIA(Of.HEADS),
  WITHDRAW_CRITERIA(Of.HEADS),
  TABLE_ALTERNATIVE(Of.HEADS),
  REVISE_ALTERNATIVE(Of.HEADS),
  TAKE_BACK_ALTERNATIVE(Of.HEADS),
  TAKE_POSITION(Of.HEADS),
  ASSESS(Of.ASSESSORS);

  private enum Of {
    /** Heads and deputies. */
    HEADS,
    /** These, the secretariat, and who advises a side. */
    ASSESSORS;

    boolean has(Role role) {
      return switch (this) {
        case HEADS -> role.speaksForSide();
        case ASSESSORS -> role.prepares() || Circle.EXPERTS.has(role);
      };
    }
  }

  private final Of of;

  BoardRight(Of of) {
    this.of = of;
  }

  /** What it takes for a command. */
  public static BoardRight of(BoardCommand command) {
    return switch (command) {
      case ProposeCriteria _ -> PROPOSE_CRITERIA;
      case AgreeOnCriteria _ -> AGREE_ON_CRITERIA;
      case DeclineCriteria _ -> DECLINE_CRITERIA;
      case WithdrawCriteria _ -> WITHDRAW_CRITERIA;
      case TableAlternative _ -> TABLE_ALTERNATIVE;
      case ReviseAlternative _ -> REVISE_ALTERNATIVE;
      case TakeBackAlternative _ -> TAKE_BACK_ALTERNATIVE;
      case TakePosition _ -> TAKE_POSITION;
      case Assess _ -> ASSESS;
    };
  }

  /**
   * Why not; null for who has the right.
   *
   * @param role null for whoever is not seated
   */
  public @Nullable Reason refusal(@Nullable Role role) {
    if (role == null) {
      return Reason.NOT_SEATED;
    }
    return of.has(role) ? null : Reason.NOT_YOUR_ROLE;
  }
}
