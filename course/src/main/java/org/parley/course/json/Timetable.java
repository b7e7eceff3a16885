package org.parley.course.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Delegation;
import org.parley.course.Reason;
import org.parley.course.schedule.Schedule;
import org.parley.course.schedule.ScheduleCommand;
import org.parley.course.schedule.ScheduleEvent;
import org.parley.course.schedule.ScheduleOutcome;

/**
 * A process that is followed: a {@link Schedule} that moves on with what is taken from the log. Commands are {@link ScheduleCommand}s, answers
 * {@link ScheduleAnswer}s, the view a {@link ScheduleView}.
 */
public final class Timetable implements Followed {

  private Schedule schedule;

  private Timetable(Schedule schedule) {
    this.schedule = schedule;
  }

  /**
   * A process in which nothing happened yet; null for what are no delegations.
   *
   * @param delegations an array of {@link Delegation}
   */
  public static @Nullable Timetable open(String delegations) {
    List<Delegation> read = Reading.delegations(delegations);
    return read == null ? null : new Timetable(Schedule.of(read));
  }

  @Override
  public String apply(Act act, String command) {
    ScheduleOutcome outcome = decide(act, command);
    if (outcome instanceof ScheduleOutcome.Arranged(Schedule next, List<ScheduleEvent> _)) {
      schedule = next;
    }
    return print(outcome);
  }

  @Override
  public String check(String seat, long atMs, String command) {
    return print(decide(new Act(seat, schedule.seq() + 1, atMs), command));
  }

  @Override
  public boolean seat(String delegations) {
    List<Delegation> read = Reading.delegations(delegations);
    if (read == null || !Delegation.areSameSides(schedule.delegations(), read)) {
      return false;
    }
    schedule = schedule.seated(read);
    return true;
  }

  @Override
  public String view() {
    return ScheduleWriting.of(ScheduleView.of(schedule)).print();
  }

  private ScheduleOutcome decide(Act act, String command) {
    ScheduleCommand read = ScheduleReading.command(command);
    return read == null
        ? new ScheduleOutcome.Refused(Reason.MALFORMED)
        : schedule.decide(act, read);
  }

  private static String print(ScheduleOutcome outcome) {
    ScheduleAnswer answer = switch (outcome) {
      case ScheduleOutcome.Arranged arranged -> new ScheduleAnswer.Arranged(arranged.events());
      case ScheduleOutcome.Refused refused -> new Answer.Refused(refused.reason());
    };
    return ScheduleWriting.of(answer).print();
  }
}
