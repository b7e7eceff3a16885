package org.parley.course;

import java.util.List;

/** What becomes of a {@link Command}. */
public sealed interface Outcome {

  /** @param events at least one, in their order */
  record Done(Course next, List<Event> events) implements Outcome {
    public Done {
      events = List.copyOf(events);
    }
  }

  /** Nothing happened, for anybody. */
  record Refused(Reason reason) implements Outcome {}
}
