package org.parley.server.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Meeting;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.Outcome;

/** What the HTTP API asks of the application. Calls may block; what they answer is durable. */
public interface Meetings {

  /** Makes a meeting, unless its id is taken by another. */
  Outcome create(MeetingDraft draft) throws Unavailable;

  /** The hash of the organiser's secret; null where there is no such meeting. */
  @Nullable
  String organiserHash(String meetingId) throws Unavailable;

  @Nullable
  Meeting find(String meetingId) throws Unavailable;

  /** Carries a command out, and puts out whom it puts out; null where there is no such meeting. */
  @Nullable
  Outcome apply(String meetingId, MeetingCommand command) throws Unavailable;

  /** The seats of those who are in the meeting now. */
  Set<String> present(String meetingId);

  /** The server can't do it now. */
  final class Unavailable extends Exception {

    private final boolean full;

    /** @param full the server holds as many meetings as it may; else it may help to ask again */
    public Unavailable(boolean full, Throwable cause) {
      super(full ? "full" : "unavailable", cause);
      this.full = full;
    }

    public boolean full() {
      return full;
    }
  }
}
