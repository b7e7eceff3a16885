package org.parley.server.storage;

import java.util.Objects;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Link;
import org.parley.meeting.Meeting;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.MeetingEvent;
import org.parley.meeting.Outcome;
import org.parley.meeting.Seat;
import org.parley.meeting.Side;
import org.parley.server.storage.StorageException.Reason;

/**
 * The meetings that the server knows. Each call may wait for the disk, and throws {@link StorageException} where the database fails;
 * what it answers to a command is durable.
 */
public final class MeetingStore {

  /** More need a bigger disk, 50 kB for a meeting of ten and 3 MB at the most; fewer turn organisers away sooner. */
  private static final int MAX_MEETINGS = 100_000;

  private final Database database;

  public MeetingStore(Database database) {
    this.database = database;
  }

  /** Makes a meeting, unless its id is taken by another. */
  public Outcome create(MeetingDraft draft) {
    Outcome outcome = Meeting.create(draft);
    return outcome instanceof Outcome.Done done
        ? database.write(handle -> create(handle, done))
        : outcome;
  }

  /**
   * The hash of the organiser's secret; null where there is no such meeting. One row is looked up and no more, so that the time it
   * takes does not tell whether there is.
   */
  public @Nullable String organiserHash(String meetingId) {
    return database.<@Nullable String>read(handle -> handle
        .createQuery("SELECT organiser_hash FROM meetings WHERE id = :id")
        .bind("id", meetingId)
        .mapTo(String.class)
        .findOne()
        .orElse(null));
  }

  /** The meeting; null where there is none. */
  public @Nullable Meeting find(String meetingId) {
    return database.<@Nullable Meeting>read(handle -> RosterRows.load(handle, meetingId));
  }

  /**
   * The meeting, if the hash is that of one of its links, replaced ones included; else null, in the same time whether there is such a
   * meeting or not.
   */
  public @Nullable Meeting findByLink(String meetingId, String linkHash) {
    boolean known = database.read(handle -> handle
        .createQuery("SELECT 1 FROM links WHERE meeting_id = :meeting AND hash = :hash")
        .bind("meeting", meetingId)
        .bind("hash", linkHash)
        .mapTo(Integer.class)
        .findOne()
        .isPresent());
    return known ? find(meetingId) : null;
  }

  /** Carries the organiser's command out, one at a time; null where there is no such meeting. */
  public @Nullable Outcome apply(String meetingId, MeetingCommand command) {
    return change(meetingId, meeting -> meeting.apply(command));
  }

  /**
   * Carries out what somebody asks for of the own side; null where there is no such meeting.
   *
   * @param linkHash of the link that was shown
   */
  public @Nullable Outcome applyBy(
      String meetingId, String linkHash, MeetingCommand.OfRoster command) {
    return change(meetingId, meeting -> meeting.applyBy(linkHash, command));
  }

  private @Nullable Outcome change(String meetingId, Function<Meeting, Outcome> decide) {
    return database.<@Nullable Outcome>write(handle -> {
      Meeting meeting = RosterRows.load(handle, meetingId);
      if (meeting == null) {
        return null;
      }
      Outcome outcome = decide.apply(meeting);
      if (outcome instanceof Outcome.Done done) {
        record(handle, done);
      }
      return outcome;
    });
  }

  private static Outcome create(Handle handle, Outcome.Done created) {
    Meeting existing = RosterRows.load(handle, created.meeting().id());
    if (PurgedMeetings.find(handle, created.meeting().id()) != null) {
      return new Outcome.Refused(Outcome.Refusal.ID_TAKEN, "there was a meeting of this id");
    }
    if (existing == null) {
      insert(handle, created.meeting());
      return created;
    }
    return existing.equals(created.meeting())
        ? new Outcome.Unchanged(existing)
        : new Outcome.Refused(Outcome.Refusal.ID_TAKEN, "there is a meeting of this id");
  }

  private static void record(Handle handle, Outcome.Done done) {
    String meetingId = done.meeting().id();
    switch (done.event()) {
      case MeetingEvent.Created() -> insert(handle, done.meeting());
      case MeetingEvent.SeatAdded added -> {
        int position = position(done.meeting(), added);
        insertSeat(handle, meetingId, added.side(), position, added.seat());
        updatePapers(handle, meetingId, side(done.meeting(), added.seat().id()));
      }
      case MeetingEvent.SeatChanged changed -> {
        Side side = side(done.meeting(), changed.seat());
        updateSeat(handle, meetingId, Objects.requireNonNull(done.meeting().seat(changed.seat())));
        updatePapers(handle, meetingId, side);
      }
      case MeetingEvent.LinkRenewed renewed -> {
        dropCards(handle, meetingId, renewed.seat());
        insertLink(handle, meetingId, Objects.requireNonNull(done.meeting().seat(renewed.seat())));
        updatePapers(handle, meetingId, side(done.meeting(), renewed.seat()));
      }
      case MeetingEvent.LinkRevoked revoked -> {
        revokeLinks(handle, meetingId, revoked.seat());
        updatePapers(handle, meetingId, side(done.meeting(), revoked.seat()));
      }
      case MeetingEvent.Ended() ->
        handle
            .createUpdate("UPDATE meetings SET ended = :ended WHERE id = :id")
            .bind("ended", true)
            .bind("id", meetingId)
            .execute();
    }
  }

  private static int position(Meeting meeting, MeetingEvent.SeatAdded added) {
    return meeting.sides().stream()
        .filter(side -> side.id().equals(added.side()))
        .mapToInt(side -> side.seats().indexOf(added.seat()))
        .findFirst()
        .orElseThrow();
  }

  private static Side side(Meeting meeting, String seatId) {
    return meeting.sides().stream()
        .filter(side -> side.seats().stream().anyMatch(seat -> seat.id().equals(seatId)))
        .findFirst()
        .orElseThrow();
  }

  private static void insert(Handle handle, Meeting meeting) {
    int meetings =
        handle.createQuery("SELECT COUNT(*) FROM meetings").mapTo(Integer.class).one();
    if (meetings >= MAX_MEETINGS) {
      throw new StorageException(Reason.FULL, "the server holds as many meetings as it may");
    }
    handle
        .createUpdate("INSERT INTO meetings (id, organiser_hash, ended)"
            + " VALUES (:id, :organiserHash, :ended)")
        .bind("id", meeting.id())
        .bind("organiserHash", meeting.organiserHash())
        .bind("ended", meeting.over())
        .execute();
    handle
        .createUpdate("INSERT INTO papers (meeting_id, charter, roster)"
            + " VALUES (:meeting, :charter, :roster)")
        .bind("meeting", meeting.id())
        .bindMethods(meeting.papers())
        .execute();
    for (int i = 0; i < meeting.sides().size(); i++) {
      Side side = meeting.sides().get(i);
      handle
          .createUpdate(
              "INSERT INTO sides (meeting_id, id, position)" + " VALUES (:meeting, :id, :position)")
          .bind("meeting", meeting.id())
          .bind("id", side.id())
          .bind("position", i)
          .execute();
      handle
          .createUpdate(
              "INSERT INTO side_papers (meeting_id, side_id, version, charter, roster, dossier)"
                  + " VALUES (:meeting, :side, :version, :charter, :roster, :dossier)")
          .bind("meeting", meeting.id())
          .bind("side", side.id())
          .bindMethods(side.papers())
          .execute();
      for (int j = 0; j < side.seats().size(); j++) {
        insertSeat(handle, meeting.id(), side.id(), j, side.seats().get(j));
      }
    }
  }

  private static void insertSeat(
      Handle handle, String meetingId, String sideId, int position, Seat seat) {
    handle
        .createUpdate("INSERT INTO seats (meeting_id, id, side_id, position, admits, keeps)"
            + " VALUES (:meeting, :id, :side, :position, :admits, :keeps)")
        .bind("meeting", meetingId)
        .bind("id", seat.id())
        .bind("side", sideId)
        .bind("position", position)
        .bind("admits", seat.admits())
        .bind("keeps", seat.keeps())
        .execute();
    insertLink(handle, meetingId, seat);
  }

  private static void insertLink(Handle handle, String meetingId, Seat seat) {
    Link link = seat.link();
    handle
        .createUpdate("INSERT INTO links (meeting_id, seat_id, generation, hash, revoked, card)"
            + " VALUES (:meeting, :seat, :generation, :hash, :revoked, :card)")
        .bind("meeting", meetingId)
        .bind("seat", seat.id())
        .bind("generation", link.generation())
        .bind("hash", link.hash())
        .bind("revoked", link.revoked())
        .bind("card", seat.card())
        .execute();
  }

  /** Nobody can come by the replaced link, so nobody needs its card. */
  private static void dropCards(Handle handle, String meetingId, String seatId) {
    handle
        .createUpdate("UPDATE links SET card = '' WHERE meeting_id = :meeting AND seat_id = :seat")
        .bind("meeting", meetingId)
        .bind("seat", seatId)
        .execute();
  }

  private static void updateSeat(Handle handle, String meetingId, Seat seat) {
    handle
        .createUpdate("UPDATE seats SET admits = :admits, keeps = :keeps"
            + " WHERE meeting_id = :meeting AND id = :seat")
        .bind("admits", seat.admits())
        .bind("keeps", seat.keeps())
        .bind("meeting", meetingId)
        .bind("seat", seat.id())
        .execute();
    handle
        .createUpdate("UPDATE links SET card = :card WHERE meeting_id = :meeting"
            + " AND seat_id = :seat AND generation = :generation")
        .bind("card", seat.card())
        .bind("meeting", meetingId)
        .bind("seat", seat.id())
        .bind("generation", seat.link().generation())
        .execute();
  }

  private static void updatePapers(Handle handle, String meetingId, Side side) {
    handle
        .createUpdate(
            "UPDATE side_papers SET version = :version, charter = :charter,"
                + " roster = :roster, dossier = :dossier WHERE meeting_id = :meeting AND side_id = :side")
        .bind("meeting", meetingId)
        .bind("side", side.id())
        .bindMethods(side.papers())
        .execute();
  }

  private static void revokeLinks(Handle handle, String meetingId, String seatId) {
    handle
        .createUpdate(
            "UPDATE links SET revoked = :revoked WHERE meeting_id = :meeting AND seat_id = :seat")
        .bind("revoked", true)
        .bind("meeting", meetingId)
        .bind("seat", seatId)
        .execute();
  }
}
