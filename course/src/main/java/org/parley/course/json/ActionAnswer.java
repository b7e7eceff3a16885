package org.parley.course.json;

import java.util.List;
import org.parley.course.actions.ActionEvent;

/** What became of a command about actions, as it is told outside. */
public sealed interface ActionAnswer permits ActionAnswer.Listed, Answer.Refused {

  record Listed(List<ActionEvent> events) implements ActionAnswer {
    public Listed {
      events = List.copyOf(events);
    }
  }
}
