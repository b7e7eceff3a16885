package org.parley.course.json;

import java.util.List;
import org.parley.course.board.BoardEvent;

/** What became of a command at the board, as it is told outside. */
public sealed interface BoardAnswer permits BoardAnswer.Noted, Answer.Refused {

  record Noted(List<BoardEvent> events) implements BoardAnswer {
    public Noted {
      events = List.copyOf(events);
    }
  }
}
