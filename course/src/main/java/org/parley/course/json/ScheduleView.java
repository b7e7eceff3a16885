package org.parley.course.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.schedule.Described;
import org.parley.course.schedule.Meeting;
import org.parley.course.schedule.Objection;
import org.parley.course.schedule.PurgeProposal;
import org.parley.course.schedule.Schedule;

/**
 * A process's meetings as they are shown.
 *
 * @param seq the place of the last act that had an effect; -1 before the first
 * @param objections in the order in which they were raised
 * @param purge what is proposed about deleting all of it; null where nothing is
 */
public record ScheduleView(
    int seq,
    List<Described> descriptions,
    List<Meeting> meetings,
    List<Objection> objections,
    @Nullable PurgeProposal purge) {

  public ScheduleView {
    descriptions = List.copyOf(descriptions);
    meetings = List.copyOf(meetings);
    objections = List.copyOf(objections);
  }

  public static ScheduleView of(Schedule schedule) {
    return new ScheduleView(
        schedule.seq(),
        schedule.descriptions(),
        schedule.meetings(),
        schedule.objections(),
        schedule.purge());
  }
}
