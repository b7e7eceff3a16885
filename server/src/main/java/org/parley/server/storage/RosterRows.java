package org.parley.server.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Link;
import org.parley.meeting.Meeting;
import org.parley.meeting.Papers;
import org.parley.meeting.Seat;
import org.parley.meeting.Side;
import org.parley.meeting.SidePapers;

/** Reads a meeting: from joined rows to the seats and their links. */
final class RosterRows {

  /** A row for each link, oldest first, and one for a side without seats. Papers, which are long, come in the first row alone: of all, or of their side. */
  private static final String SELECT = """
      SELECT m.organiser_hash, m.ended,
        p.charter AS base_charter, p.roster AS base_roster,
        d.id AS side_id,
        o.version, o.charter, o.roster, o.dossier,
        s.id AS seat_id, s.admits, s.keeps,
        l.generation, l.hash, l.revoked, l.card
      FROM meetings m
      JOIN sides d ON d.meeting_id = m.id
      LEFT JOIN seats s ON s.meeting_id = m.id AND s.side_id = d.id
      LEFT JOIN links l ON l.meeting_id = m.id AND l.seat_id = s.id
      LEFT JOIN papers p ON p.meeting_id = m.id AND d.position = 0
        AND COALESCE(s.position, 0) = 0 AND COALESCE(l.generation, 0) = 0
      LEFT JOIN side_papers o ON o.meeting_id = m.id AND o.side_id = d.id
        AND COALESCE(s.position, 0) = 0 AND COALESCE(l.generation, 0) = 0
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
        first.organiserHash(),
        first.ended(),
        Objects.requireNonNull(first.papers()),
        sides.values().stream().map(RosterRows::side).toList());
  }

  private record Row(
      String organiserHash,
      boolean ended,
      @Nullable Papers papers,
      String sideId,
      @Nullable SidePapers sidePapers,
      @Nullable LinkRow link) {}

  private record LinkRow(String seatId, boolean admits, boolean keeps, Link link, String card) {}

  private static Row row(ResultSet result) throws SQLException {
    String seatId = result.getString("seat_id");
    return new Row(
        result.getString("organiser_hash"),
        result.getBoolean("ended"),
        papers(result),
        result.getString("side_id"),
        sidePapers(result),
        seatId == null ? null : linkRow(seatId, result));
  }

  private static @Nullable Papers papers(ResultSet result) throws SQLException {
    String charter = result.getString("base_charter");
    return charter == null ? null : new Papers(charter, result.getString("base_roster"));
  }

  private static @Nullable SidePapers sidePapers(ResultSet result) throws SQLException {
    String charter = result.getString("charter");
    return charter == null
        ? null
        : new SidePapers(
            result.getInt("version"),
            charter,
            result.getString("roster"),
            result.getString("dossier"));
  }

  private static LinkRow linkRow(String seatId, ResultSet result) throws SQLException {
    return new LinkRow(
        seatId,
        result.getBoolean("admits"),
        result.getBoolean("keeps"),
        new Link(
            result.getString("hash"), result.getInt("generation"), result.getBoolean("revoked")),
        result.getString("card"));
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
        Objects.requireNonNull(first.sidePapers()),
        seats.values().stream().map(RosterRows::seat).toList());
  }

  private static Seat seat(List<LinkRow> links) {
    LinkRow last = links.getLast();
    return new Seat(
        last.seatId(),
        last.admits(),
        last.keeps(),
        last.card(),
        last.link(),
        links.stream().limit(links.size() - 1L).map(row -> row.link().hash()).toList());
  }
}
