package org.parley.course.text;

import java.util.List;
import org.parley.course.Reason;

/** What becomes of a {@link TextCommand}, or of what was written. */
public sealed interface TextOutcome {

  /** @param events at least one, in their order */
  record Drafted(JointTexts next, List<TextEvent> events) implements TextOutcome {
    public Drafted {
      events = List.copyOf(events);
    }
  }

  /** Nothing happened, for anybody. */
  record Refused(Reason reason) implements TextOutcome {}
}
