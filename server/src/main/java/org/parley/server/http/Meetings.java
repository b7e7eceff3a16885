package org.parley.server.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
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

  /** When all of a meeting was deleted, as its sides wished; null for any other. */
  @Nullable
  Long purgedAtMs(String meetingId) throws Unavailable;

  @Nullable
  Meeting find(String meetingId) throws Unavailable;

  /** Carries a command out, and puts out whom it puts out; null where there is no such meeting. */
  @Nullable
  Outcome apply(String meetingId, MeetingCommand command) throws Unavailable;

  /** The seats of those who are in the meeting now. */
  Set<String> present(String meetingId);

  /** What is on a public page; none where there is no such page. */
  List<PublicLine> publicLines(String pageId) throws Unavailable;

  /**
   * What everybody may read of a meeting.
   *
   * @param id the same as long as the line is
   * @param meeting its number among those of which the page shows something, from 1
   * @param bothSides whether two sides have agreed on it, and not more
   * @param releasedMs when a readout was released, in milliseconds since 1970; null of another line
   * @param line JSON
   */
  record PublicLine(
      String id,
      int meeting,
      boolean bothSides,
      @Nullable Long releasedMs,
      @JsonRawValue String line) {}

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
