package org.parley.course.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.parley.course.schedule.MeetingCommand.AcceptOffer;
import org.parley.course.schedule.MeetingCommand.DeclineOffer;
import org.parley.course.schedule.MeetingCommand.MakeOffer;
import org.parley.course.schedule.MeetingCommand.WithdrawOffer;
import org.parley.course.schedule.Proposal.Cancellation;
import org.parley.course.schedule.Proposal.Postponement;
import org.parley.course.schedule.ScheduleCommand.DescribeSide;
import org.parley.course.schedule.ScheduleCommand.LiftObjection;
import org.parley.course.schedule.ScheduleCommand.ProposeMeeting;
import org.parley.course.schedule.ScheduleCommand.RaiseObjection;
import org.parley.course.schedule.ScheduleOutcome.Arranged;
import org.parley.course.schedule.ScheduleOutcome.Refused;

/** Whatever anybody writes into a log, the rules hold. */
class ScheduleLogTest {

  /** What stands in a log. */
  record Entry(Act act, ScheduleCommand command) {}

  /** An offer as its events tell it: who agrees to which date. Whose it is agrees to all. */
  private record Told(String side, Proposal proposal, Map<String, Integer> spans) {
    boolean isAgreedByAllTo(int span) {
      return Processes.THREE.stream()
          .allMatch(one -> one.id().equals(side) || Objects.equals(spans.get(one.id()), span));
    }
  }

  @Property(tries = 500)
  void nothingComesAboutWithoutAKeyOfEachSide(@ForAll("logs") List<Entry> log) {
    Map<Integer, Told> offers = new LinkedHashMap<>();
    Schedule schedule = Schedule.of(Processes.THREE);
    for (Entry entry : log) {
      if (!(schedule.decide(entry.act(), entry.command())
          instanceof Arranged(Schedule next, var events))) {
        continue;
      }
      for (ScheduleEvent event : events) {
        if (event instanceof MeetingEvent one) {
          follow(offers, one);
        }
        assertThat(event.act()).isEqualTo(entry.act());
        assertThat(event.act().seat()).doesNotStartWith("nobody").doesNotEndWith("-observer");
      }
      for (Meeting meeting : next.meetings()) {
        Told told = offers.get(meeting.id());
        @Nullable Offer offer = meeting.offer();
        assertThat(offer == null).isEqualTo(told == null);
        if (offer != null && told != null) {
          assertThat(offer.side()).isEqualTo(told.side());
          assertThat(offer.proposal()).isEqualTo(told.proposal());
          Map<String, Integer> spans = new LinkedHashMap<>();
          offer.keys().forEach(key -> spans.put(key.side(), key.span()));
          assertThat(spans).isEqualTo(told.spans()).hasSize(offer.keys().size());
        }
      }
      schedule = next;
    }
  }

  /** Keeps the offers by what the events tell, and holds what came about against them. */
  private static void follow(Map<Integer, Told> offers, MeetingEvent event) {
    int meeting = event.meeting();
    String seat = event.act().seat();
    String side = sideOf(seat);
    @Nullable Told told = offers.get(meeting);
    switch (event) {
      case MeetingEvent.MeetingProposed one ->
        offers.put(meeting, new Told(side, one.dates(), new LinkedHashMap<>()));
      case MeetingEvent.OfferMade one ->
        offers.put(meeting, new Told(side, one.proposal(), new LinkedHashMap<>()));
      case MeetingEvent.OfferAccepted one -> {
        assertThat(seat).endsWith("-head");
        assertThat(Objects.requireNonNull(told).side()).isNotEqualTo(side);
        told.spans().put(side, one.span());
      }
      case MeetingEvent.OfferDeclined _ -> {
        assertThat(seat).endsWith("-head");
        assertThat(Objects.requireNonNull(told).side()).isNotEqualTo(side);
        assertThat(told.spans()).doesNotContainKey(side);
        offers.remove(meeting);
      }
      case MeetingEvent.OfferWithdrawn _ -> {
        assertThat(Objects.requireNonNull(told).side()).isEqualTo(side);
        offers.remove(meeting);
      }
      case MeetingEvent.ConsentWithdrawn _ ->
        assertThat(Objects.requireNonNull(told).spans().remove(side)).isNotNull();
      case MeetingEvent.DatesAgreed one -> {
        Proposal.Dates dates = (Proposal.Dates) Objects.requireNonNull(told).proposal();
        int span = dates.spans().indexOf(one.terms().span());
        assertThat(one.terms()).isEqualTo(dates.terms(span));
        assertThat(told.isAgreedByAllTo(span)).isTrue();
        offers.remove(meeting);
      }
      case MeetingEvent.MeetingPostponed one -> {
        assertThat(Objects.requireNonNull(told).proposal())
            .isEqualTo(new Postponement(one.ground()));
        assertThat(told.isAgreedByAllTo(0)).isTrue();
        offers.remove(meeting);
      }
      case MeetingEvent.MeetingCancelled one -> {
        assertThat(Objects.requireNonNull(told).proposal())
            .isEqualTo(new Cancellation(one.ground()));
        assertThat(told.isAgreedByAllTo(0)).isTrue();
        offers.remove(meeting);
      }
      case MeetingEvent.MeetingDropped _ -> assertThat(told).isNull();
      case LineEvent _ -> {
        // Of the lines LineLogTest tells.
      }
    }
  }

  private static String sideOf(String seat) {
    return seat.substring(0, seat.indexOf('-'));
  }

  @Property(tries = 500)
  void theStateIsWhole(@ForAll("logs") List<Entry> log) {
    Schedule schedule = Schedule.of(Processes.THREE);
    for (Entry entry : log) {
      Schedule before = schedule;
      if (!(before.decide(entry.act(), entry.command())
          instanceof Arranged(Schedule next, var events))) {
        continue;
      }
      assertThat(events).isNotEmpty();
      assertThat(next).isNotEqualTo(before);
      assertThat(next.seq()).isEqualTo(entry.act().seq());
      assertThat(next.meetings()).extracting(Meeting::id).isSorted().doesNotHaveDuplicates();
      assertThat(next.descriptions()).extracting(Described::side).doesNotHaveDuplicates();
      next.meetings().forEach(ScheduleLogTest::assertWhole);
      for (int i = 0; i < before.meetings().size(); i++) {
        assertFollows(before.meetings().get(i), next.meetings().get(i), events);
      }
      schedule = next;
    }
  }

  private static void assertWhole(Meeting meeting) {
    @Nullable Offer offer = meeting.offer();
    assertThat(meeting.agreed() == null).isEqualTo(meeting.sequence() == Meeting.NONE);
    switch (meeting.state()) {
      case PROPOSED -> assertThat(offer).isNotNull();
      case COUNTERED -> assertThat(meeting.agreed()).isNull();
      case AGREED, POSTPONED -> assertThat(meeting.agreed()).isNotNull();
      case CANCELLED -> assertThat(offer).isNull();
    }
    if (offer != null) {
      assertThat(offer.keys()).extracting(Offer.Consent::side).doesNotContain(offer.side());
      assertThat(offer.keys()).allMatch(key -> key.seq() > offer.seq());
    }
    assertThat(meeting.follows()).isLessThan(meeting.id());
    assertThat(meeting.history()).hasSizeLessThanOrEqualTo(Meeting.MAX_STEPS);
  }

  private static void assertFollows(Meeting before, Meeting after, List<ScheduleEvent> events) {
    assertThat(after.id()).isEqualTo(before.id());
    if (after.equals(before)) {
      return;
    }
    boolean areOfLines = events.stream().allMatch(LineEvent.class::isInstance);
    assertThat(before.state() != MeetingState.CANCELLED || areOfLines).isTrue();
    List<Step> steps = after.history();
    assertThat(steps).startsWith(before.history().toArray(Step[]::new));
    assertThat(steps.subList(before.history().size(), steps.size()))
        .extracting(Step::event)
        .isEqualTo(events);
    assertThat(steps)
        .allMatch(step -> step.side().equals(sideOf(step.event().act().seat())));
    boolean cameAbout = events.stream()
        .anyMatch(event -> event instanceof MeetingEvent.DatesAgreed
            || event instanceof MeetingEvent.MeetingPostponed
            || event instanceof MeetingEvent.MeetingCancelled);
    if (cameAbout) {
      boolean isKnown = after.agreed() != null;
      assertThat(after.sequence()).isEqualTo(isKnown ? before.sequence() + 1 : Meeting.NONE);
      assertThat(after.offer()).isNull();
    } else {
      assertThat(after.sequence()).isEqualTo(before.sequence());
      assertThat(after.agreed()).isEqualTo(before.agreed());
    }
  }

  @Property(tries = 300)
  void repetitionsAndGarbageChangeNothing(
      @ForAll("logs") List<Entry> log, @ForAll("logs") List<Entry> garbage) {
    List<Entry> taken = new ArrayList<>();
    List<Entry> more = new ArrayList<>();
    Schedule schedule = Schedule.of(Processes.THREE);
    for (int i = 0; i < log.size(); i++) {
      Entry entry = log.get(i);
      more.add(entry);
      more.add(entry);
      if (schedule.decide(entry.act(), entry.command()) instanceof Arranged(Schedule next, var _)) {
        schedule = next;
        taken.add(entry);
        more.addAll(log.subList(0, i));
      }
      if (i < garbage.size()) {
        Entry stray = garbage.get(i);
        more.add(new Entry(new Act("nobody", entry.act().seq(), 0), stray.command()));
        more.add(new Entry(new Act("harbour-head", schedule.seq(), 0), stray.command()));
      }
    }
    assertThat(fold(log)).isEqualTo(schedule);
    assertThat(fold(taken)).as("without what was refused").isEqualTo(schedule);
    assertThat(fold(more)).as("with repetitions and garbage").isEqualTo(schedule);
  }

  /** What one command after the other does, done a second time at once, has no second effect. */
  @Property(tries = 300)
  void sayingItAgainHasNoSecondEffect(@ForAll("logs") List<Entry> log) {
    Schedule schedule = Schedule.of(Processes.THREE);
    for (Entry entry : log) {
      if (schedule.decide(entry.act(), entry.command()) instanceof Arranged(Schedule next, var _)) {
        Act again = new Act(entry.act().seat(), next.seq() + 1, entry.act().atMs());
        // There may be two meetings with the same dates.
        if (!(entry.command() instanceof ProposeMeeting)) {
          assertThat(next.decide(again, entry.command())).isInstanceOf(Refused.class);
        }
        schedule = next;
      }
    }
  }

  /** Of each side to each seat the last objection counts, unless it was lifted; whatever else happens. */
  @Property(tries = 300)
  void objectionsAreTheLastOfEach(@ForAll("logs") List<Entry> log) {
    Map<List<String>, Objection> told = new LinkedHashMap<>();
    Schedule schedule = Schedule.of(Processes.THREE);
    for (Entry entry : log) {
      if (!(schedule.decide(entry.act(), entry.command())
          instanceof Arranged(Schedule next, var events))) {
        continue;
      }
      for (ScheduleEvent event : events) {
        String by = event.act().seat();
        String side = sideOf(by);
        if (event instanceof ScheduleEvent.ObjectionRaised(Act act, String seat, String text)) {
          assertThat(by).endsWith("-head");
          assertThat(seat).doesNotStartWith(side).doesNotStartWith("nobody");
          told.remove(List.of(side, seat));
          told.put(List.of(side, seat), new Objection(side, seat, by, act, text));
        } else if (event instanceof ScheduleEvent.ObjectionLifted(Act _, String seat)) {
          assertThat(told.remove(List.of(side, seat))).isNotNull();
        }
      }
      schedule = next;
      assertThat(schedule.objections()).containsExactlyElementsOf(told.values());
    }
  }

  /** Or the properties would hold for processes in which nothing happens. */
  @Property(tries = 2000)
  void theLogsComeFar(@ForAll("logs") List<Entry> log) {
    List<Meeting> meetings = fold(log).meetings();
    for (MeetingState state : MeetingState.values()) {
      Statistics.label(state.name())
          .collect(meetings.stream().anyMatch(one -> one.state() == state))
          .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.5));
    }
    Statistics.label("moved")
        .collect(meetings.stream().anyMatch(one -> one.sequence() > 1))
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.5));
    Statistics.label("objected")
        .collect(!fold(log).objections().isEmpty())
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.5));
    Statistics.label("undecided")
        .collect(meetings.stream().anyMatch(ScheduleLogTest::isUndecided))
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.25));
  }

  /** Others chose different dates. */
  private static boolean isUndecided(Meeting meeting) {
    @Nullable Offer offer = meeting.offer();
    return offer != null
        && offer.keys().stream().map(Offer.Consent::span).distinct().count() > 1;
  }

  private static Schedule fold(List<Entry> log) {
    Schedule schedule = Schedule.of(Processes.THREE);
    for (Entry entry : log) {
      if (schedule.decide(entry.act(), entry.command()) instanceof Arranged(Schedule next, var _)) {
        schedule = next;
      }
    }
    return schedule;
  }

  /** Random commands of random authors; much of what is offered is agreed to, or no log would come far. */
  @Provide
  Arbitrary<List<Entry>> logs() {
    return Combinators.combine(
            seats(),
            Arbitraries.integers().between(0, 9),
            Arbitraries.integers().between(0, 9),
            commands())
        .as(Draft::new)
        .list()
        .ofMaxSize(60)
        .withSizeDistribution(RandomDistribution.uniform())
        .map(ScheduleLogTest::entries)
        .withoutEdgeCases();
  }

  /**
   * What an entry is made of.
   *
   * @param luck of what is offered, from 0 to 9
   * @param aim 0 for a command about what may not be there; else it is about a meeting that is, and what stands there
   * @param command whose meeting is the one to choose
   */
  record Draft(String seat, int luck, int aim, ScheduleCommand command) {}

  private static List<Entry> entries(List<Draft> drafts) {
    List<Entry> entries = new ArrayList<>();
    Schedule schedule = Schedule.of(Processes.THREE);
    for (Draft draft : drafts) {
      ScheduleCommand command = draft.aim() == 0 || schedule.meetings().isEmpty()
          ? draft.command()
          : aimed(schedule.meetings(), draft.command());
      schedule = add(entries, schedule, draft.seat(), command);
      boolean isOffer = command instanceof MakeOffer || command instanceof ProposeMeeting;
      if (isOffer && schedule.seq() == entries.size() - 1 && draft.luck() > 4) {
        int offer = schedule.seq();
        int meeting = command instanceof MakeOffer make ? make.meeting() : offer;
        for (int i = 0; i < Processes.THREE.size(); i++) {
          String head = Processes.THREE.get(i).id() + "-head";
          // Now and then each wants another date.
          int span = draft.luck() == 5 ? i % 2 : 0;
          schedule = add(entries, schedule, head, new AcceptOffer(meeting, offer, span));
        }
      }
    }
    return entries;
  }

  private static Schedule add(
      List<Entry> entries, Schedule schedule, String seat, ScheduleCommand command) {
    Act act = new Act(seat, entries.size(), entries.size() * 1000L);
    entries.add(new Entry(act, command));
    return schedule.decide(act, command) instanceof Arranged(Schedule next, var _)
        ? next
        : schedule;
  }

  private static ScheduleCommand aimed(List<Meeting> meetings, ScheduleCommand command) {
    return switch (command) {
      case MeetingCommand about -> {
        Meeting meeting = meetings.get(about.meeting() % meetings.size());
        int offer = meeting.standing();
        yield switch (about) {
          case MakeOffer make -> new MakeOffer(meeting.id(), offer, make.proposal());
          case AcceptOffer accept -> new AcceptOffer(meeting.id(), offer, accept.span());
          case DeclineOffer _ -> new DeclineOffer(meeting.id(), offer);
          case WithdrawOffer _ -> new WithdrawOffer(meeting.id(), offer);
          case LineCommand line -> LineLogTest.aimed(meeting, line);
        };
      }
      case ProposeMeeting propose -> new ProposeMeeting(meetings.getFirst().id(), propose.dates());
      case DescribeSide _, RaiseObjection _, LiftObjection _, PurgeCommand _ -> command;
    };
  }

  private static Arbitrary<String> seats() {
    return Arbitraries.of(Stream.concat(
            Processes.THREE.stream()
                .flatMap(side -> side.seats().stream())
                .map(Delegation.Seat::id),
            Stream.of("harbour-head", "ridge-head", "valley-head", "nobody-head"))
        .toList());
  }

  private static Arbitrary<ScheduleCommand> commands() {
    Arbitrary<Integer> which = Arbitraries.integers().between(0, 3);
    Arbitrary<Integer> seen = Arbitraries.integers().between(-1, 9);
    Arbitrary<Integer> span = Arbitraries.of(0, 0, 0, 1, 2);
    Arbitrary<Proposal.Dates> dates = Arbitraries.integers()
        .between(0, 9)
        .list()
        .uniqueElements()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(days ->
            new Proposal.Dates(days.stream().map(Processes::day).toList(), Format.VIRTUAL, ""));
    Arbitrary<Ground> grounds = Arbitraries.of(
        Processes.GROUND,
        new Ground(Ground.Audience.PRIVATE, ""),
        new Ground(Ground.Audience.PUBLIC, ""));
    return Arbitraries.frequencyOf(
        Tuple.of(2, dates.map(one -> new ProposeMeeting(Meeting.NONE, one))),
        Tuple.of(3, Combinators.combine(which, seen, dates).as(MakeOffer::new)),
        Tuple.of(
            1, Combinators.combine(which, seen, grounds.map(Postponement::new)).as(MakeOffer::new)),
        Tuple.of(
            1, Combinators.combine(which, seen, grounds.map(Cancellation::new)).as(MakeOffer::new)),
        Tuple.of(6, Combinators.combine(which, seen, span).as(AcceptOffer::new)),
        Tuple.of(1, Combinators.combine(which, seen).as(DeclineOffer::new)),
        Tuple.of(1, Combinators.combine(which, seen).as(WithdrawOffer::new)),
        Tuple.of(3, LineLogTest.commands()),
        Tuple.of(
            1,
            Combinators.combine(seats(), Arbitraries.of("", "Was not invited", "Comes late"))
                .as(RaiseObjection::new)),
        Tuple.of(1, seats().map(LiftObjection::new)),
        Tuple.of(
            1,
            Arbitraries.of("de", "fr", "no such")
                .map(language -> new DescribeSide(
                    new Description("Etc/UTC", List.of(language), "", List.of(), List.of(), "")))));
  }
}
