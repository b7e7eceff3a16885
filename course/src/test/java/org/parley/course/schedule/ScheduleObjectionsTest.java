package org.parley.course.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.parley.course.schedule.Processes.THREE;
import static org.parley.course.schedule.Processes.at;
import static org.parley.course.schedule.Processes.done;
import static org.parley.course.schedule.Processes.refused;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parley.course.Act;
import org.parley.course.Delegation;
import org.parley.course.Reason;
import org.parley.course.Role;
import org.parley.course.Tables;
import org.parley.course.schedule.ScheduleCommand.LiftObjection;
import org.parley.course.schedule.ScheduleCommand.RaiseObjection;
import org.parley.course.schedule.ScheduleOutcome.Arranged;

/** What a side says against a person of another. */
class ScheduleObjectionsTest {

  @Test
  void aSideObjectsToSomebodyOfAnother() {
    Schedule schedule = Schedule.of(THREE);
    RaiseObjection first = new RaiseObjection("ridge-observer", "Was not invited");
    refused(schedule, "harbour-secretariat", first, Reason.NOT_YOUR_ROLE);
    refused(schedule, "nobody", first, Reason.NOT_SEATED);
    refused(schedule, "ridge-head", first, Reason.UNKNOWN);
    refused(schedule, "harbour-head", new RaiseObjection("nobody", "a"), Reason.UNKNOWN);
    Arranged raised = at(schedule, "harbour-head", first);
    Act act = new Act("harbour-head", 0, 0);
    assertThat(raised.events())
        .containsExactly(
            new ScheduleEvent.ObjectionRaised(act, "ridge-observer", "Was not invited"));
    assertThat(raised.next().objections())
        .containsExactly(
            new Objection("harbour", "ridge-observer", "harbour-head", act, "Was not invited"));
    schedule = raised.next();
    refused(schedule, "harbour-head", first, Reason.ALREADY);
    schedule = done(schedule, "valley-head", first);
    schedule = done(schedule, "harbour-head", new RaiseObjection("ridge-observer", "Comes late"));
    assertThat(schedule.objections())
        .extracting(Objection::side, Objection::text)
        .containsExactly(tuple("valley", "Was not invited"), tuple("harbour", "Comes late"));
    refused(schedule, "ridge-head", new LiftObjection("ridge-observer"), Reason.OVER);
    refused(schedule, "harbour-head", new LiftObjection("ridge-head"), Reason.OVER);
    refused(
        schedule, "harbour-observer", new LiftObjection("ridge-observer"), Reason.NOT_YOUR_ROLE);
    Arranged lifted = at(schedule, "valley-head", new LiftObjection("ridge-observer"));
    assertThat(lifted.events())
        .containsExactly(
            new ScheduleEvent.ObjectionLifted(new Act("valley-head", 3, 3000), "ridge-observer"));
    assertThat(lifted.next().objections()).extracting(Objection::side).containsExactly("harbour");
    refused(lifted.next(), "valley-head", new LiftObjection("ridge-observer"), Reason.OVER);
  }

  @Test
  void boundsAnObjection() {
    String longest = "a".repeat(Objection.MAX_CHARS);
    refusedObjection(longest + "a", Reason.TOO_LONG);
    refusedObjection("", Reason.MALFORMED);
    refusedObjection(" ", Reason.MALFORMED);
    refusedObjection("a\nb", Reason.MALFORMED);
    done(Schedule.of(THREE), "harbour-head", new RaiseObjection("ridge-head", longest));
  }

  private static void refusedObjection(String text, Reason reason) {
    refused(Schedule.of(THREE), "harbour-head", new RaiseObjection("ridge-head", text), reason);
  }

  @Test
  void whoGoesTakesTheObjectionsAlong() {
    Schedule schedule = Schedule.of(THREE);
    schedule = done(schedule, "harbour-head", new RaiseObjection("ridge-head", "a"));
    schedule = done(schedule, "harbour-head", new RaiseObjection("ridge-observer", "a"));
    schedule = done(schedule, "ridge-head", new RaiseObjection("harbour-head", "a"));
    List<Delegation> changed = new ArrayList<>(THREE);
    changed.set(1, Tables.side("ridge", Role.OBSERVER));
    assertThat(schedule.seated(changed).objections())
        .extracting(Objection::seat)
        .containsExactly("ridge-observer", "harbour-head");
    changed.set(0, new Delegation("harbour", THREE.get(1).seats()));
    changed.set(1, new Delegation("ridge", List.of()));
    assertThat(schedule.seated(changed).objections()).isEmpty();
  }
}
