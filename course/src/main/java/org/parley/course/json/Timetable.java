package org.parley.course.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
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
public final class Timetable extends Followed {

  private static final Current.Telling<Schedule, ScheduleCommand, ScheduleOutcome> TELLING =
      new Current.Telling<>(
          ScheduleReading::command,
          new ScheduleOutcome.Refused(Reason.MALFORMED),
          Timetable::next,
          (_, _, outcome) -> answer(outcome));

  private final Current<Schedule, ScheduleCommand, ScheduleOutcome> current;

  private Timetable(Schedule schedule) {
    current = new Current<>(schedule, TELLING);
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
  Current<?, ?, ?> current() {
    return current;
  }

  @Override
  public String view() {
    return ScheduleWriting.of(ScheduleView.of(current.state())).print();
  }

  private static @Nullable Schedule next(ScheduleOutcome outcome) {
    return outcome instanceof ScheduleOutcome.Arranged(Schedule next, List<ScheduleEvent> _)
        ? next
        : null;
  }

  private static Json answer(ScheduleOutcome outcome) {
    return ScheduleWriting.of(
        switch (outcome) {
          case ScheduleOutcome.Arranged arranged -> new ScheduleAnswer.Arranged(arranged.events());
          case ScheduleOutcome.Refused refused -> new Answer.Refused(refused.reason());
        });
  }
}
