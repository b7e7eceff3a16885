package org.parley.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.parley.course.Command.Admit;
import org.parley.course.Command.Agree;
import org.parley.course.Command.AskDeclarations;
import org.parley.course.Command.Declare;
import org.parley.course.Command.Decline;
import org.parley.course.Command.Depart;
import org.parley.course.Command.EndSidebar;
import org.parley.course.Command.GiveFloor;
import org.parley.course.Command.LowerHand;
import org.parley.course.Command.Next;
import org.parley.course.Command.Propose;
import org.parley.course.Command.RaiseHand;
import org.parley.course.Command.Sign;
import org.parley.course.Command.Withdraw;
import org.parley.course.Command.Yield;
import org.parley.course.Floor.Balance;
import org.parley.course.Floor.Hand;
import org.parley.course.Floor.Speech;
import org.parley.course.Outcome.Done;
import org.parley.course.Outcome.Refused;

/** Whatever anybody writes into a log, the rules hold. */
class LogTest {

  /** What stands in a log. */
  record Entry(Act act, Command command) {}

  @Property(tries = 500)
  void nothingComesAboutWithoutAKeyOfEachSide(@ForAll("logs") List<Entry> log) {
    Map<Integer, Map<String, Integer>> keys = new LinkedHashMap<>();
    Course course = Course.of(Tables.THREE);
    for (Entry entry : log) {
      if (!(course.decide(entry.act(), entry.command()) instanceof Done(Course next, var events))) {
        continue;
      }
      for (Event event : events) {
        follow(keys, event);
      }
      boolean carried = events.stream().anyMatch(Event.Carried.class::isInstance);
      assertThat(carried)
          .isEqualTo(next.phase() != course.phase()
              || next.order() != course.order()
              || next.sidebars().size() > course.sidebars().size()
              || !next.agenda().equals(course.agenda()));
      assertThat(next.motions()).extracting(Motion::seq).containsExactlyElementsOf(keys.keySet());
      course = next;
    }
  }

  /** Keeps the keys by what the events tell, and holds what was carried against them. */
  private static void follow(Map<Integer, Map<String, Integer>> keys, Event event) {
    Act act = event.act();
    String side = sideOf(act.seat());
    switch (event) {
      case Event.Proposed _ -> keys.put(act.seq(), new LinkedHashMap<>(Map.of(side, act.seq())));
      case Event.Agreed agreed -> keysOf(keys, agreed.motion()).put(side, act.seq());
      case Event.Withdrawn withdrawn -> keysOf(keys, withdrawn.motion()).remove(side);
      case Event.Declined declined -> {
        assertThat(keysOf(keys, declined.motion())).doesNotContainKey(side);
        keys.remove(declined.motion());
      }
      case Event.Lapsed lapsed -> keys.remove(lapsed.motion());
      case Event.Carried carried -> {
        Motion motion = carried.motion();
        assertThat(keysOf(keys, motion.seq())).containsOnlyKeys("harbour", "ridge", "valley");
        assertThat(Objects.requireNonNull(keys.remove(motion.seq())).values())
            .containsExactlyInAnyOrderElementsOf(
                motion.keys().stream().map(Motion.Key::seq).toList());
      }
      case Event.HandRaised _,
          Event.HandLowered _,
          Event.FloorGiven _,
          Event.SpeechEnded _,
          Event.Declared _,
          Event.DeclarationsAsked _,
          Event.SidebarEnded _,
          Event.Signed _ -> {}
      case Event.Admitted(Act _, String seat) -> assertThat(sideOf(seat)).isEqualTo(side);
      case Event.Departed(Act _, String seat) -> assertThat(sideOf(seat)).isEqualTo(side);
    }
    assertThat(act.seat()).doesNotStartWith("nobody");
    if (event instanceof Event.Proposed
        || event instanceof Event.Agreed
        || event instanceof Event.Admitted
        || event instanceof Event.Signed) {
      assertThat(act.seat()).doesNotEndWith("-member");
    }
  }

  private static Map<String, Integer> keysOf(Map<Integer, Map<String, Integer>> keys, int motion) {
    return Objects.requireNonNull(keys.get(motion));
  }

  private static String sideOf(String seat) {
    return seat.substring(0, seat.indexOf('-'));
  }

  @Property(tries = 500)
  void theStateIsWhole(@ForAll("logs") List<Entry> log) {
    Course course = Course.of(Tables.THREE);
    long spentMs = 0;
    for (Entry entry : log) {
      if (!(course.decide(entry.act(), entry.command()) instanceof Done(Course next, var events))) {
        continue;
      }
      assertThat(events).isNotEmpty().allMatch(event -> event.act().equals(entry.act()));
      assertThat(next).isNotEqualTo(course);
      course = next;
      assertThat(course.motions())
          .extracting(motion -> motion.matter().kind())
          .doesNotHaveDuplicates();
      assertThat(course.roll().present()).doesNotHaveDuplicates();
      assertThat(course.roll().signed()).extracting(Motion.Key::side).doesNotHaveDuplicates();
      if (course.phase() != Phase.CLOSED) {
        assertThat(course.roll().signed()).isEmpty();
      }
      assertThat(course.motions())
          .allMatch(
              motion -> !motion.keys().isEmpty() && motion.keys().size() < Tables.THREE.size());
      for (Event event : events) {
        if (isOpening(event)) {
          spentMs = 0;
          assertThat(course.floor()).isEqualTo(Floor.of(Tables.THREE));
          assertThat(course.agenda().current()).isEqualTo(Agenda.NONE);
          assertThat(course.agenda().done()).isEmpty();
        }
        spentMs += event instanceof Event.SpeechEnded ended ? ended.spentMs() : 0;
      }
      assertFloor(course, spentMs);
      assertAgenda(course.agenda());
    }
  }

  private static boolean isOpening(Event event) {
    return event instanceof Event.Carried carried
        && carried.motion().matter() instanceof Matter.Opening;
  }

  private static void assertAgenda(Agenda agenda) {
    assertThat(agenda.done()).doesNotHaveDuplicates().doesNotContain(agenda.current());
    assertThat(agenda.items()).extracting(Item::id).containsAll(agenda.done());
    assertThat(agenda.current() == Agenda.NONE || agenda.has(agenda.current())).isTrue();
  }

  /** Of everybody the last declaration counts, whatever else happens. */
  @Property(tries = 300)
  void declarationsAreTheLastOfEach(@ForAll("logs") List<Entry> log) {
    Map<String, Declaration> told = new LinkedHashMap<>();
    Act asked = null;
    Course course = Course.of(Tables.THREE);
    for (Entry entry : log) {
      if (!(course.decide(entry.act(), entry.command()) instanceof Done(Course next, var events))) {
        continue;
      }
      for (Event event : events) {
        if (event instanceof Event.Declared(Act act, String others, Declaration.Line line)) {
          told.put(act.seat(), new Declaration(act.seat(), act, others, line));
        }
        asked = event instanceof Event.DeclarationsAsked one ? one.act() : asked;
      }
      course = next;
    }
    List<Declaration> ordered = Tables.THREE.stream()
        .flatMap(side -> side.seats().stream())
        .filter(seat -> told.containsKey(seat.id()))
        .map(seat -> told.get(seat.id()))
        .toList();
    assertThat(course.presence()).isEqualTo(new Presence(ordered, asked));
  }

  /** A meeting of the schedule is opened once, and what was dealt with in one does not come back in the next. */
  @Property(tries = 500)
  void meetingsFollowOneAnother(@ForAll("logs") List<Entry> log) {
    Course course = Course.of(Tables.THREE);
    List<Integer> opened = new ArrayList<>();
    for (Entry entry : log) {
      if (!(course.decide(entry.act(), entry.command()) instanceof Done(Course next, var events))) {
        continue;
      }
      for (Event event : events) {
        if (event instanceof Event.Carried carried
            && carried.motion().matter() instanceof Matter.Opening(int meeting)) {
          opened.add(meeting);
          List<Integer> before = course.agenda().done();
          assertThat(next.agenda().items()).noneMatch(item -> before.contains(item.id()));
          assertThat(next.agenda().items()).hasSize(course.agenda().items().size() - before.size());
        }
      }
      course = next;
      assertThat(course.held()).isEqualTo(opened);
    }
    assertThat(opened.stream().filter(one -> one != Matter.Opening.NONE)).doesNotHaveDuplicates();
    assertThat(course.meeting()).isEqualTo(opened.isEmpty() ? -1 : opened.getLast());
  }

  /** Each that is open has a key of every side, given since it was last closed, and one head ends it. */
  @Property(tries = 500)
  void noCircleIsAsideWithoutAKeyOfEachSide(@ForAll("logs") List<Entry> log) {
    List<Sidebar> open = new ArrayList<>();
    Course course = Course.of(Tables.THREE);
    for (Entry entry : log) {
      if (!(course.decide(entry.act(), entry.command()) instanceof Done(Course next, var events))) {
        continue;
      }
      for (Event event : events) {
        if (event instanceof Event.Carried(Act act, Motion motion)
            && motion.matter() instanceof Matter.OpenSidebar(Circle circle)) {
          assertThat(motion.keys())
              .extracting(Motion.Key::side)
              .containsExactlyInAnyOrder("harbour", "ridge", "valley");
          assertThat(open).extracting(Sidebar::circle).doesNotContain(circle);
          open.add(new Sidebar(circle, act));
        } else if (event instanceof Event.SidebarEnded(Act act, Circle circle)) {
          assertThat(act.seat()).doesNotEndWith("-member");
          assertThat(open.removeIf(one -> one.circle() == circle)).isTrue();
        }
      }
      course = next;
      assertThat(course.sidebars()).isEqualTo(open);
      assertThat(open.isEmpty() || course.phase() == Phase.OPEN || course.phase() == Phase.RECESS)
          .isTrue();
    }
  }

  private static void assertFloor(Course course, long spentMs) {
    Floor floor = course.floor();
    Speech speech = floor.speech();
    assertThat(floor.hands()).extracting(Hand::seat).doesNotHaveDuplicates();
    assertThat(floor.line()).containsExactlyInAnyOrderElementsOf(floor.hands());
    assertThat(floor.turns()).doesNotHaveDuplicates();
    assertThat(floor.balances()).allMatch(balance -> balance.spentMs() >= 0);
    assertThat(floor.balances().stream().mapToLong(Balance::spentMs).sum())
        .isEqualTo(spentMs + (speech == null ? 0 : speech.spentMs()));
    if (speech != null) {
      assertThat(floor.hands()).extracting(Hand::seat).doesNotContain(speech.seat());
      assertThat(speech.running()).isEqualTo(course.phase() == Phase.OPEN);
    }
    if (course.phase() == Phase.CLOSED) {
      assertThat(course.motions())
          .allMatch(motion ->
              Right.toPropose(motion.matter().kind()).refusal(Role.HEAD, Phase.CLOSED) == null);
      assertThat(floor.hands()).isEmpty();
      assertThat(speech).isNull();
    }
  }

  /** Between sides that all wait, none has the floor twice before each had it. */
  @Property(tries = 300)
  void theLineIsFair(@ForAll("logs") List<Entry> log) {
    List<Hand> line = fold(log).floor().line();
    for (int from = 0; from < line.size(); from++) {
      Set<String> waiting = new LinkedHashSet<>();
      line.subList(from, line.size()).forEach(hand -> waiting.add(hand.side()));
      List<String> nextSides =
          line.subList(from, from + waiting.size()).stream().map(Hand::side).toList();
      assertThat(nextSides).containsExactlyInAnyOrderElementsOf(waiting);
    }
  }

  @Property(tries = 300)
  void repetitionsAndGarbageChangeNothing(
      @ForAll("logs") List<Entry> log, @ForAll("logs") List<Entry> garbage) {
    List<Entry> taken = new ArrayList<>();
    List<Entry> more = new ArrayList<>();
    Course course = Course.of(Tables.THREE);
    for (int i = 0; i < log.size(); i++) {
      Entry entry = log.get(i);
      more.add(entry);
      more.add(entry);
      if (course.decide(entry.act(), entry.command()) instanceof Done(Course next, var _)) {
        course = next;
        taken.add(entry);
        more.addAll(log.subList(0, i));
      }
      if (i < garbage.size()) {
        Entry stray = garbage.get(i);
        more.add(new Entry(new Act("nobody", entry.act().seq(), 0), stray.command()));
        more.add(new Entry(new Act("harbour-head", course.seq(), 0), stray.command()));
      }
    }
    assertThat(fold(log)).isEqualTo(course);
    assertThat(fold(taken)).as("without what was refused").isEqualTo(course);
    assertThat(fold(more)).as("with repetitions and garbage").isEqualTo(course);
  }

  /** What one command after the other does, done a second time at once, has no second effect. */
  @Property(tries = 300)
  void sayingItAgainHasNoSecondEffect(@ForAll("logs") List<Entry> log) {
    Course course = Course.of(Tables.THREE);
    for (Entry entry : log) {
      if (course.decide(entry.act(), entry.command()) instanceof Done(Course next, var _)) {
        Act again = new Act(entry.act().seat(), next.seq() + 1, entry.act().atMs());
        // The floor may be passed on twice: that is another speech's end.
        // What is declared or asked again is newer.
        if (!(entry.command() instanceof Next
            || entry.command() instanceof Yield
            || entry.command() instanceof Declare
            || entry.command() instanceof AskDeclarations)) {
          assertThat(next.decide(again, entry.command())).isInstanceOf(Refused.class);
        }
        course = next;
      }
    }
  }

  /** Or the properties would hold for tables at which nothing happens. */
  @Property(tries = 2000)
  void theLogsComeFar(@ForAll("logs") List<Entry> log) {
    Course course = fold(log);
    Statistics.label("phase").collect(course.phase()).coverage(coverage -> {
      for (Phase phase : Phase.values()) {
        coverage.check(phase).percentage(share -> share > 1);
      }
    });
    boolean spoken = course.floor().balances().stream().anyMatch(one -> one.spentMs() > 0);
    Statistics.label("spoken")
        .collect(spoken)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
    Statistics.label("item")
        .collect(course.agenda().current() != Agenda.NONE)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
    Statistics.label("another meeting")
        .collect(course.held().size() > 1)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.5));
    Statistics.label("order")
        .collect(course.order() != Order.CHARTER)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
    Statistics.label("aside")
        .collect(!course.sidebars().isEmpty())
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
    Statistics.label("present")
        .collect(course.roll().present().size() > 1)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 4));
    Statistics.label("signed")
        .collect(!course.roll().signed().isEmpty())
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 0));
    Statistics.label("done")
        .collect(!course.agenda().done().isEmpty())
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
  }

  private static Course fold(List<Entry> log) {
    Course course = Course.of(Tables.THREE);
    for (Entry entry : log) {
      if (course.decide(entry.act(), entry.command()) instanceof Done(Course next, var _)) {
        course = next;
      }
    }
    return course;
  }

  /** Random commands of random authors; most of what is proposed is agreed to, or no log would come far. */
  @Provide
  Arbitrary<List<Entry>> logs() {
    return Combinators.combine(seats(), times(), Arbitraries.integers().between(0, 9), commands())
        .as(Step::new)
        .list()
        .ofMaxSize(80)
        .withSizeDistribution(RandomDistribution.uniform())
        .map(LogTest::entries)
        .withoutEdgeCases();
  }

  /**
   * What an entry is made of.
   *
   * @param offMs how wrong the author's clock is
   * @param luck of what is proposed, from 0 to 9
   * @param command names a motion by how far back it was proposed, an agenda by how far it is off the first
   */
  record Step(String seat, long offMs, int luck, Command command) {}

  private static List<Entry> entries(List<Step> steps) {
    List<Entry> entries = new ArrayList<>();
    if (steps.size() % 8 != 0) {
      addAgreed(entries, new Matter.Opening(Matter.Opening.NONE));
    }
    int version = addAgreed(entries, new Matter.NewAgenda(Tables.ITEMS));
    for (Step step : steps) {
      int seq = entries.size();
      Command command = switch (step.command()) {
        case Agree(int back) -> new Agree(seq - back);
        case Decline(int back) -> new Decline(seq - back);
        case Withdraw(int back) -> new Withdraw(seq - back);
        case Propose(Matter.NextItem(int off, int item)) ->
          new Propose(new Matter.NextItem(version + off, item));
        case Command other -> other;
      };
      entries.add(entry(seq, step.seat(), step.offMs(), command));
      int wanted = command instanceof Propose(Matter.Closing()) ? 5 : 3;
      if (command instanceof Propose && step.luck() >= wanted) {
        addKeys(entries, seq);
      }
    }
    return entries;
  }

  /** The motion's place. */
  private static int addAgreed(List<Entry> entries, Matter matter) {
    int seq = entries.size();
    entries.add(entry(seq, "valley-head", 0, new Propose(matter)));
    addKeys(entries, seq);
    return seq;
  }

  private static void addKeys(List<Entry> entries, int motion) {
    for (String side : List.of("harbour", "ridge", "valley")) {
      entries.add(entry(entries.size(), side + "-deputy", 0, new Agree(motion)));
    }
  }

  private static Entry entry(int seq, String seat, long offMs, Command command) {
    return new Entry(new Act(seat, seq, seq * 1000L + offMs), command);
  }

  private static Arbitrary<String> seats() {
    return Arbitraries.of(Stream.concat(
            Tables.THREE.stream().flatMap(side -> side.seats().stream()).map(Delegation.Seat::id),
            Stream.of("nobody-head"))
        .toList());
  }

  private static Arbitrary<Long> times() {
    return Arbitraries.frequencyOf(
        Tuple.of(9, Arbitraries.longs().between(-3000, 3000)), Tuple.of(1, Arbitraries.longs()));
  }

  private static Arbitrary<Command> commands() {
    Arbitrary<Integer> back = Arbitraries.integers().between(0, 9);
    Arbitrary<Matter> matters = Arbitraries.of(
        new Matter.Opening(Matter.Opening.NONE),
        new Matter.Opening(4),
        new Matter.Opening(5),
        new Matter.Recess(),
        new Matter.Resumption(),
        new Matter.Closing(),
        new Matter.SetSeating(Order.CHARTER),
        new Matter.SetSeating(Order.ROTATING),
        new Matter.OpenSidebar(Circle.HEADS),
        new Matter.OpenSidebar(Circle.EXPERTS),
        new Matter.NewAgenda(Tables.ITEMS));
    return Arbitraries.oneOf(
        matters.map(Propose::new),
        Combinators.combine(
                Arbitraries.integers().between(0, 1), Arbitraries.of(1, 2, 3, Agenda.NONE))
            .as(Matter.NextItem::new)
            .map(Propose::new),
        back.map(Agree::new),
        back.map(Decline::new),
        back.map(Withdraw::new),
        Arbitraries.of(new RaiseHand(), new LowerHand(), new Yield(), new Next()),
        Arbitraries.of(new RaiseHand()),
        Arbitraries.of(
            new Declare("", Declaration.Line.WIRED),
            new Declare("an aide", Declaration.Line.UNKNOWN),
            new Declare("\n", Declaration.Line.MOBILE),
            new AskDeclarations()),
        seats().map(Admit::new),
        seats().map(Depart::new),
        Arbitraries.of(new Sign()),
        Arbitraries.of(new EndSidebar(Circle.HEADS), new EndSidebar(Circle.EXPERTS)),
        seats().map(GiveFloor::new));
  }
}
