package org.parley.course.web;

import java.util.List;
import org.parley.course.Act;
import org.parley.course.json.Followed;

/** What random logs are about. Commands and delegations are JSON. */
sealed interface RandomCommands
    permits TableCommands, ScheduleCommands, TextCommands, BoardCommands, ActionCommands {

  /** Of each side somebody has each. */
  List<String> roles();

  Followed open(String delegations);

  /** What the sides' heads write one after the other where a log begins well. */
  String opening(int seq);

  /** Mostly about what is there. */
  String command(int seq, Followed followed);

  /** Takes what {@link #command} gave. */
  default String apply(Followed followed, Act act, String command) {
    return followed.apply(act, command);
  }

  /** All that can be asked of what it came to. */
  default String view(Followed followed) {
    return followed.view();
  }
}
