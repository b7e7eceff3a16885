package org.parley.course.json;

import java.util.List;
import org.parley.course.schedule.ScheduleEvent;

/** What became of a command in a process, as it is told outside. */
public sealed interface ScheduleAnswer permits ScheduleAnswer.Arranged, Answer.Refused {

  record Arranged(List<ScheduleEvent> events) implements ScheduleAnswer {
    public Arranged {
      events = List.copyOf(events);
    }
  }
}
