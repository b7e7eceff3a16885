package org.parley.course.json;

import java.util.List;
import org.parley.course.text.TextEvent;

/** What became of a command about joint texts, or of what was written, as it is told outside. */
public sealed interface TextAnswer permits TextAnswer.Drafted, Answer.Refused {

  record Drafted(List<TextEvent> events) implements TextAnswer {
    public Drafted {
      events = List.copyOf(events);
    }
  }
}
