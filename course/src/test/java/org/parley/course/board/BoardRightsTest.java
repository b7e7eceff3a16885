package org.parley.course.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.course.Act;
import org.parley.course.Reason;
import org.parley.course.Role;
import org.parley.course.Tables;
import org.parley.course.board.BoardCommand.AgreeOnCriteria;
import org.parley.course.board.BoardCommand.Assess;
import org.parley.course.board.BoardCommand.DeclineCriteria;
import org.parley.course.board.BoardCommand.ProposeCriteria;
import org.parley.course.board.BoardCommand.ReviseAlternative;
import org.parley.course.board.BoardCommand.TakeBackAlternative;
import org.parley.course.board.BoardCommand.TakePosition;
import org.parley.course.board.BoardCommand.WithdrawCriteria;
import org.parley.course.board.BoardOutcome.Noted;
import org.parley.course.board.BoardOutcome.Refused;

public class BoardRightsTest {

  /** Every role of each side, with and without a proposal: what the table refuses is refused for that reason, and what it allows is not. */
  @ParameterizedTest
  @EnumSource(BoardRight.class)
  void theTableDecides(BoardRight right) {
    Board agreed = Boards.agreed(Board.of(Tables.TWO), Boards.ITEMS);
    Board tabled = Boards.done(agreed, "ridge-head", Boards.PLAN);
    Board proposed = Boards.done(tabled, "harbour-head", new ProposeCriteria(List.of()));
    boolean isEverDone = false;
    for (Board board : List.of(tabled, proposed)) {
      BoardCommand command = example(right, tabled.seq(), proposed.seq());
      assertThat(BoardRight.of(command)).isEqualTo(right);
      for (Role role : Role.values()) {
        for (String side : List.of("harbour-", "ridge-")) {
          String seat = side + role.name().toLowerCase(Locale.ROOT);
          BoardOutcome outcome = board.decide(new Act(seat, board.seq() + 1, 0), command);
          Reason refusal = right.refusal(role);
          if (refusal != null) {
            assertThat(outcome).isEqualTo(new Refused(refusal));
          } else if (outcome instanceof Refused(Reason reason)) {
            assertThat(reason).isIn(Reason.OVER, Reason.ALREADY, Reason.NOT_YOUR_SIDE);
          }
          isEverDone |= outcome instanceof Noted;
        }
      }
      assertThat(board.decide(new Act("nobody", board.seq() + 1, 0), command))
          .isEqualTo(new Refused(Reason.NOT_SEATED));
    }
    assertThat(isEverDone).isTrue();
  }

  @Test
  void headsBindAndExpertsAssess() {
    for (BoardRight right : BoardRight.values()) {
      assertThat(Tables.words(role -> right.refusal(role) == null))
          .isEqualTo(
              right == BoardRight.ASSESS
                  ? "head, deputy, secretariat, adviser, expert"
                  : "head, deputy");
    }
  }

  private static BoardCommand example(BoardRight right, int alternative, int proposal) {
    return switch (right) {
      case PROPOSE_CRITERIA -> new ProposeCriteria(List.of());
      case AGREE_ON_CRITERIA -> new AgreeOnCriteria(proposal);
      case DECLINE_CRITERIA -> new DeclineCriteria(proposal);
      case WITHDRAW_CRITERIA -> new WithdrawCriteria(proposal);
      case TABLE_ALTERNATIVE -> Boards.FERRY;
      case REVISE_ALTERNATIVE -> new ReviseAlternative(alternative, alternative, "Another", "");
      case TAKE_BACK_ALTERNATIVE -> new TakeBackAlternative(alternative);
      case TAKE_POSITION -> new TakePosition(alternative, alternative, Stance.OPPOSES, "");
      case ASSESS -> new Assess(alternative, 0, 1, "Dear");
    };
  }

  /** What a command needs besides. */
  private static String besides(BoardRight right) {
    return switch (right) {
      case PROPOSE_CRITERIA ->
        "none are proposed; they are others than those agreed; at most " + Criteria.MAX_ITEMS
            + ", of 1 to " + Criterion.MAX_CHARS + " characters";
      case AGREE_ON_CRITERIA -> "they are proposed, and one's side has not given its key";
      case DECLINE_CRITERIA ->
        "they are proposed, and one's side has not given its key: the proposal is over";
      case WITHDRAW_CRITERIA -> "they are proposed, and one's side has given its key";
      case TABLE_ALTERNATIVE ->
        "there are fewer than " + Board.MAX_ALTERNATIVES
            + "; for a plan, none stands; a title of 1 to " + Edition.MAX_TITLE_CHARS
            + " characters, a text of at most " + Edition.MAX_TEXT_CHARS;
      case REVISE_ALTERNATIVE ->
        "it stands, and is one's side's; the version that one has seen is the newest; it is another wording; fewer than "
            + Alternative.MAX_WORDINGS + " versions";
      case TAKE_BACK_ALTERNATIVE -> "it stands, and is one's side's";
      case TAKE_POSITION ->
        "it stands; the version that one has seen is the newest; it is another position than before; a condition of 1 to "
            + Position.MAX_CONDITION_CHARS
            + " characters where one could accept, and as one likes where one reserves; fewer than "
            + Alternative.MAX_POSITIONS + " of one's side";
      case ASSESS ->
        "it stands; the criterion is of those agreed, in the version that one has seen; it is another text than before; at most "
            + Assessment.MAX_CHARS + " characters";
    };
  }

  /** Of docs/rights.md. */
  public static String chapter() {
    StringBuilder out = new StringBuilder("""

        ## On the board

        Whatever the meeting's phase.

        | command | who | if |
        |---|---|---|
        """);
    for (BoardRight right : BoardRight.values()) {
      String who = Tables.words(role -> right.refusal(role) == null);
      String cells = String.join(" | ", Tables.words(right), who, besides(right));
      out.append("| ").append(cells).append(" |\n");
    }
    return out.append("""

        Criteria count when each side's head or deputy has given a key: the proposal is the first. What was said under a criterion goes with it.

        A position is of the version that its side has seen, and stays so where there is a newer one. All of them are kept. Those alternatives overlap
        that stand, and that every side supports or could accept by what it stated last.
        """).toString();
  }
}
