package org.parley.course.schedule;

import java.util.List;
import org.parley.course.Reason;

/** What becomes of a {@link ScheduleCommand}. */
public sealed interface ScheduleOutcome {

  /** @param events at least one, in their order */
  record Arranged(Schedule next, List<ScheduleEvent> events) implements ScheduleOutcome {
    public Arranged {
      events = List.copyOf(events);
    }
  }

  /** Nothing happened, for anybody. */
  record Refused(Reason reason) implements ScheduleOutcome {}
}
