package org.parley.server.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The lines and readouts that are published. Each call may wait for the disk, and throws {@link StorageException} where the database fails; what it
 * answers is durable. Whether somebody may publish or take down is not asked here.
 */
public final class PublicLines {

  /** Of a process, of lines and of readouts each: as many as a schedule has meetings. */
  static final int MAX_LINES = 200;

  /** Of a side of it, of lines and of readouts each: the same. More could only be about what is no meeting. */
  static final int MAX_SHUT_OUT = 200;

  /** Of all that a page shows. A readout of two pages in two languages has some 6,000; more makes the page slow to read for everybody. */
  static final int MAX_PAGE_CHARS = 1_000_000;

  private final Database database;

  public PublicLines(Database database) {
    this.database = database;
  }

  /**
   * A line or a readout that is to be published.
   *
   * @param meeting the process's id
   * @param scheduleMeeting the meeting that it is about, by its place in the schedule's log
   * @param readout whether it is a readout, which stands beside the meeting's line
   * @param place of its proposal there
   * @param pageId of the process's public page
   * @param line its JSON
   * @param lineId what it is called on the page
   * @param bothSides whether the process has two sides, and not more
   * @param releasedMs when it is published, in milliseconds since 1970; null where the page does not tell that
   */
  public record Publication(
      String meeting,
      int scheduleMeeting,
      boolean readout,
      int place,
      String pageId,
      String line,
      String lineId,
      boolean bothSides,
      @Nullable Long releasedMs) {}

  /**
   * That no line, or no readout, of a meeting be published any more up to a place.
   *
   * @param meeting the process's id
   * @param side whose wish it is
   * @param scheduleMeeting the meeting that it is about, by its place in the schedule's log
   * @param place up to which
   */
  public record ShutOut(
      String meeting, String side, int scheduleMeeting, boolean readout, int place) {}

  /**
   * What is on a page.
   *
   * @param number of the meeting, among those of which the page shows something, from 1
   * @param releasedMs as it was published
   */
  public record Shown(
      String line,
      String lineId,
      boolean bothSides,
      int number,
      @Nullable Long releasedMs) {}

  /** What became of a call. */
  public enum Outcome {
    DONE,
    /** A line of that place or a later one was published, or a side has shut it out. */
    STALE,
    /** The process has as many as it may, or its page has as much text. */
    FULL,
    /** The side has shut out lines of as many meetings as it may. */
    SHUT_OUT_FULL
  }

  private record Row(int place, String line) {}

  /** Publishes a line or a readout, instead of the one before about that meeting. The very same again is done already. */
  public Outcome publish(Publication publication) {
    return database.write(handle -> {
      Row before =
          row(handle, publication.meeting(), publication.scheduleMeeting(), publication.readout());
      if (before != null && before.equals(new Row(publication.place(), publication.line()))) {
        return Outcome.DONE;
      }
      boolean isOlder = before != null && publication.place() <= before.place();
      return isOlder || publication.place() <= shutOut(handle, publication)
          ? Outcome.STALE
          : put(handle, before, publication);
    });
  }

  /** Publishes none of it any more; what is published stays. */
  public Outcome shutOut(ShutOut wish) {
    return database.write(handle -> shutOut(handle, wish));
  }

  /** Takes down what is published, and publishes none of it any more: up to that place, or to that of what was published where it is later. */
  public Outcome takeDown(ShutOut wish) {
    return database.write(handle -> {
      Row before = row(handle, wish.meeting(), wish.scheduleMeeting(), wish.readout());
      int upTo = before == null ? wish.place() : Math.max(before.place(), wish.place());
      Outcome outcome = shutOut(
          handle,
          new ShutOut(wish.meeting(), wish.side(), wish.scheduleMeeting(), wish.readout(), upTo));
      if (outcome == Outcome.DONE) {
        handle
            .createUpdate(
                "DELETE FROM public_lines"
                    + " WHERE meeting_id = :meeting AND schedule_meeting = :scheduleMeeting AND readout = :readout")
            .bindMethods(wish)
            .execute();
      }
      return outcome;
    });
  }

  /**
   * What a page shows, by the order of the meetings, of each its line before its readout; none for a page that there is not, and for a process that is over, whose lines nobody
   * could take down.
   */
  public List<Shown> shown(String pageId) {
    return database.read(handle -> handle
        .createQuery("SELECT l.line, l.line_id, l.both_sides, l.released_ms,"
            + " DENSE_RANK() OVER (ORDER BY l.schedule_meeting) AS number FROM public_lines l"
            + " JOIN meetings m ON m.id = l.meeting_id"
            + " WHERE l.page_id = :page AND NOT m.ended"
            + " ORDER BY l.schedule_meeting, l.readout")
        .bind("page", pageId)
        .map((result, _) -> new Shown(
            result.getString("line"),
            result.getString("line_id"),
            result.getBoolean("both_sides"),
            result.getInt("number"),
            releasedMs(result)))
        .list());
  }

  private static @Nullable Row row(
      Handle handle, String meeting, int scheduleMeeting, boolean readout) {
    return handle
        .createQuery(
            "SELECT place, line FROM public_lines"
                + " WHERE meeting_id = :meeting AND schedule_meeting = :scheduleMeeting AND readout = :readout")
        .bind("meeting", meeting)
        .bind("scheduleMeeting", scheduleMeeting)
        .bind("readout", readout)
        .map((result, _) -> new Row(result.getInt("place"), result.getString("line")))
        .findOne()
        .orElse(null);
  }

  private static Outcome put(Handle handle, @Nullable Row before, Publication publication) {
    if (before == null && count(handle, publication) >= MAX_LINES) {
      return Outcome.FULL;
    }
    int more = publication.line().length() - (before == null ? 0 : before.line().length());
    if (more > 0 && chars(handle, publication) + more > MAX_PAGE_CHARS) {
      return Outcome.FULL;
    }
    String sql = before == null
        ? "INSERT INTO public_lines"
            + " (meeting_id, schedule_meeting, readout, place, page_id, line, line_id, both_sides, released_ms)"
            + " VALUES (:meeting, :scheduleMeeting, :readout, :place, :pageId, :line, :lineId, :bothSides,"
            + " :releasedMs)"
        : "UPDATE public_lines SET place = :place, page_id = :pageId, line = :line,"
            + " line_id = :lineId, both_sides = :bothSides, released_ms = :releasedMs"
            + " WHERE meeting_id = :meeting AND schedule_meeting = :scheduleMeeting AND readout = :readout";
    handle.createUpdate(sql).bindMethods(publication).execute();
    return Outcome.DONE;
  }

  private static Outcome shutOut(Handle handle, ShutOut wish) {
    int others = handle
        .createQuery(
            "SELECT COUNT(*) FROM shut_out_lines WHERE meeting_id = :meeting"
                + " AND side_id = :side AND readout = :readout AND schedule_meeting <> :scheduleMeeting")
        .bindMethods(wish)
        .mapTo(Integer.class)
        .one();
    if (others >= MAX_SHUT_OUT) {
      return Outcome.SHUT_OUT_FULL;
    }
    handle
        .createUpdate(
            "INSERT INTO shut_out_lines (meeting_id, side_id, schedule_meeting, readout, place)"
                + " VALUES (:meeting, :side, :scheduleMeeting, :readout, :place)"
                + " ON CONFLICT DO UPDATE SET place = MAX(place, excluded.place)")
        .bindMethods(wish)
        .execute();
    return Outcome.DONE;
  }

  /** Up to which place, by whichever side's wish; -1 where none is. */
  private static int shutOut(Handle handle, Publication publication) {
    return handle
        .createQuery(
            "SELECT COALESCE(MAX(place), -1) FROM shut_out_lines"
                + " WHERE meeting_id = :meeting AND schedule_meeting = :scheduleMeeting AND readout = :readout")
        .bindMethods(publication)
        .mapTo(Integer.class)
        .one();
  }

  private static @Nullable Long releasedMs(ResultSet result) throws SQLException {
    long releasedMs = result.getLong("released_ms");
    return result.wasNull() ? null : (Long) releasedMs;
  }

  private static int count(Handle handle, Publication publication) {
    return handle
        .createQuery("SELECT COUNT(*) FROM public_lines"
            + " WHERE meeting_id = :meeting AND readout = :readout")
        .bindMethods(publication)
        .mapTo(Integer.class)
        .one();
  }

  private static int chars(Handle handle, Publication publication) {
    return handle
        .createQuery("SELECT COALESCE(SUM(LENGTH(line)), 0) FROM public_lines"
            + " WHERE meeting_id = :meeting")
        .bindMethods(publication)
        .mapTo(Integer.class)
        .one();
  }
}
