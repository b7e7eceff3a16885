package org.parley.course.web;

import java.util.List;
import org.parley.course.json.Followed;

/** What random logs are about. Commands and delegations are JSON. */
sealed interface RandomCommands permits TableCommands, ScheduleCommands {

  /** Of each side somebody has each. */
  List<String> roles();

  Followed open(String delegations);

  /** What the sides' heads write one after the other where a log begins well. */
  String opening(int seq);

  /** Mostly about what the view shows. */
  String command(int seq, String view);
}
