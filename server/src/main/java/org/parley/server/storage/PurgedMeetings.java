package org.parley.server.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Deletes all that is held of a meeting, and remembers that it was. The database comes first, in one transaction; files that it does not
 * know are removed at the next start, if not before. Calls may wait for the disk.
 */
public final class PurgedMeetings {

  /** Those that refer to others first. */
  private static final List<String> TABLES = List.of(
      "public_lines",
      "shut_out_lines",
      "welcomes",
      "members",
      "entries",
      "rooms",
      "sealed_files",
      "links",
      "seats",
      "side_papers",
      "sides",
      "papers");

  private final Database database;
  private final SealedFiles files;

  public PurgedMeetings(Database database, SealedFiles files) {
    this.database = database;
    this.files = files;
  }

  /**
   * What is left of a meeting.
   *
   * @param atMs when all else was deleted
   * @param bothSides whether it had two sides, and not more
   */
  public record Tombstone(long atMs, boolean bothSides) {}

  /** Null for a meeting that is there, and for one that never was. */
  public @Nullable Tombstone find(String meeting) {
    return database.<@Nullable Tombstone>read(handle -> find(handle, meeting));
  }

  /** Carries out no purge any more that was proposed up to a place. */
  public void shutOut(String meeting, int place) {
    database.write(handle -> handle.execute(
        "UPDATE meetings SET purge_shut_out = MAX(purge_shut_out, ?) WHERE id = ?",
        place,
        meeting));
  }

  /**
   * Deletes all, if that was not done before.
   *
   * @param place of the proposal in the schedule's log
   * @return null where that place is shut out, and nothing was deleted
   * @throws StorageException where the database fails: it is done or not, as {@link #find} tells. Where it only could not clean up behind
   *     it, that is done at the next start.
   */
  public @Nullable Tombstone purge(String meeting, int place, long atMs, boolean bothSides) {
    Tombstone purged = database.<@Nullable Tombstone>write(handle -> {
      Tombstone before = find(handle, meeting);
      if (before != null || isShutOut(handle, meeting, place)) {
        return before;
      }
      for (String table : TABLES) {
        handle.execute("DELETE FROM " + table + " WHERE meeting_id = ?", meeting);
      }
      handle.execute("DELETE FROM meetings WHERE id = ?", meeting);
      handle.execute(
          "INSERT INTO purged_meetings (id_hash, at_ms, both_sides) VALUES (?, ?, ?)",
          hash(meeting),
          atMs,
          bothSides);
      return new Tombstone(atMs, bothSides);
    });
    if (purged != null) {
      files.purge(meeting);
      database.scrub();
    }
    return purged;
  }

  static @Nullable Tombstone find(Handle handle, String meeting) {
    return handle
        .createQuery("SELECT at_ms, both_sides FROM purged_meetings WHERE id_hash = :hash")
        .bind("hash", hash(meeting))
        .map((result, _) -> new Tombstone(result.getLong("at_ms"), result.getBoolean("both_sides")))
        .findOne()
        .orElse(null);
  }

  private static boolean isShutOut(Handle handle, String meeting, int place) {
    return handle
        .createQuery("SELECT purge_shut_out FROM meetings WHERE id = :meeting")
        .bind("meeting", meeting)
        .mapTo(Integer.class)
        .findOne()
        .filter(upTo -> place <= upTo)
        .isPresent();
  }

  private static String hash(String meeting) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(meeting.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
