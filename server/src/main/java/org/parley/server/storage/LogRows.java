package org.parley.server.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.log.LogEntry;
import org.parley.meeting.log.LogEntry.Kind;
import org.parley.meeting.log.RoomState;
import org.parley.server.storage.RoomLogs.Head;
import org.parley.server.storage.RoomLogs.Place;
import org.parley.server.storage.StorageException.Reason;

/**
 * The rows of one room, within one call to the database.
 *
 * @param handle of that call
 */
record LogRows(Handle handle, Place place) {

  private static final String OF_ROOM = " WHERE meeting_id = :meeting AND room_id = :room";

  /** An entry and the hash up to and with it. */
  record Row(int seq, LogEntry entry, byte[] chain) {}

  /** The room itself; null where nothing was written yet. */
  @Nullable
  Head head() {
    return query("SELECT generation, epoch, head, chain, size_bytes FROM rooms"
            + " WHERE meeting_id = :meeting AND id = :room")
        .map((result, _) -> new Head(
            result.getInt("generation"),
            result.getInt("epoch"),
            result.getInt("head"),
            result.getBytes("chain"),
            result.getLong("size_bytes")))
        .findOne()
        .orElse(null);
  }

  void insert(Head head) {
    head(
        "INSERT INTO rooms (meeting_id, id, generation, epoch, head, chain, size_bytes)"
            + " VALUES (:meeting, :room, :generation, :epoch, :head, :chain, :size)",
        head);
  }

  void update(Head head) {
    head(
        "UPDATE rooms SET generation = :generation, epoch = :epoch, head = :head,"
            + " chain = :chain, size_bytes = :size WHERE meeting_id = :meeting AND id = :room",
        head);
  }

  private void head(String sql, Head head) {
    change(sql)
        .bind("generation", head.generation())
        .bind("epoch", head.epoch())
        .bind("head", head.seq())
        .bind("chain", head.chain())
        .bind("size", head.sizeBytes())
        .execute();
  }

  void insert(int seq, LogEntry entry, byte[] chain) {
    change("INSERT INTO entries (meeting_id, room_id, seq, kind, seat_id, bytes, chain)"
            + " VALUES (:meeting, :room, :seq, :kind, :seat, :bytes, :chain)")
        .bind("seq", seq)
        .bind("kind", entry.kind().number())
        .bind("seat", entry.seat())
        .bind("bytes", entry.bytes())
        .bind("chain", chain)
        .execute();
  }

  void insertWelcome(int seq, byte[] bytes) {
    change("INSERT INTO welcomes (meeting_id, room_id, seq, bytes)"
            + " VALUES (:meeting, :room, :seq, :bytes)")
        .bind("seq", seq)
        .bind("bytes", bytes)
        .execute();
  }

  byte @Nullable [] welcome(int seq) {
    return query("SELECT bytes FROM welcomes" + OF_ROOM + " AND seq = :seq")
        .bind("seq", seq)
        .map((result, _) -> result.getBytes("bytes"))
        .findOne()
        .orElse(null);
  }

  /** The hash up to and with a place, which may be -1; null where nothing stands there. */
  byte @Nullable [] chain(int seq) {
    if (seq < 0) {
      return LogChain.start(place.meeting(), place.room());
    }
    return query("SELECT chain FROM entries" + OF_ROOM + " AND seq = :seq")
        .bind("seq", seq)
        .map((result, _) -> result.getBytes("chain"))
        .findOne()
        .orElse(null);
  }

  /** Entries from a place on, one at least, and not more than fit a page. */
  List<Row> entries(int from, int maxEntries) {
    List<Row> rows = new ArrayList<>();
    long bytes = 0;
    try (ResultIterator<Row> found = query("SELECT seq, kind, seat_id, bytes, chain FROM entries"
            + OF_ROOM
            + " AND seq >= :from ORDER BY seq LIMIT :limit")
        .bind("from", from)
        .bind("limit", maxEntries)
        .map((result, _) -> row(result))
        .iterator()) {
      while (found.hasNext()) {
        Row row = found.next();
        bytes += row.entry().bytes().length;
        if (bytes > RoomLogs.MAX_PAGE_BYTES && !rows.isEmpty()) {
          break;
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private Row row(ResultSet result) throws SQLException {
    Kind kind = Kind.of(result.getInt("kind"));
    if (kind == null) {
      throw new StorageException(Reason.CORRUPT, "an entry of no kind in " + place);
    }
    // The driver has null for no bytes at all.
    byte[] bytes = Objects.requireNonNullElse(result.getBytes("bytes"), new byte[0]);
    LogEntry entry = new LogEntry(kind, result.getString("seat_id"), bytes);
    return new Row(result.getInt("seq"), entry, result.getBytes("chain"));
  }

  /** Each member, and the place of the welcome that waits for it; null where none does. */
  void members(BiConsumer<String, @Nullable Integer> each) {
    query("SELECT seat_id, welcome_seq FROM members" + OF_ROOM)
        .map((result, _) -> {
          int seq = result.getInt("welcome_seq");
          Integer welcomeSeq = result.wasNull() ? null : seq;
          each.accept(result.getString("seat_id"), welcomeSeq);
          return true;
        })
        .list();
  }

  /** Brings the members up to date, and forgets welcomes for which nobody waits. */
  void change(RoomState before, RoomState after) {
    for (String seat : before.book()) {
      if (!after.book().contains(seat)) {
        change("DELETE FROM members" + OF_ROOM + " AND seat_id = :seat")
            .bind("seat", seat)
            .execute();
      }
    }
    for (String seat : after.book()) {
      Integer welcomeSeq = after.welcomes().get(seat);
      if (!before.book().contains(seat)) {
        member(
            "INSERT INTO members (meeting_id, room_id, seat_id, welcome_seq)"
                + " VALUES (:meeting, :room, :seat, :welcome)",
            seat,
            welcomeSeq);
      } else if (!Objects.equals(before.welcomes().get(seat), welcomeSeq)) {
        member(
            "UPDATE members SET welcome_seq = :welcome" + OF_ROOM + " AND seat_id = :seat",
            seat,
            welcomeSeq);
      }
    }
    if (!before.welcomes().equals(after.welcomes())) {
      change("DELETE FROM welcomes"
              + OF_ROOM
              + " AND seq NOT IN (SELECT welcome_seq FROM members"
              + OF_ROOM
              + " AND welcome_seq IS NOT NULL)")
          .execute();
    }
  }

  private void member(String sql, String seat, @Nullable Integer welcomeSeq) {
    change(sql).bind("seat", seat).bind("welcome", welcomeSeq).execute();
  }

  private Query query(String sql) {
    return handle.createQuery(sql).bind("meeting", place.meeting()).bind("room", place.room());
  }

  private Update change(String sql) {
    return handle.createUpdate(sql).bind("meeting", place.meeting()).bind("room", place.room());
  }
}
