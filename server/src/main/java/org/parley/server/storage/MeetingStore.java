package org.parley.server.storage;

import java.security.SecureRandom;
import java.util.Base64;
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

  /** More need a bigger disk, about 20 kB a meeting; fewer turn organisers away sooner. */
  private static final int MAX_MEETINGS = 100_000;

  private final SecureRandom random = new SecureRandom();
  private final Database database;

  public MeetingStore(Database database) {
    this.database = database;
  }

  /** Makes a meeting with an id of its own. */
  public Outcome create(MeetingDraft draft) {
    Outcome outcome = Meeting.create(newId(), draft);
    if (outcome instanceof Outcome.Done done) {
      database.write(handle -> {
        insert(handle, done.meeting());
        return done;
      });
    }
    return outcome;
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

  /** Carries a command out, one at a time; null where there is no such meeting. */
  public @Nullable Outcome apply(String meetingId, MeetingCommand command) {
    return database.<@Nullable Outcome>write(handle -> {
      Meeting meeting = RosterRows.load(handle, meetingId);
      if (meeting == null) {
        return null;
      }
      Outcome outcome = meeting.apply(command);
      if (outcome instanceof Outcome.Done done) {
        record(handle, done);
      }
      return outcome;
    });
  }

  private String newId() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void record(Handle handle, Outcome.Done done) {
    String meetingId = done.meeting().id();
    switch (done.event()) {
      case MeetingEvent.Created() -> insert(handle, done.meeting());
      case MeetingEvent.SeatAdded added -> {
        int position = position(done.meeting(), added);
        insertSeat(handle, meetingId, added.side(), position, added.seat());
      }
      case MeetingEvent.LinkRenewed renewed ->
        insertLink(handle, meetingId, renewed.seat(), renewed.link());
      case MeetingEvent.LinkRevoked revoked -> revokeLinks(handle, meetingId, revoked.seat());
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

  private static void insert(Handle handle, Meeting meeting) {
    int meetings =
        handle.createQuery("SELECT COUNT(*) FROM meetings").mapTo(Integer.class).one();
    if (meetings >= MAX_MEETINGS) {
      throw new StorageException(Reason.FULL, "the server holds as many meetings as it may");
    }
    handle
        .createUpdate("INSERT INTO meetings (id, title, organiser_hash, ended)"
            + " VALUES (:id, :title, :organiserHash, :ended)")
        .bind("id", meeting.id())
        .bind("title", meeting.title())
        .bind("organiserHash", meeting.organiserHash())
        .bind("ended", meeting.over())
        .execute();
    for (int i = 0; i < meeting.sides().size(); i++) {
      Side side = meeting.sides().get(i);
      handle
          .createUpdate("INSERT INTO sides (meeting_id, id, position, name)"
              + " VALUES (:meeting, :id, :position, :name)")
          .bind("meeting", meeting.id())
          .bind("id", side.id())
          .bind("position", i)
          .bind("name", side.name())
          .execute();
      for (int j = 0; j < side.seats().size(); j++) {
        insertSeat(handle, meeting.id(), side.id(), j, side.seats().get(j));
      }
    }
  }

  private static void insertSeat(
      Handle handle, String meetingId, String sideId, int position, Seat seat) {
    handle
        .createUpdate("INSERT INTO seats (meeting_id, id, side_id, position, name, title)"
            + " VALUES (:meeting, :id, :side, :position, :name, :title)")
        .bind("meeting", meetingId)
        .bind("id", seat.id())
        .bind("side", sideId)
        .bind("position", position)
        .bind("name", seat.name())
        .bind("title", seat.title())
        .execute();
    insertLink(handle, meetingId, seat.id(), seat.link());
  }

  private static void insertLink(Handle handle, String meetingId, String seatId, Link link) {
    handle
        .createUpdate("INSERT INTO links (meeting_id, seat_id, generation, hash, revoked)"
            + " VALUES (:meeting, :seat, :generation, :hash, :revoked)")
        .bind("meeting", meetingId)
        .bind("seat", seatId)
        .bind("generation", link.generation())
        .bind("hash", link.hash())
        .bind("revoked", link.revoked())
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
