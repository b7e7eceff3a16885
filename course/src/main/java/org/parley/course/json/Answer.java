package org.parley.course.json;

import java.util.List;
import org.parley.course.Event;
import org.parley.course.Reason;

/** What became of a command, as it is told outside. */
public sealed interface Answer {

  /**
   * @param recorded whether it goes into the record of the meeting
   */
  record Done(List<Event> events, boolean recorded) implements Answer {
    public Done {
      events = List.copyOf(events);
    }
  }

  record Refused(Reason reason)
      implements Answer, ScheduleAnswer, TextAnswer, BoardAnswer, ActionAnswer {}
}
