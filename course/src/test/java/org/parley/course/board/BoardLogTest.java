package org.parley.course.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Delegation;
import org.parley.course.Motion;
import org.parley.course.board.BoardCommand.AgreeOnCriteria;
import org.parley.course.board.BoardCommand.Assess;
import org.parley.course.board.BoardCommand.DeclineCriteria;
import org.parley.course.board.BoardCommand.ProposeCriteria;
import org.parley.course.board.BoardCommand.ReviseAlternative;
import org.parley.course.board.BoardCommand.TableAlternative;
import org.parley.course.board.BoardCommand.TakeBackAlternative;
import org.parley.course.board.BoardCommand.TakePosition;
import org.parley.course.board.BoardCommand.WithdrawCriteria;
import org.parley.course.board.BoardOutcome.Noted;
import org.parley.course.board.BoardOutcome.Refused;

/** Whatever anybody writes into a log, the rules hold. */
class BoardLogTest {

  /** What stands in a log. */
  record Entry(Act act, BoardCommand command) {}

  /**
   * What an entry is made of.
   *
   * @param luck from 0 to 9: whether it is aimed at what is there
   * @param command which names what it is about by how far back it was
   */
  record Move(String seat, int luck, BoardCommand command) {}

  @Property(tries = 500)
  void criteriaNeedAKeyOfEachSide(@ForAll("logs") List<Entry> log) {
    Set<String> keys = new LinkedHashSet<>();
    List<Criterion> proposed = List.of();
    Board board = Board.of(Boards.THREE);
    for (Entry entry : log) {
      if (!(board.decide(entry.act(), entry.command()) instanceof Noted(Board next, var events))) {
        continue;
      }
      String side = sideOf(entry.act().seat());
      boolean isCarried = false;
      for (BoardEvent event : events) {
        assertThat(event.act()).isEqualTo(entry.act());
        switch (event) {
          case BoardEvent.CriteriaProposed(Act _, List<Criterion> items) -> {
            assertThat(keys).isEmpty();
            keys.add(side);
            proposed = items;
          }
          case BoardEvent.CriteriaAgreed _ -> assertThat(keys.add(side)).isTrue();
          case BoardEvent.CriteriaWithdrawn _ -> assertThat(keys.remove(side)).isTrue();
          case BoardEvent.CriteriaDeclined _ -> {
            assertThat(keys).doesNotContain(side);
            keys.clear();
          }
          case BoardEvent.CriteriaLapsed _ -> assertThat(keys).isEmpty();
          case BoardEvent.CriteriaCarried _ -> {
            assertThat(keys).containsExactlyInAnyOrder("harbour", "ridge", "valley");
            assertThat(next.criteria().items()).isEqualTo(proposed);
            keys.clear();
            isCarried = true;
          }
          case BoardEvent.AlternativeTabled _,
              BoardEvent.AlternativeRevised _,
              BoardEvent.AlternativeTakenBack _,
              BoardEvent.PositionTaken _,
              BoardEvent.Assessed _ -> {}
        }
        if (!(event instanceof BoardEvent.Assessed)) {
          assertThat(entry.act().seat()).endsWith("-head");
        }
        assertThat(entry.act().seat()).doesNotStartWith("nobody").doesNotEndWith("-member");
      }
      assertThat(next.criteria().equals(board.criteria())).isEqualTo(!isCarried);
      CriteriaProposal pending = next.proposal();
      assertThat(
              pending == null
                  ? List.of()
                  : pending.keys().stream().map(Motion.Key::side).toList())
          .containsExactlyInAnyOrderElementsOf(keys);
      board = next;
    }
  }

  /** Each alternative is what its own side said of it, and each position what that side's heads stated. */
  @Property(tries = 500)
  void nobodySpeaksForAnotherSide(@ForAll("logs") List<Entry> log) {
    Map<Integer, String> owners = new LinkedHashMap<>();
    Map<Integer, Map<String, List<Stance>>> stated = new LinkedHashMap<>();
    Board board = Board.of(Boards.THREE);
    for (Entry entry : log) {
      if (!(board.decide(entry.act(), entry.command()) instanceof Noted(Board next, var events))) {
        continue;
      }
      String side = sideOf(entry.act().seat());
      for (BoardEvent event : events) {
        switch (event) {
          case BoardEvent.AlternativeTabled tabled -> owners.put(tabled.act().seq(), side);
          case BoardEvent.AlternativeRevised revised ->
            assertThat(owners).containsEntry(revised.alternative(), side);
          case BoardEvent.AlternativeTakenBack gone ->
            assertThat(owners).containsEntry(gone.alternative(), side);
          case BoardEvent.PositionTaken taken ->
            stated
                .computeIfAbsent(taken.alternative(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(side, _ -> new ArrayList<>())
                .add(taken.stance());
          case BoardEvent.Assessed _,
              BoardEvent.CriteriaProposed _,
              BoardEvent.CriteriaAgreed _,
              BoardEvent.CriteriaWithdrawn _,
              BoardEvent.CriteriaDeclined _,
              BoardEvent.CriteriaLapsed _,
              BoardEvent.CriteriaCarried _ -> {}
        }
      }
      board = next;
    }
    assertThat(board.alternatives())
        .extracting(Alternative::id)
        .containsExactlyElementsOf(owners.keySet());
    for (Alternative one : board.alternatives()) {
      assertThat(one.side()).isEqualTo(owners.get(one.id()));
      for (Delegation side : Boards.THREE) {
        List<Stance> known =
            stated.getOrDefault(one.id(), Map.of()).getOrDefault(side.id(), List.of());
        assertThat(one.positions().stream()
                .filter(position -> position.side().equals(side.id()))
                .map(Position::stance))
            .containsExactlyElementsOf(known);
        @Nullable Position last = one.positionOf(side.id());
        assertThat(last == null ? null : last.stance())
            .isEqualTo(known.isEmpty() ? null : known.getLast());
      }
    }
  }

  @Property(tries = 500)
  void theStateIsWhole(@ForAll("logs") List<Entry> log) {
    Board board = Board.of(Boards.THREE);
    for (Entry entry : log) {
      if (!(board.decide(entry.act(), entry.command()) instanceof Noted(Board next, var events))) {
        continue;
      }
      assertThat(events).isNotEmpty();
      assertThat(next).isNotEqualTo(board);
      assertThat(next.seq()).isEqualTo(entry.act().seq());
      board = next;
      assertThat(board.alternatives().stream().filter(one -> one.isPlan() && !one.isTakenBack()))
          .hasSizeLessThan(2);
      for (Alternative one : board.alternatives()) {
        assertWhole(board, one);
      }
    }
  }

  private static void assertWhole(Board board, Alternative one) {
    List<Integer> versions =
        one.wordings().stream().map(each -> each.act().seq()).toList();
    assertThat(versions).startsWith(one.id()).isSorted().doesNotHaveDuplicates();
    assertThat(one.changed()).isBetween(one.version(), board.seq());
    for (Position position : one.positions()) {
      assertThat(versions).contains(position.version());
      assertThat(position.act().seq()).isGreaterThan(position.version());
      assertThat(position.stance().wrong(position.condition())).isNull();
    }
    assertThat(one.assessments())
        .allMatch(each -> board.criteria().has(each.criterion()) && !each.text().isEmpty());
    assertThat(one.assessments().stream().map(each -> each.side() + each.criterion()))
        .doesNotHaveDuplicates();
    boolean allAreOpen = Stream.of("harbour", "ridge", "valley").allMatch(side -> {
      @Nullable Position position = one.positionOf(side);
      return position != null
          && (position.stance() == Stance.SUPPORTS || position.stance() == Stance.COULD_ACCEPT);
    });
    assertThat(board.overlap().contains(one)).isEqualTo(allAreOpen && !one.isTakenBack());
  }

  @Property(tries = 300)
  void repetitionsAndGarbageChangeNothing(
      @ForAll("logs") List<Entry> log, @ForAll("logs") List<Entry> garbage) {
    List<Entry> taken = new ArrayList<>();
    List<Entry> more = new ArrayList<>();
    Board board = Board.of(Boards.THREE);
    for (int i = 0; i < log.size(); i++) {
      Entry entry = log.get(i);
      more.add(entry);
      more.add(entry);
      if (board.decide(entry.act(), entry.command()) instanceof Noted(Board next, var _)) {
        board = next;
        taken.add(entry);
        more.addAll(log.subList(0, i));
      }
      if (i < garbage.size()) {
        BoardCommand stray = garbage.get(i).command();
        more.add(new Entry(new Act("nobody", entry.act().seq(), 0), stray));
        more.add(new Entry(new Act("harbour-head", board.seq(), 0), stray));
      }
    }
    assertThat(fold(log)).isEqualTo(board);
    assertThat(fold(taken)).as("without what was refused").isEqualTo(board);
    assertThat(fold(more)).as("with repetitions and garbage").isEqualTo(board);
  }

  /** But for what is laid down a second time, which is another. */
  @Property(tries = 300)
  void sayingItAgainHasNoSecondEffect(@ForAll("logs") List<Entry> log) {
    Board board = Board.of(Boards.THREE);
    for (Entry entry : log) {
      if (board.decide(entry.act(), entry.command()) instanceof Noted(Board next, var _)) {
        Act again = new Act(entry.act().seat(), next.seq() + 1, entry.act().atMs());
        if (!(entry.command() instanceof TableAlternative(boolean isPlan, String _, String _))
            || isPlan) {
          assertThat(next.decide(again, entry.command())).isInstanceOf(Refused.class);
        }
        board = next;
      }
    }
  }

  /** Or the properties would hold for boards on which nothing is. */
  @Property(tries = 1000)
  void theLogsComeFar(@ForAll("logs") List<Entry> log) {
    List<BoardEvent> happened = new ArrayList<>();
    boolean wereDropped = false;
    boolean everOverlapped = false;
    Board board = Board.of(Boards.THREE);
    for (Entry entry : log) {
      if (board.decide(entry.act(), entry.command()) instanceof Noted(Board next, var events)) {
        happened.addAll(events);
        wereDropped |= entry.command() instanceof AgreeOnCriteria
            && !next.alternatives().equals(board.alternatives());
        everOverlapped |= !next.overlap().isEmpty();
        board = next;
      }
    }
    for (Class<?> type : BoardEvent.class.getPermittedSubclasses()) {
      Statistics.label(type.getSimpleName())
          .collect(happened.stream().anyMatch(type::isInstance))
          .coverage(coverage -> coverage.check(true).percentage(share -> share > 2));
    }
    Statistics.label("what was said under a criterion went with it")
        .collect(wereDropped)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
    Statistics.label("overlap")
        .collect(everOverlapped)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
    boolean isOfOlder = board.alternatives().stream()
        .anyMatch(one ->
            one.positions().stream().anyMatch(position -> position.version() != one.version()));
    Statistics.label("position on an older version")
        .collect(isOfOlder)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 2));
  }

  private static Board fold(List<Entry> log) {
    Board board = Board.of(Boards.THREE);
    for (Entry entry : log) {
      if (board.decide(entry.act(), entry.command()) instanceof Noted(Board next, var _)) {
        board = next;
      }
    }
    return board;
  }

  private static String sideOf(String seat) {
    return seat.substring(0, seat.indexOf('-'));
  }

  @Provide
  Arbitrary<List<Entry>> logs() {
    return Combinators.combine(seats(), Arbitraries.integers().between(0, 9), commands())
        .as(Move::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(90)
        .withSizeDistribution(RandomDistribution.uniform())
        .map(BoardLogTest::entries)
        .withoutEdgeCases();
  }

  /** Most are aimed at what is there, or no log would come far. */
  private static List<Entry> entries(List<Move> moves) {
    List<Entry> entries = new ArrayList<>();
    Board board = Board.of(Boards.THREE);
    for (Move move : moves) {
      int seq = entries.size();
      BoardCommand command = move.luck() == 0 ? move.command() : aimed(board, move);
      Entry entry = new Entry(new Act(move.seat(), seq, seq * 1000L), command);
      entries.add(entry);
      if (board.decide(entry.act(), command) instanceof Noted(Board next, var _)) {
        board = next;
      }
    }
    return entries;
  }

  private static BoardCommand aimed(Board board, Move move) {
    @Nullable CriteriaProposal pending = board.proposal();
    int proposal = pending == null ? Criteria.NONE : pending.seq();
    List<Alternative> all = board.alternatives();
    if (all.isEmpty()) {
      return switch (move.command()) {
        case ProposeCriteria _, TableAlternative _ -> move.command();
        default -> Boards.PLAN;
      };
    }
    Alternative one = all.get(move.luck() % Math.min(3, all.size()));
    return switch (move.command()) {
      case ProposeCriteria propose -> propose;
      case AgreeOnCriteria _ -> new AgreeOnCriteria(proposal);
      case DeclineCriteria _ -> new DeclineCriteria(proposal);
      case WithdrawCriteria _ -> new WithdrawCriteria(proposal);
      case TableAlternative table -> table;
      case ReviseAlternative revise ->
        new ReviseAlternative(one.id(), one.version(), revise.title(), revise.text());
      case TakeBackAlternative _ -> new TakeBackAlternative(one.id());
      case TakePosition take ->
        new TakePosition(one.id(), one.version(), take.stance(), take.condition());
      case Assess assess ->
        new Assess(one.id(), board.criteria().version(), assess.criterion(), assess.text());
    };
  }

  private static Arbitrary<String> seats() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, Arbitraries.of("harbour-head", "ridge-head", "valley-head")),
        Tuple.of(2, Arbitraries.of("harbour-expert", "ridge-expert", "valley-expert")),
        Tuple.of(1, Arbitraries.of("ridge-member", "nobody-head")));
  }

  private static Arbitrary<BoardCommand> commands() {
    Arbitrary<Integer> named = Arbitraries.integers().between(-1, 20);
    Arbitrary<BoardCommand> proposals = Arbitraries.of(
        new ProposeCriteria(Boards.ITEMS),
        new ProposeCriteria(List.of(new Criterion(2, "Time"), new Criterion(3, "Noise"))),
        new ProposeCriteria(List.of()));
    Arbitrary<BoardCommand> positions = Combinators.combine(
            named, named, Arbitraries.of(Stance.values()), Arbitraries.of("", "", "By night"))
        .as((alternative, version, stance, condition) -> new TakePosition(
            alternative,
            version,
            stance,
            stance == Stance.COULD_ACCEPT ? "If " + condition : condition));
    Arbitrary<BoardCommand> supports =
        Arbitraries.just(new TakePosition(0, 0, Stance.SUPPORTS, ""));
    Arbitrary<BoardCommand> assessments = Combinators.combine(
            named,
            named,
            Arbitraries.integers().between(1, 3),
            Arbitraries.of("Dear", "Soon", "\n", ""))
        .as(Assess::new);
    return Arbitraries.frequencyOf(
        Tuple.of(2, proposals),
        Tuple.of(8, named.map(AgreeOnCriteria::new)),
        Tuple.of(1, named.map(DeclineCriteria::new)),
        Tuple.of(1, named.map(WithdrawCriteria::new)),
        Tuple.of(2, Arbitraries.of(Boards.PLAN, Boards.FERRY)),
        Tuple.of(2, named.map(one -> new ReviseAlternative(one, one, "A longer pier " + one, ""))),
        Tuple.of(1, named.map(TakeBackAlternative::new)),
        Tuple.of(5, positions),
        Tuple.of(3, supports),
        Tuple.of(6, assessments));
  }
}
