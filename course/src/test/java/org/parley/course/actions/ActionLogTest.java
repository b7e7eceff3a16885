package org.parley.course.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.parley.course.Act;
import org.parley.course.Motion;
import org.parley.course.actions.ActionCommand.AgreeToAction;
import org.parley.course.actions.ActionCommand.DeclineAction;
import org.parley.course.actions.ActionCommand.MarkDone;
import org.parley.course.actions.ActionCommand.ProposeAction;
import org.parley.course.actions.ActionCommand.ReopenAction;
import org.parley.course.actions.ActionCommand.WithdrawAction;
import org.parley.course.actions.ActionOutcome.Listed;

/** Whatever anybody writes into a log, the rules hold. */
class ActionLogTest {

  private static final Set<String> ALL = new LinkedHashSet<>(List.of("harbour", "ridge", "valley"));

  /** What stands in a log. */
  record Entry(Act act, ActionCommand command) {}

  /**
   * What an entry is made of.
   *
   * @param aim at which of those that are there
   */
  record Move(String seat, int aim, ActionCommand command) {}

  /** Counted from the events alone. */
  @Property(tries = 500)
  void nothingIsToBeDoneWithoutAKeyOfEachSide(@ForAll("logs") List<Entry> log) {
    Map<Integer, Set<String>> keys = new LinkedHashMap<>();
    Map<Integer, List<String>> who = new LinkedHashMap<>();
    Set<Integer> agreed = new LinkedHashSet<>();
    Set<Integer> finished = new LinkedHashSet<>();
    Actions actions = Actions.of(Lists.THREE);
    for (Entry entry : log) {
      if (!(actions.decide(entry.act(), entry.command())
          instanceof Listed(Actions next, var events))) {
        continue;
      }
      String seat = entry.act().seat();
      String side = seat.substring(0, seat.indexOf('-'));
      assertThat(seat).doesNotStartWith("nobody").doesNotEndWith("-member");
      for (ActionEvent event : events) {
        assertThat(event.act()).isEqualTo(entry.act());
        boolean isTold =
            event instanceof ActionEvent.ActionDone || event instanceof ActionEvent.ActionReopened;
        assertThat(seat.endsWith("-head") || isTold).isTrue();
        switch (event) {
          case ActionEvent.ActionProposed one -> {
            keys.put(one.act().seq(), new LinkedHashSet<>(List.of(side)));
            who.put(one.act().seq(), one.who());
          }
          case ActionEvent.ActionAgreed one ->
            assertThat(of(keys, one.action()).add(side)).isTrue();
          case ActionEvent.ActionWithdrawn one ->
            assertThat(of(keys, one.action()).remove(side)).isTrue();
          case ActionEvent.ActionDeclined one ->
            assertThat(keys.remove(one.action())).doesNotContain(side);
          case ActionEvent.ActionLapsed one ->
            assertThat(keys.remove(one.action())).isEmpty();
          case ActionEvent.ActionCarried one -> {
            assertThat(keys.get(one.action())).isEqualTo(ALL);
            assertThat(agreed.add(one.action())).isTrue();
          }
          case ActionEvent.ActionDone one -> {
            assertThat(agreed).contains(one.action());
            assertThat(who.get(one.action())).contains(side);
            assertThat(finished.add(one.action())).isTrue();
          }
          case ActionEvent.ActionReopened one -> {
            assertThat(who.get(one.action())).contains(side);
            assertThat(finished.remove(one.action())).isTrue();
          }
        }
      }
      actions = next;
    }
    assertThat(actions.all()).extracting(Action::id).containsExactlyElementsOf(keys.keySet());
    for (Action one : actions.all()) {
      ActionState state = finished.contains(one.id())
          ? ActionState.DONE
          : agreed.contains(one.id()) ? ActionState.AGREED : ActionState.PROPOSED;
      assertThat(one.state()).isEqualTo(state);
      assertThat(one.keys())
          .extracting(Motion.Key::side)
          .containsExactlyInAnyOrderElementsOf(keys.get(one.id()));
      assertThat(one.history())
          .extracting(step -> step.act().seq())
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  private static Set<String> of(Map<Integer, Set<String>> keys, int action) {
    return Objects.requireNonNull(keys.get(action));
  }

  @Property(tries = 300)
  void repetitionsAndGarbageChangeNothing(
      @ForAll("logs") List<Entry> log, @ForAll("logs") List<Entry> garbage) {
    List<Entry> taken = new ArrayList<>();
    List<Entry> more = new ArrayList<>();
    Actions actions = Actions.of(Lists.THREE);
    for (int i = 0; i < log.size(); i++) {
      Entry entry = log.get(i);
      more.add(entry);
      more.add(entry);
      if (actions.decide(entry.act(), entry.command()) instanceof Listed(Actions next, var _)) {
        assertThat(next.seq()).isEqualTo(entry.act().seq());
        assertThat(next).isNotEqualTo(actions);
        actions = next;
        taken.add(entry);
        more.addAll(log.subList(0, i));
      }
      if (i < garbage.size()) {
        ActionCommand stray = garbage.get(i).command();
        more.add(new Entry(new Act("nobody", entry.act().seq(), 0), stray));
        more.add(new Entry(new Act("harbour-head", actions.seq(), 0), stray));
      }
    }
    assertThat(fold(log)).isEqualTo(actions);
    assertThat(fold(taken)).as("without what was refused").isEqualTo(actions);
    assertThat(fold(more)).as("with repetitions and garbage").isEqualTo(actions);
  }

  /** Or the properties would hold for lists on which nothing is. */
  @Property(tries = 1000)
  void theLogsComeFar(@ForAll("logs") List<Entry> log) {
    List<ActionEvent> happened = new ArrayList<>();
    Actions actions = Actions.of(Lists.THREE);
    for (Entry entry : log) {
      if (actions.decide(entry.act(), entry.command())
          instanceof Listed(Actions next, var events)) {
        happened.addAll(events);
        actions = next;
      }
    }
    for (Class<?> type : ActionEvent.class.getPermittedSubclasses()) {
      Statistics.label(type.getSimpleName())
          .collect(happened.stream().anyMatch(type::isInstance))
          .coverage(coverage -> coverage.check(true).percentage(share -> share > 2));
    }
  }

  private static Actions fold(List<Entry> log) {
    Actions actions = Actions.of(Lists.THREE);
    for (Entry entry : log) {
      if (actions.decide(entry.act(), entry.command()) instanceof Listed(Actions next, var _)) {
        actions = next;
      }
    }
    return actions;
  }

  @Provide
  Arbitrary<List<Entry>> logs() {
    return Combinators.combine(seats(), Arbitraries.integers().between(0, 9), commands())
        .as(Move::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(90)
        .withSizeDistribution(RandomDistribution.uniform())
        .map(ActionLogTest::entries)
        .withoutEdgeCases();
  }

  /** Most are aimed at what is there, or no log would come far. */
  private static List<Entry> entries(List<Move> moves) {
    List<Entry> entries = new ArrayList<>();
    Actions actions = Actions.of(Lists.THREE);
    for (Move move : moves) {
      int seq = entries.size();
      ActionCommand command = move.aim() == 0 ? move.command() : aimed(actions, move);
      Entry entry = new Entry(new Act(move.seat(), seq, seq * 1000L), command);
      entries.add(entry);
      if (actions.decide(entry.act(), command) instanceof Listed(Actions next, var _)) {
        actions = next;
      }
    }
    return entries;
  }

  private static ActionCommand aimed(Actions actions, Move move) {
    List<Action> all = actions.all();
    if (all.isEmpty()) {
      return Lists.SURVEY;
    }
    int id = all.get(move.aim() % Math.min(2, all.size())).id();
    return switch (move.command()) {
      case ProposeAction propose -> propose;
      case AgreeToAction _ -> new AgreeToAction(id);
      case DeclineAction _ -> new DeclineAction(id);
      case WithdrawAction _ -> new WithdrawAction(id);
      case MarkDone _ -> new MarkDone(id);
      case ReopenAction _ -> new ReopenAction(id);
    };
  }

  private static Arbitrary<String> seats() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, Arbitraries.of("harbour-head", "ridge-head", "valley-head")),
        Tuple.of(2, Arbitraries.of("harbour-secretariat", "ridge-secretariat")),
        Tuple.of(1, Arbitraries.of("ridge-member", "nobody-head")));
  }

  private static Arbitrary<ActionCommand> commands() {
    Arbitrary<Integer> named = Arbitraries.integers().between(-1, 20);
    Arbitrary<ActionCommand> proposals = Arbitraries.of(
        Lists.SURVEY,
        new ProposeAction(List.of("harbour", "ridge"), "Draft a plan", ""),
        new ProposeAction(List.of("ridge", "harbour"), "Draft a plan", ""));
    return Arbitraries.frequencyOf(
        Tuple.of(2, proposals),
        Tuple.of(9, named.map(AgreeToAction::new)),
        Tuple.of(1, named.map(DeclineAction::new)),
        Tuple.of(1, named.map(WithdrawAction::new)),
        Tuple.of(4, named.map(MarkDone::new)),
        Tuple.of(2, named.map(ReopenAction::new)));
  }
}
