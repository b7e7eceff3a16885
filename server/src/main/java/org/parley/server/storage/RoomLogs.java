package org.parley.server.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.log.LogEntry;
import org.parley.meeting.log.RoomState;
import org.parley.server.storage.LogRows.Row;
import org.parley.server.storage.StorageException.Reason;

/**
 * The rooms' logs. Each call may wait for the disk, and throws {@link StorageException} where the database fails or holds what was not
 * written so; what it answers is durable. After a failed call to write, only a new {@link #load} tells whether it was carried out.
 */
public final class RoomLogs {

  /** Longer pages are fewer; shorter ones keep what waits for a client small. */
  public static final int MAX_PAGE_BYTES = 128 * 1024;

  public static final int MAX_PAGE_ENTRIES = 200;

  private final Database database;

  public RoomLogs(Database database) {
    this.database = database;
  }

  /** A room's state, behind all writing that was begun before; the empty one where nothing was written yet. */
  public RoomState load(Place place) {
    return database.write(handle -> load(new LogRows(handle, place)));
  }

  /**
   * Writes an entry, and all that it changes.
   *
   * @param before what the room has to be, else nothing is written
   * @param after with the entry in it, at {@code before.head()}
   * @param welcome for those whom {@code after} has waiting for it; empty where nobody is
   * @return whether the room was as it had to be
   */
  public boolean write(
      Place place, RoomState before, RoomState after, LogEntry entry, byte[] welcome) {
    return database.write(handle -> {
      LogRows rows = new LogRows(handle, place);
      Head head = rows.head();
      if (head == null && before.head() == 0) {
        head = new Head(0, 0, 0, LogChain.start(place.meeting(), place.room()), 0);
        rows.insert(head);
      }
      if (head == null || head.seq() != before.head()) {
        return false;
      }
      byte[] chain = LogChain.next(head.chain(), entry);
      rows.update(
          new Head(after.generation(), after.epoch(), after.head(), chain, after.sizeBytes()));
      rows.insert(before.head(), entry, chain);
      if (welcome.length > 0) {
        rows.insertWelcome(before.head(), welcome);
      }
      rows.change(before, after);
      return true;
    });
  }

  /** Notes which members fetched their welcomes; others may still wait for the same. */
  public void fetched(Place place, RoomState before, RoomState after) {
    database.<Boolean>write(handle -> {
      new LogRows(handle, place).change(before, after);
      return true;
    });
  }

  /** The entry in a place; null where there is none. */
  public @Nullable LogEntry entry(Place place, int seq) {
    List<LogEntry> entries = read(place, seq, 1);
    return entries.isEmpty() ? null : entries.getFirst();
  }

  /**
   * The entries from a place on, as many as a page may hold.
   *
   * @param head the first place that is not to be read
   */
  public List<LogEntry> page(Place place, int from, int head) {
    if (from >= head) {
      return List.of();
    }
    List<LogEntry> page = read(place, from, Math.min(MAX_PAGE_ENTRIES, head - from));
    if (page.isEmpty()) {
      throw corrupt(place);
    }
    return page;
  }

  /** A commit's welcome; null where nobody waits for it. */
  public byte @Nullable [] welcome(Place place, int seq) {
    return database.<byte @Nullable []>read(handle -> new LogRows(handle, place).welcome(seq));
  }

  /** A room of a meeting. */
  public record Place(String meeting, String room) {}

  /** A room's row. */
  record Head(int generation, int epoch, int seq, byte[] chain, long sizeBytes) {}

  private static RoomState load(LogRows rows) {
    Place place = rows.place();
    Head head = rows.head();
    RoomState empty = RoomState.empty(place.meeting(), place.room());
    if (head == null) {
      return empty;
    }
    // What stands last covers all that stands before; who reads that checks it, as does each page.
    byte[] before = rows.chain(head.seq() - 2);
    List<Row> last = rows.entries(head.seq() - 1, 2);
    if (last.size() != 1
        || !isNext(before, head.seq() - 1, last.getFirst())
        || !Arrays.equals(last.getFirst().chain(), head.chain())) {
      throw corrupt(place);
    }
    Map<String, Integer> welcomes = new HashMap<>();
    Set<String> book = new HashSet<>();
    rows.members((seat, welcomeSeq) -> {
      book.add(seat);
      if (welcomeSeq != null) {
        welcomes.put(seat, welcomeSeq);
      }
    });
    return new RoomState(
        empty.groupId(),
        head.generation(),
        head.epoch(),
        head.seq(),
        head.sizeBytes(),
        book,
        welcomes);
  }

  private List<LogEntry> read(Place place, int from, int maxEntries) {
    return database.read(handle -> {
      LogRows rows = new LogRows(handle, place);
      List<LogEntry> page = new ArrayList<>();
      byte[] chain = rows.chain(from - 1);
      for (Row row : rows.entries(from, maxEntries)) {
        if (!isNext(chain, from + page.size(), row)) {
          throw corrupt(place);
        }
        chain = row.chain();
        page.add(row.entry());
      }
      return page;
    });
  }

  /** Whether an entry follows upon the hash of those before it; null where that is missing. */
  private static boolean isNext(byte @Nullable [] chain, int seq, Row row) {
    return chain != null
        && row.seq() == seq
        && Arrays.equals(LogChain.next(chain, row.entry()), row.chain());
  }

  private static StorageException corrupt(Place place) {
    return new StorageException(
        Reason.CORRUPT, "the log of " + place + " is not as it was written");
  }
}
