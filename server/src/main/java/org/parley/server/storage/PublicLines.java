package org.parley.server.storage;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The lines that are published. Each call may wait for the disk, and throws {@link StorageException} where the database fails; what it
 * answers is durable. Whether somebody may publish or take down is not asked here.
 */
public final class PublicLines {

  /** Of a process, those that were taken down included: as many as a schedule has meetings. */
  static final int MAX_LINES = 200;

  private final Database database;

  public PublicLines(Database database) {
    this.database = database;
  }

  /**
   * A line that is to be published.
   *
   * @param meeting the process's id
   * @param scheduleMeeting the meeting that it is about, by its place in the schedule's log
   * @param place of its proposal there
   * @param pageId of the process's public page
   * @param line its JSON
   * @param lineId what it is called on the page
   * @param bothSides whether the process has two sides, and not more
   */
  public record Publication(
      String meeting,
      int scheduleMeeting,
      int place,
      String pageId,
      String line,
      String lineId,
      boolean bothSides) {}

  /** What is on a page. */
  public record Shown(String line, String lineId, boolean bothSides) {}

  /** What became of a call. */
  public enum Outcome {
    DONE,
    /** A line of that place or a later one was published, or taken down. */
    STALE,
    /** The process has as many as it may. */
    FULL
  }

  private record Row(int place, String line) {}

  /** Publishes a line, instead of the one before about that meeting. The very same again is done already. */
  public Outcome publish(Publication publication) {
    return database.write(handle -> {
      Row before = row(handle, publication.meeting(), publication.scheduleMeeting());
      if (before != null && before.place() >= publication.place()) {
        boolean isSame =
            before.place() == publication.place() && before.line().equals(publication.line());
        return isSame ? Outcome.DONE : Outcome.STALE;
      }
      return put(handle, before, publication);
    });
  }

  /**
   * Takes down what is published about a meeting, and publishes nothing more up to a place.
   *
   * @param place up to which; never earlier than what is published
   */
  public Outcome takeDown(String meeting, String pageId, int scheduleMeeting, int place) {
    return database.write(handle -> {
      Row before = row(handle, meeting, scheduleMeeting);
      int upTo = before == null ? place : Math.max(before.place(), place);
      return put(
          handle, before, new Publication(meeting, scheduleMeeting, upTo, pageId, "", "", false));
    });
  }

  /**
   * What a page shows, by the order of the meetings; none for a page that there is not, and for a process that is over, whose lines nobody
   * could take down.
   */
  public List<Shown> shown(String pageId) {
    return database.read(handle -> handle
        .createQuery("SELECT l.line, l.line_id, l.both_sides FROM public_lines l"
            + " JOIN meetings m ON m.id = l.meeting_id"
            + " WHERE l.page_id = :page AND l.line <> '' AND NOT m.ended"
            + " ORDER BY l.schedule_meeting")
        .bind("page", pageId)
        .map((result, _) -> new Shown(
            result.getString("line"), result.getString("line_id"), result.getBoolean("both_sides")))
        .list());
  }

  private static @Nullable Row row(Handle handle, String meeting, int scheduleMeeting) {
    return handle
        .createQuery("SELECT place, line FROM public_lines"
            + " WHERE meeting_id = :meeting AND schedule_meeting = :scheduleMeeting")
        .bind("meeting", meeting)
        .bind("scheduleMeeting", scheduleMeeting)
        .map((result, _) -> new Row(result.getInt("place"), result.getString("line")))
        .findOne()
        .orElse(null);
  }

  private static Outcome put(Handle handle, @Nullable Row before, Publication publication) {
    if (before == null && count(handle, publication.meeting()) >= MAX_LINES) {
      return Outcome.FULL;
    }
    String sql = before == null
        ? "INSERT INTO public_lines"
            + " (meeting_id, schedule_meeting, place, page_id, line, line_id, both_sides)"
            + " VALUES (:meeting, :scheduleMeeting, :place, :pageId, :line, :lineId, :bothSides)"
        : "UPDATE public_lines SET place = :place, page_id = :pageId, line = :line,"
            + " line_id = :lineId, both_sides = :bothSides"
            + " WHERE meeting_id = :meeting AND schedule_meeting = :scheduleMeeting";
    handle.createUpdate(sql).bindMethods(publication).execute();
    return Outcome.DONE;
  }

  private static int count(Handle handle, String meeting) {
    return handle
        .createQuery("SELECT COUNT(*) FROM public_lines WHERE meeting_id = :meeting")
        .bind("meeting", meeting)
        .mapTo(Integer.class)
        .one();
  }
}
