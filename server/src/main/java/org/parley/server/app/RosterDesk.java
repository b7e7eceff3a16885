package org.parley.server.app;

import org.jspecify.annotations.Nullable;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.Outcome;

/** Where people of a side change its roster: on the disk, and for all who are in the meeting. May wait; throws where the disk fails. */
interface RosterDesk {

  /**
   * Null where there is no such meeting.
   *
   * @param linkHash of the link by which somebody came
   */
  @Nullable
  Outcome applyBy(String meetingId, String linkHash, MeetingCommand.OfRoster command);
}
