package org.parley.course.board;

import java.util.List;
import org.parley.course.Reason;

/** What becomes of a {@link BoardCommand}. */
public sealed interface BoardOutcome {

  /** @param events at least one, in their order */
  record Noted(Board next, List<BoardEvent> events) implements BoardOutcome {
    public Noted {
      events = List.copyOf(events);
    }
  }

  /** Nothing happened, for anybody. */
  record Refused(Reason reason) implements BoardOutcome {}
}
