package org.parley.course.actions;

import java.util.List;
import org.parley.course.Reason;

/** What becomes of an {@link ActionCommand}. */
public sealed interface ActionOutcome {

  /** @param events at least one, in their order */
  record Listed(Actions next, List<ActionEvent> events) implements ActionOutcome {
    public Listed {
      events = List.copyOf(events);
    }
  }

  /** Nothing happened, for anybody. */
  record Refused(Reason reason) implements ActionOutcome {}
}
