package org.parley.course.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.course.schedule.Processes.SIGNATURE;
import static org.parley.course.schedule.Processes.THREE;
import static org.parley.course.schedule.Processes.at;
import static org.parley.course.schedule.Processes.done;
import static org.parley.course.schedule.Processes.refused;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.parley.course.Act;
import org.parley.course.Reason;
import org.parley.course.schedule.LineProposal.LineKey;
import org.parley.course.schedule.PurgeCommand.AcceptPurge;
import org.parley.course.schedule.PurgeCommand.ProposePurge;
import org.parley.course.schedule.PurgeCommand.WithdrawPurge;
import org.parley.course.schedule.ScheduleOutcome.Arranged;

/** That the sides agree to have all deleted. */
class PurgeTest {

  private static final String OTHER = "B".repeat(LineProposal.SIGNATURE_CHARS);

  @Test
  void isAgreedOnceEachSideGaveItsKey() {
    Schedule schedule = done(Schedule.of(THREE), "ridge-head", new ProposePurge());
    refused(schedule, "harbour-head", new ProposePurge(), Reason.ALREADY);
    schedule = done(schedule, "valley-head", new AcceptPurge(0, SIGNATURE));
    schedule = done(schedule, "harbour-head", new AcceptPurge(0, SIGNATURE));
    refused(schedule, "harbour-head", new AcceptPurge(0, SIGNATURE), Reason.ALREADY);
    Arranged last = at(schedule, "ridge-head", new AcceptPurge(0, OTHER));
    Act act = last.events().getFirst().act();
    assertThat(last.events())
        .containsExactly(new PurgeEvent.PurgeAccepted(act, 0), new PurgeEvent.PurgeAgreed(act, 0));
    assertThat(standing(last.next()).keys())
        .extracting(LineKey::side)
        .containsExactly("valley", "harbour", "ridge");
    // A key that the server finds bad is given anew.
    Schedule renewed = done(last.next(), "valley-head", new AcceptPurge(0, OTHER));
    assertThat(standing(renewed).keys()).hasSize(3);
  }

  /** Were it carried out, there would be no log to write that into. */
  @Test
  void anySideEndsItWithAllItsKeysToo() {
    Schedule schedule = done(Schedule.of(THREE), "ridge-head", new ProposePurge());
    for (String seat : List.of("valley-head", "harbour-head", "ridge-head")) {
      schedule = done(schedule, seat, new AcceptPurge(0, SIGNATURE));
    }
    schedule = done(schedule, "harbour-head", new WithdrawPurge(0));
    assertThat(schedule.purge()).isNull();
    schedule = done(schedule, "valley-head", new ProposePurge());
    assertThat(standing(schedule).keys()).isEmpty();
  }

  @Test
  void anySideEndsItAsLongAsAKeyIsMissing() {
    Schedule schedule = done(Schedule.of(THREE), "ridge-head", new ProposePurge());
    schedule = done(schedule, "ridge-head", new AcceptPurge(0, SIGNATURE));
    Arranged ended = at(schedule, "valley-head", new WithdrawPurge(0));
    assertThat(ended.next().purge()).isNull();
    refused(ended.next(), "ridge-head", new AcceptPurge(0, SIGNATURE), Reason.OVER);
    refused(ended.next(), "ridge-head", new WithdrawPurge(0), Reason.OVER);
    Schedule again = done(ended.next(), "valley-head", new ProposePurge());
    assertThat(standing(again).keys()).as("keys are to one proposal").isEmpty();
  }

  @Test
  void takesHeadsAndSignatures() {
    Schedule schedule = done(Schedule.of(THREE), "ridge-head", new ProposePurge());
    for (String seat : List.of("ridge-secretariat", "ridge-observer")) {
      refused(schedule, seat, new AcceptPurge(0, SIGNATURE), Reason.NOT_YOUR_ROLE);
      refused(schedule, seat, new WithdrawPurge(0), Reason.NOT_YOUR_ROLE);
    }
    for (String signature : List.of("", "A".repeat(85), "A".repeat(87), " ".repeat(86))) {
      refused(schedule, "ridge-head", new AcceptPurge(0, signature), Reason.MALFORMED);
    }
    refused(schedule, "ridge-head", new AcceptPurge(1, SIGNATURE), Reason.OVER);
  }

  record Step(String seat, PurgeCommand command) {}

  /** It is agreed when and only when every side's last word to this very proposal is a key. */
  @Property(tries = 500)
  void isAgreedByAllOrNotAtAll(@ForAll("steps") List<Step> steps) {
    Schedule schedule = Schedule.of(THREE);
    Set<String> given = new HashSet<>();
    boolean isAgreed = false;
    boolean wasAgreed = false;
    boolean stands = false;
    for (int seq = 0; seq < steps.size(); seq++) {
      Step step = steps.get(seq);
      Act act = new Act(step.seat(), seq, seq);
      if (!(schedule.decide(act, aimed(schedule, step.command())) instanceof Arranged done)) {
        continue;
      }
      schedule = done.next();
      for (ScheduleEvent event : done.events()) {
        assertThat(step.seat()).endsWith("-head");
        switch ((PurgeEvent) event) {
          case PurgeEvent.PurgeProposed _ -> {
            assertThat(stands).isFalse();
            given.clear();
            stands = true;
          }
          case PurgeEvent.PurgeAccepted _ -> given.add(step.seat());
          case PurgeEvent.PurgeWithdrawn _ -> {
            given.clear();
            stands = false;
            isAgreed = false;
          }
          case PurgeEvent.PurgeAgreed _ -> {
            isAgreed = true;
            wasAgreed = true;
          }
        }
      }
      assertThat(schedule.purge() != null).isEqualTo(stands);
      assertThat(isAgreed).isEqualTo(given.size() == THREE.size());
    }
    Statistics.label("agreed")
        .collect(wasAgreed)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 2));
  }

  private static PurgeCommand aimed(Schedule schedule, PurgeCommand command) {
    @Nullable PurgeProposal standing = schedule.purge();
    int named = standing == null ? 0 : standing.seq();
    return switch (command) {
      case ProposePurge propose -> propose;
      case AcceptPurge(int _, String signature) -> new AcceptPurge(named, signature);
      case WithdrawPurge _ -> new WithdrawPurge(named);
    };
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<PurgeCommand> commands = Arbitraries.of(
        new ProposePurge(),
        new AcceptPurge(0, SIGNATURE),
        new AcceptPurge(0, SIGNATURE),
        new AcceptPurge(0, OTHER),
        new AcceptPurge(0, ""),
        new WithdrawPurge(0));
    Arbitrary<String> seats =
        Arbitraries.of("harbour-head", "ridge-head", "valley-head", "valley-observer", "nobody");
    return Combinators.combine(seats, commands).as(Step::new).list().ofMaxSize(30);
  }

  private static PurgeProposal standing(Schedule schedule) {
    return Objects.requireNonNull(schedule.purge());
  }
}
