package org.parley.course.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.parley.course.board.Boards.FERRY;
import static org.parley.course.board.Boards.ITEMS;
import static org.parley.course.board.Boards.PLAN;
import static org.parley.course.board.Boards.THREE;
import static org.parley.course.board.Boards.agreed;
import static org.parley.course.board.Boards.alternative;
import static org.parley.course.board.Boards.at;
import static org.parley.course.board.Boards.done;
import static org.parley.course.board.Boards.refused;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.course.Act;
import org.parley.course.Delegation;
import org.parley.course.Motion;
import org.parley.course.Reason;
import org.parley.course.Role;
import org.parley.course.Tables;
import org.parley.course.board.BoardCommand.AgreeOnCriteria;
import org.parley.course.board.BoardCommand.Assess;
import org.parley.course.board.BoardCommand.DeclineCriteria;
import org.parley.course.board.BoardCommand.ProposeCriteria;
import org.parley.course.board.BoardCommand.ReviseAlternative;
import org.parley.course.board.BoardCommand.TableAlternative;
import org.parley.course.board.BoardCommand.TakeBackAlternative;
import org.parley.course.board.BoardCommand.TakePosition;
import org.parley.course.board.BoardCommand.WithdrawCriteria;
import org.parley.course.board.BoardOutcome.Refused;

class BoardTest {

  private static Act act(String seat, int seq) {
    return new Act(seat, seq, seq * 1000L);
  }

  // --- criteria ---

  @Test
  void criteriaCountOnceEachSideHasGivenItsKey() {
    Board board = Board.of(THREE);
    board = done(board, "harbour-head", new ProposeCriteria(ITEMS));
    refused(board, "ridge-head", new ProposeCriteria(List.of()), Reason.ALREADY);
    refused(board, "harbour-head", new AgreeOnCriteria(0), Reason.ALREADY);
    board = done(board, "ridge-head", new AgreeOnCriteria(0));
    assertThat(board.criteria()).isEqualTo(Criteria.EMPTY);
    assertThat(board.proposal())
        .isEqualTo(new CriteriaProposal(
            0,
            ITEMS,
            "harbour-head",
            0,
            List.of(
                new Motion.Key("harbour", "harbour-head", 0),
                new Motion.Key("ridge", "ridge-head", 1))));
    BoardOutcome.Noted carried = at(board, "valley-head", new AgreeOnCriteria(0));
    assertThat(carried.events())
        .containsExactly(
            new BoardEvent.CriteriaAgreed(act("valley-head", 2), 0),
            new BoardEvent.CriteriaCarried(act("valley-head", 2), 0));
    board = carried.next();
    assertThat(board.criteria()).isEqualTo(new Criteria(0, ITEMS));
    assertThat(board.proposal()).isNull();
    refused(board, "valley-head", new AgreeOnCriteria(0), Reason.OVER);
    refused(board, "ridge-head", new ProposeCriteria(ITEMS), Reason.ALREADY);
    assertThat(agreed(board, List.of()).criteria()).isEqualTo(new Criteria(3, List.of()));
  }

  @Test
  void aProposalEndsWhenOneSideDeclinesOrNobodyStandsByIt() {
    Board board = done(Board.of(THREE), "harbour-head", new ProposeCriteria(ITEMS));
    refused(board, "harbour-head", new DeclineCriteria(0), Reason.ALREADY);
    refused(board, "ridge-head", new WithdrawCriteria(0), Reason.NOT_YOUR_SIDE);
    refused(board, "ridge-head", new DeclineCriteria(1), Reason.OVER);
    refused(board, "ridge-head", new WithdrawCriteria(1), Reason.OVER);
    assertThat(at(board, "valley-head", new DeclineCriteria(0)).events())
        .containsExactly(new BoardEvent.CriteriaDeclined(act("valley-head", 1), 0));
    assertThat(done(board, "valley-head", new DeclineCriteria(0)).proposal()).isNull();
    assertThat(at(board, "harbour-head", new WithdrawCriteria(0)).events())
        .containsExactly(
            new BoardEvent.CriteriaWithdrawn(act("harbour-head", 1), 0),
            new BoardEvent.CriteriaLapsed(act("harbour-head", 1), 0));
    // Another side stands by it still.
    board = done(board, "ridge-head", new AgreeOnCriteria(0));
    board = done(board, "harbour-head", new WithdrawCriteria(0));
    assertThat(board.proposal()).isNotNull();
    board = done(board, "valley-head", new AgreeOnCriteria(0));
    assertThat(board.criteria()).isEqualTo(Criteria.EMPTY);
    board = done(board, "harbour-head", new AgreeOnCriteria(0));
    assertThat(board.criteria().items()).isEqualTo(ITEMS);
  }

  @Test
  void boundsCriteria() {
    Criterion longest = new Criterion(0, "a".repeat(Criterion.MAX_CHARS));
    done(Board.of(THREE), "ridge-head", new ProposeCriteria(List.of(longest)));
    refusedCriteria(Reason.TOO_LONG, new Criterion(0, longest.text() + "a"));
    refusedCriteria(Reason.MALFORMED, new Criterion(0, " "));
    refusedCriteria(Reason.MALFORMED, new Criterion(0, "a\nb"));
    refusedCriteria(Reason.MALFORMED, new Criterion(-1, "a"));
    refusedCriteria(Reason.MALFORMED, new Criterion(1, "a"), new Criterion(1, "b"));
    refusedCriteria(Reason.TOO_MANY, many(Criteria.MAX_ITEMS + 1));
    done(Board.of(THREE), "ridge-head", new ProposeCriteria(List.of(many(Criteria.MAX_ITEMS))));
    refused(Board.of(THREE), "ridge-head", new ProposeCriteria(List.of()), Reason.ALREADY);
  }

  private static Criterion[] many(int count) {
    return IntStream.range(0, count)
        .mapToObj(id -> new Criterion(id, "a"))
        .toArray(Criterion[]::new);
  }

  private static void refusedCriteria(Reason reason, Criterion... items) {
    refused(Board.of(THREE), "ridge-head", new ProposeCriteria(List.of(items)), reason);
  }

  // --- alternatives ---

  @Test
  void atMostOnePlanStands() {
    Board board = done(Board.of(THREE), "harbour-head", PLAN);
    refused(board, "ridge-head", PLAN, Reason.ALREADY);
    board = done(board, "ridge-head", FERRY);
    board = done(board, "harbour-head", new TakeBackAlternative(0));
    board = done(board, "ridge-head", PLAN);
    assertThat(board.alternatives())
        .extracting(Alternative::id, Alternative::isPlan, Alternative::isTakenBack)
        .containsExactly(tuple(0, true, true), tuple(1, false, false), tuple(3, true, false));
  }

  @Test
  void onlyTheSideThatTabledItChangesIt() {
    Board board = done(Board.of(THREE), "harbour-head", PLAN);
    ReviseAlternative first = new ReviseAlternative(0, 0, "A longer pier", "By day");
    refused(board, "ridge-head", first, Reason.NOT_YOUR_SIDE);
    refused(board, "ridge-head", new TakeBackAlternative(0), Reason.NOT_YOUR_SIDE);
    refused(
        board,
        "harbour-head",
        new ReviseAlternative(0, 0, PLAN.title(), PLAN.text()),
        Reason.ALREADY);
    BoardOutcome.Noted revised = at(board, "harbour-head", first);
    assertThat(revised.events())
        .containsExactly(
            new BoardEvent.AlternativeRevised(act("harbour-head", 1), 0, "A longer pier"));
    board = revised.next();
    assertThat(alternative(board, 0).wordings())
        .containsExactly(
            new Edition(act("harbour-head", 0), PLAN.title(), PLAN.text()),
            new Edition(act("harbour-head", 1), "A longer pier", "By day"));
    assertThat(alternative(board, 0).version()).isEqualTo(1);
    assertThat(alternative(board, 0).changed()).isEqualTo(1);
    // Two of a side revise what they both saw: the first one counts.
    refused(board, "harbour-head", new ReviseAlternative(0, 0, "A", ""), Reason.OVER);
    board = done(board, "harbour-head", new TakeBackAlternative(0));
    refused(board, "harbour-head", new TakeBackAlternative(0), Reason.OVER);
    refused(board, "harbour-head", new ReviseAlternative(0, 1, "A", ""), Reason.OVER);
    refused(board, "harbour-head", new TakeBackAlternative(7), Reason.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "\u0000", "\ud83d"})
  void refusesTitlesThatAreNone(String title) {
    refused(
        Board.of(THREE), "ridge-head", new TableAlternative(false, title, ""), Reason.MALFORMED);
  }

  @Test
  void boundsAlternatives() {
    String title = "a".repeat(Edition.MAX_TITLE_CHARS);
    String text = "\n".repeat(Edition.MAX_TEXT_CHARS);
    Board board = done(Board.of(THREE), "ridge-head", new TableAlternative(false, title, text));
    refused(board, "ridge-head", new TableAlternative(false, title + "a", text), Reason.TOO_LONG);
    refused(board, "ridge-head", new TableAlternative(false, title, text + "a"), Reason.TOO_LONG);
    refused(board, "ridge-head", new ReviseAlternative(0, 0, title + "a", ""), Reason.TOO_LONG);
    refused(board, "ridge-head", new TableAlternative(false, "a", "\r"), Reason.MALFORMED);
    for (int version = 1; version < Alternative.MAX_WORDINGS; version++) {
      board = done(board, "ridge-head", new ReviseAlternative(0, version - 1, "a" + version, ""));
    }
    refused(
        board, "ridge-head", new ReviseAlternative(0, board.seq(), "another", ""), Reason.TOO_MANY);
    for (int count = 1; count < Board.MAX_ALTERNATIVES; count++) {
      board = done(board, "ridge-head", FERRY);
    }
    refused(board, "ridge-head", FERRY, Reason.TOO_MANY);
    board = done(board, "ridge-head", new TakeBackAlternative(0));
    refused(board, "ridge-head", FERRY, Reason.TOO_MANY);
  }

  // --- positions ---

  @Test
  void aPositionIsOfTheVersionThatWasSeen() {
    Board board = done(Board.of(THREE), "harbour-head", PLAN);
    TakePosition support = new TakePosition(0, 0, Stance.SUPPORTS, "");
    BoardOutcome.Noted taken = at(board, "ridge-head", support);
    assertThat(taken.events())
        .containsExactly(
            new BoardEvent.PositionTaken(act("ridge-head", 1), 0, Stance.SUPPORTS, ""));
    board = taken.next();
    refused(board, "ridge-head", support, Reason.ALREADY);
    refused(board, "ridge-head", new TakePosition(7, 0, Stance.SUPPORTS, ""), Reason.UNKNOWN);
    board = done(board, "harbour-head", new ReviseAlternative(0, 0, "A longer pier", ""));
    // It was stated of other words, and stays so.
    refused(board, "valley-head", support, Reason.OVER);
    refused(board, "valley-head", new TakePosition(0, 3, Stance.SUPPORTS, ""), Reason.NEVER_WAS);
    Position older = new Position("ridge", act("ridge-head", 1), 0, Stance.SUPPORTS, "");
    assertThat(alternative(board, 0).positionOf("ridge")).isEqualTo(older);
    // The same of the new words is something new.
    board = done(board, "ridge-head", new TakePosition(0, 2, Stance.SUPPORTS, ""));
    Position newer = new Position("ridge", act("ridge-head", 3), 2, Stance.SUPPORTS, "");
    assertThat(alternative(board, 0).positions()).containsExactly(older, newer);
    assertThat(alternative(board, 0).positionOf("ridge")).isEqualTo(newer);
    assertThat(alternative(board, 0).positionOf("valley")).isNull();
    board = done(board, "harbour-head", new TakeBackAlternative(0));
    refused(board, "ridge-head", new TakePosition(0, 2, Stance.OPPOSES, ""), Reason.OVER);
  }

  @Test
  void whatWasNotStatedIsNotTakenBack() {
    Board board = done(Board.of(THREE), "harbour-head", PLAN);
    TakePosition nothing = new TakePosition(0, 0, Stance.NOT_STATED, "");
    refused(board, "ridge-head", nothing, Reason.ALREADY);
    board = done(board, "ridge-head", new TakePosition(0, 0, Stance.OPPOSES, ""));
    board = done(board, "ridge-head", nothing);
    refused(board, "ridge-head", nothing, Reason.ALREADY);
    board = done(board, "harbour-head", new ReviseAlternative(0, 0, "A longer pier", ""));
    refused(board, "ridge-head", new TakePosition(0, 3, Stance.NOT_STATED, ""), Reason.ALREADY);
  }

  @Test
  void conditionsBelongToWhatTheyAreConditionsOf() {
    Board board = done(Board.of(THREE), "harbour-head", PLAN);
    String longest = "a".repeat(Position.MAX_CONDITION_CHARS - 1) + "\n";
    for (Stance stance : Stance.values()) {
      boolean mayHave = stance == Stance.COULD_ACCEPT || stance == Stance.RESERVES;
      TakePosition with = new TakePosition(0, 0, stance, longest);
      if (mayHave) {
        done(board, "ridge-head", with);
      } else {
        refused(board, "ridge-head", with, Reason.MALFORMED);
      }
      refused(board, "ridge-head", new TakePosition(0, 0, stance, longest + "a"), Reason.TOO_LONG);
      refused(board, "ridge-head", new TakePosition(0, 0, stance, " "), Reason.MALFORMED);
    }
    done(board, "ridge-head", new TakePosition(0, 0, Stance.RESERVES, ""));
    refused(board, "ridge-head", new TakePosition(0, 0, Stance.COULD_ACCEPT, ""), Reason.MALFORMED);
    refused(
        board,
        "ridge-head",
        new TakePosition(0, 0, Stance.COULD_ACCEPT, "\ud83d"),
        Reason.MALFORMED);
  }

  @Test
  void boundsTheHistoryOfEachSideForItself() {
    Board board = done(Board.of(THREE), "harbour-head", PLAN);
    for (int count = 0; count < Alternative.MAX_POSITIONS; count++) {
      Stance stance = count % 2 == 0 ? Stance.SUPPORTS : Stance.OPPOSES;
      board = done(board, "ridge-head", new TakePosition(0, 0, stance, ""));
    }
    TakePosition support = new TakePosition(0, 0, Stance.SUPPORTS, "");
    refused(board, "ridge-head", support, Reason.TOO_MANY);
    done(board, "valley-head", support);
  }

  @Test
  void theOverlapIsWhatNobodyIsClosedTo() {
    Board board = done(Board.of(THREE), "harbour-head", PLAN);
    board = done(board, "ridge-head", FERRY);
    board = done(board, "harbour-head", new TakePosition(1, 1, Stance.SUPPORTS, ""));
    board = done(board, "ridge-head", new TakePosition(1, 1, Stance.SUPPORTS, ""));
    assertThat(board.overlap()).isEmpty();
    board = done(board, "valley-head", new TakePosition(1, 1, Stance.COULD_ACCEPT, "By night"));
    assertThat(board.overlap()).extracting(Alternative::id).containsExactly(1);
    assertThat(done(board, "harbour-head", new TakePosition(1, 1, Stance.RESERVES, ""))
            .overlap())
        .isEmpty();
    assertThat(done(board, "ridge-head", new TakeBackAlternative(1)).overlap()).isEmpty();
  }

  // --- the comparison ---

  @Test
  void eachSideHasACellOfItsOwn() {
    Board board = done(agreed(Board.of(THREE), ITEMS), "harbour-head", PLAN);
    Assess dear = new Assess(3, 0, 1, "Dear");
    board = done(board, "ridge-expert", dear);
    refused(board, "ridge-head", dear, Reason.ALREADY);
    board = done(board, "valley-expert", dear);
    board = done(board, "ridge-head", new Assess(3, 0, 1, "Not so dear"));
    assertThat(alternative(board, 3).assessments())
        .extracting(Assessment::side, Assessment::criterion, Assessment::text)
        .containsExactly(tuple("valley", 1, "Dear"), tuple("ridge", 1, "Not so dear"));
    BoardOutcome.Noted empty = at(board, "valley-head", new Assess(3, 0, 1, ""));
    assertThat(empty.events())
        .containsExactly(new BoardEvent.Assessed(act("valley-head", 7), 3, 1, ""));
    assertThat(alternative(empty.next(), 3).assessments()).hasSize(1);
    refused(empty.next(), "valley-head", new Assess(3, 0, 1, ""), Reason.ALREADY);
    refused(board, "ridge-head", new Assess(3, 0, 9, "a"), Reason.UNKNOWN);
    refused(board, "ridge-head", new Assess(3, 7, 1, "a"), Reason.NEVER_WAS);
    refused(board, "ridge-head", new Assess(9, 0, 1, "a"), Reason.UNKNOWN);
    refused(board, "ridge-head", new Assess(3, 0, 2, " "), Reason.MALFORMED);
    refused(board, "ridge-head", new Assess(3, 0, 2, "a\nb"), Reason.MALFORMED);
    String longest = "a".repeat(Assessment.MAX_CHARS);
    done(board, "ridge-head", new Assess(3, 0, 2, longest));
    refused(board, "ridge-head", new Assess(3, 0, 2, longest + "a"), Reason.TOO_LONG);
  }

  @Test
  void whatWasSaidUnderACriterionGoesWithIt() {
    Board board = done(agreed(Board.of(THREE), ITEMS), "harbour-head", PLAN);
    board = done(board, "ridge-head", new Assess(3, 0, 1, "Dear"));
    board = done(board, "ridge-head", new Assess(3, 0, 2, "Soon"));
    List<Criterion> other = List.of(new Criterion(2, "Time"), new Criterion(3, "Noise"));
    board = agreed(board, other);
    assertThat(alternative(board, 3).assessments())
        .extracting(Assessment::criterion)
        .containsExactly(2);
    // Nobody meant the criteria that they had not seen.
    refused(board, "ridge-head", new Assess(3, 0, 3, "Loud"), Reason.OVER);
  }

  // --- the log ---

  @Test
  void anActOutOfItsOrderHasNoEffect() {
    Board board = done(Board.of(THREE), "harbour-head", PLAN);
    board = done(board, "harbour-head", FERRY);
    for (int seq = -1; seq <= board.seq(); seq++) {
      assertThat(board.decide(new Act("harbour-head", seq, 0), FERRY))
          .isEqualTo(new Refused(Reason.ALREADY));
    }
    refused(board, "nobody", FERRY, Reason.NOT_SEATED);
  }

  @Test
  void peopleComeAndGoAndWhatSidesSaidStays() {
    Board board = done(Board.of(THREE), "harbour-head", PLAN);
    board = done(board, "harbour-head", new TakePosition(0, 0, Stance.SUPPORTS, ""));
    List<Delegation> changed = List.of(
        new Delegation("harbour", List.of()), THREE.get(1), Tables.side("valley", Role.DEPUTY));
    Board seated = board.seated(changed);
    assertThat(seated.alternatives()).isEqualTo(board.alternatives());
    refused(seated, "harbour-head", FERRY, Reason.NOT_SEATED);
    done(seated, "valley-deputy", FERRY);
    assertThatThrownBy(() -> Board.of(THREE).seated(Tables.TWO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Board.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
