package org.parley.server.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Link;
import org.parley.meeting.Meeting;
import org.parley.meeting.Seat;
import org.parley.meeting.Side;

/** Reads a meeting: from joined rows to the roster. */
final class RosterRows {

  /** A row for each link, oldest first, and one for a side without seats. */
  private static final String SELECT = """
      SELECT m.title AS meeting_title, m.organiser_hash, m.ended,
        d.id AS side_id, d.name AS side_name,
        s.id AS seat_id, s.name AS seat_name, s.title AS seat_title,
        l.generation, l.hash, l.revoked
      FROM meetings m
      JOIN sides d ON d.meeting_id = m.id
      LEFT JOIN seats s ON s.meeting_id = m.id AND s.side_id = d.id
      LEFT JOIN links l ON l.meeting_id = m.id AND l.seat_id = s.id
      WHERE m.id = :id
      ORDER BY d.position, s.position, l.generation
      """;

  private RosterRows() {}

  static @Nullable Meeting load(Handle handle, String meetingId) {
    List<Row> rows = handle
        .createQuery(SELECT)
        .bind("id", meetingId)
        .map((result, _) -> row(result))
        .list();
    if (rows.isEmpty()) {
      return null;
    }
    Map<String, List<Row>> sides = new LinkedHashMap<>();
    rows.forEach(
        row -> sides.computeIfAbsent(row.sideId(), _ -> new ArrayList<>()).add(row));
    Row first = rows.getFirst();
    return new Meeting(
        meetingId,
        first.title(),
        first.organiserHash(),
        first.ended(),
        sides.values().stream().map(RosterRows::side).toList());
  }

  private record Row(
      String title,
      String organiserHash,
      boolean ended,
      String sideId,
      String sideName,
      @Nullable LinkRow link) {}

  private record LinkRow(String seatId, String name, String title, Link link) {}

  private static Row row(ResultSet result) throws SQLException {
    String seatId = result.getString("seat_id");
    return new Row(
        result.getString("meeting_title"),
        result.getString("organiser_hash"),
        result.getBoolean("ended"),
        result.getString("side_id"),
        result.getString("side_name"),
        seatId == null ? null : linkRow(seatId, result));
  }

  private static LinkRow linkRow(String seatId, ResultSet result) throws SQLException {
    return new LinkRow(
        seatId,
        result.getString("seat_name"),
        result.getString("seat_title"),
        new Link(
            result.getString("hash"), result.getInt("generation"), result.getBoolean("revoked")));
  }

  private static Side side(List<Row> rows) {
    Map<String, List<LinkRow>> seats = new LinkedHashMap<>();
    for (Row row : rows) {
      LinkRow link = row.link();
      if (link != null) {
        seats.computeIfAbsent(link.seatId(), _ -> new ArrayList<>()).add(link);
      }
    }
    Row first = rows.getFirst();
    return new Side(
        first.sideId(),
        first.sideName(),
        seats.values().stream().map(RosterRows::seat).toList());
  }

  private static Seat seat(List<LinkRow> links) {
    LinkRow last = links.getLast();
    return new Seat(
        last.seatId(),
        last.name(),
        last.title(),
        last.link(),
        links.stream().limit(links.size() - 1L).map(row -> row.link().hash()).toList());
  }
}
