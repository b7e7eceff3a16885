package org.parley.server.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Rules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that people's browsers have sealed, each in a file of its own, {@code <meeting>/<id>}. What is acknowledged is whole and on the
 * disk: written under another name, flushed, renamed, and only then recorded in the database. What was not recorded is removed at the next
 * start. Who may put something there or fetch it is not asked here. Safe from any thread; calls may wait for the disk.
 */
public final class SealedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SealedFiles.class);

  private static final String PART = ".part";

  /**
   * What may lie here.
   *
   * @param fileBytes of one: higher takes larger papers, and more of a disk from whoever means harm
   * @param meetingBytes of a meeting, those on their way included
   * @param meetingFiles of a meeting
   * @param freeBytes that stay free on the disk, so that the database goes on
   */
  public record Limits(int fileBytes, long meetingBytes, int meetingFiles, long freeBytes) {

    /** A file of 50 MB is padded to 48 MiB, in 192 chunks with a tag each. */
    public static final Limits DEFAULT =
        new Limits(48 * 1024 * 1024 + 192 * 16, 300L * 1024 * 1024, 500, 512L * 1024 * 1024);
  }

  /** Why a file is not taken. */
  public enum Refusal {
    TOO_LARGE,
    /** The meeting has as many bytes as it may. */
    MEETING_FULL,
    /** The meeting has as many files as it may. */
    TOO_MANY,
    /** There is one of that id, or it is on its way. */
    TAKEN,
    /** The disk is full, or as good as that. */
    NO_SPACE
  }

  private final Database database;
  private final Path directory;
  private final Limits limits;

  /** Of the files that are on their way; guarded by the lock. */
  private final Map<String, Map<String, Integer>> arriving = new HashMap<>();

  private final ReentrantLock lock = new ReentrantLock();

  private SealedFiles(Database database, Path directory, Limits limits) {
    this.database = database;
    this.directory = directory;
    this.limits = limits;
  }

  /**
   * Opens the directory, makes it where there is none, and removes what was never acknowledged. No other server may use it.
   *
   * @throws StorageException where that fails
   */
  public static SealedFiles open(Database database, Path directory, Limits limits) {
    SealedFiles files = new SealedFiles(database, directory, limits);
    try {
      Files.createDirectories(directory, ownerOnly("rwx------"));
      files.cleanUp();
    } catch (IOException failure) {
      throw new StorageException(
          StorageException.Reason.UNAVAILABLE, "cannot use " + directory, failure);
    }
    return files;
  }

  /** Why a file of that size would not be taken now; null where it would. */
  public @Nullable Refusal check(String meeting, String id, int sizeBytes) {
    lock.lock();
    try {
      return refusal(meeting, id, sizeBytes);
    } finally {
      lock.unlock();
    }
  }

  /** Begins to take a file, and keeps room for it until it is there or given up. */
  public Start start(String meeting, String id, String side, int sizeBytes) {
    if (!Rules.isId(meeting) || !Rules.isId(id)) {
      throw new IllegalArgumentException("an id is none, and would be a path");
    }
    lock.lock();
    try {
      Refusal refusal = refusal(meeting, id, sizeBytes);
      if (refusal != null) {
        return new Start.Refused(refusal);
      }
      Path home = directory.resolve(meeting);
      Files.createDirectories(home, ownerOnly("rwx------"));
      Path part = home.resolve(id + PART);
      FileChannel channel = FileChannel.open(
          part,
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          ownerOnly("rw-------"));
      arriving.computeIfAbsent(meeting, _ -> new HashMap<>()).put(id, sizeBytes);
      return new Start.Started(new Arrival(meeting, id, side, sizeBytes, channel));
    } catch (IOException failure) {
      LOG.error("no file can be made in {}", directory, failure);
      return new Start.Refused(Refusal.NO_SPACE);
    } finally {
      lock.unlock();
    }
  }

  /** What became of the wish to put a file here. */
  public sealed interface Start {
    record Started(Arrival arrival) implements Start {}

    record Refused(Refusal why) implements Start {}
  }

  /** Whether a file is there. */
  public boolean has(String meeting, String id) {
    return database.read(handle -> sizeOf(handle, meeting, id)) != null;
  }

  /** A file that is there, to be read from its start; null where there is none. */
  public @Nullable FileChannel read(String meeting, String id) throws IOException {
    return has(meeting, id)
        ? FileChannel.open(directory.resolve(meeting).resolve(id), StandardOpenOption.READ)
        : null;
  }

  /** A file on its way here, of one thread. Closed before {@link #finish}, nothing of it stays. */
  public final class Arrival implements AutoCloseable {
    private final String meeting;
    private final String id;
    private final String side;
    private final int sizeBytes;
    private final FileChannel channel;
    private long written;
    private boolean renamed;

    private Arrival(String meeting, String id, String side, int sizeBytes, FileChannel channel) {
      this.meeting = meeting;
      this.id = id;
      this.side = side;
      this.sizeBytes = sizeBytes;
      this.channel = channel;
    }

    /** @throws IOException where the disk takes no more */
    public void write(byte[] bytes, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      while (buffer.hasRemaining()) {
        written += channel.write(buffer);
      }
    }

    /**
     * Keeps it for good: it is on the disk, and recorded, when this returns.
     *
     * @throws IOException where the disk fails: nothing is kept
     * @throws StorageException where the database fails: it is kept, or removed at the next start
     */
    public void finish(long nowMs) throws IOException {
      if (written != sizeBytes) {
        throw new IllegalStateException("a file is not as large as was said");
      }
      channel.force(true);
      channel.close();
      Files.move(part(), path(), StandardCopyOption.ATOMIC_MOVE);
      renamed = true;
      // A name is on the disk when its directory is, and the meeting's when that of all is.
      flush(directory.resolve(meeting));
      flush(directory);
      try {
        record(nowMs);
      } catch (StorageException failure) {
        if (!isKnown(meeting)) {
          purge(meeting);
        }
        throw failure;
      }
    }

    private void record(long nowMs) {
      database.<Integer>write(handle -> handle
          .createUpdate("INSERT INTO sealed_files (meeting_id, id, side_id, size_bytes, at_ms)"
              + " VALUES (:meeting, :id, :side, :size, :at)")
          .bind("meeting", meeting)
          .bind("id", id)
          .bind("side", side)
          .bind("size", sizeBytes)
          .bind("at", nowMs)
          .execute());
    }

    @Override
    public void close() {
      try {
        channel.close();
        if (!renamed) {
          Files.deleteIfExists(part());
        }
      } catch (IOException failure) {
        LOG.warn("a file that was given up stays until the next start", failure);
      } finally {
        left(meeting, id);
      }
    }

    private Path path() {
      return directory.resolve(meeting).resolve(id);
    }

    private Path part() {
      return directory.resolve(meeting).resolve(id + PART);
    }
  }

  /** Removes all of a meeting that the database does not know any more. What cannot be removed now is at the next start. */
  void purge(String meeting) {
    Path home = directory.resolve(meeting);
    try {
      if (Files.isDirectory(home)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home)) {
          for (Path file : files) {
            Files.deleteIfExists(file);
          }
        }
        Files.deleteIfExists(home);
        flush(directory);
      }
    } catch (IOException failure) {
      LOG.warn("files of a meeting that was deleted stay until the next start", failure);
    }
  }

  private void left(String meeting, String id) {
    lock.lock();
    try {
      Map<String, Integer> ofMeeting = arriving.get(meeting);
      if (ofMeeting != null) {
        ofMeeting.remove(id);
        if (ofMeeting.isEmpty()) {
          arriving.remove(meeting);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private record Held(long sizeBytes, int files) {}

  private @Nullable Refusal refusal(String meeting, String id, int sizeBytes) {
    if (sizeBytes > limits.fileBytes()) {
      return Refusal.TOO_LARGE;
    }
    Map<String, Integer> onTheirWay = arriving.getOrDefault(meeting, Map.of());
    // A file that was renamed and not recorded, since the database failed, is taken as well.
    if (onTheirWay.containsKey(id)
        || has(meeting, id)
        || Files.exists(directory.resolve(meeting).resolve(id))) {
      return Refusal.TAKEN;
    }
    Held held = held(meeting);
    if (held.files() + onTheirWay.size() >= limits.meetingFiles()) {
      return Refusal.TOO_MANY;
    }
    long arrivingBytes =
        onTheirWay.values().stream().mapToLong(Integer::longValue).sum();
    if (held.sizeBytes() + arrivingBytes + sizeBytes > limits.meetingBytes()) {
      return Refusal.MEETING_FULL;
    }
    return hasSpace(sizeBytes) ? null : Refusal.NO_SPACE;
  }

  private boolean hasSpace(int sizeBytes) {
    long promised = arriving.values().stream()
        .flatMap(ofMeeting -> ofMeeting.values().stream())
        .mapToLong(Integer::longValue)
        .sum();
    try {
      long usable = Files.getFileStore(directory).getUsableSpace();
      return usable - promised - sizeBytes >= limits.freeBytes();
    } catch (IOException failure) {
      LOG.error("it cannot be said how much space {} has", directory, failure);
      return false;
    }
  }

  private Held held(String meeting) {
    return database.read(handle -> handle
        .createQuery("SELECT COALESCE(SUM(size_bytes), 0) AS size, COUNT(*) AS files"
            + " FROM sealed_files WHERE meeting_id = :meeting")
        .bind("meeting", meeting)
        .map((result, _) -> new Held(result.getLong("size"), result.getInt("files")))
        .one());
  }

  /** False for a meeting that was deleted while a file of it was on its way. */
  private boolean isKnown(String meeting) {
    return database.read(handle -> handle
        .createQuery("SELECT 1 FROM meetings WHERE id = :meeting")
        .bind("meeting", meeting)
        .mapTo(Integer.class)
        .findOne()
        .isPresent());
  }

  private static @Nullable Long sizeOf(Handle handle, String meeting, String id) {
    return handle
        .createQuery("SELECT size_bytes FROM sealed_files WHERE meeting_id = :meeting AND id = :id")
        .bind("meeting", meeting)
        .bind("id", id)
        .mapTo(Long.class)
        .findOne()
        .orElse(null);
  }

  /** Removes what was on its way when the server ended. */
  private void cleanUp() throws IOException {
    try (DirectoryStream<Path> meetings = Files.newDirectoryStream(directory, Files::isDirectory)) {
      for (Path home : meetings) {
        Set<String> recorded = new HashSet<>(database.read(handle -> handle
            .createQuery("SELECT id FROM sealed_files WHERE meeting_id = :meeting")
            .bind("meeting", home.getFileName().toString())
            .mapTo(String.class)
            .list()));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home)) {
          for (Path file : files) {
            if (!recorded.remove(file.getFileName().toString())) {
              Files.delete(file);
            }
          }
        }
        if (isEmpty(home)) {
          // Its name is the meeting's id, and that may be of one that was deleted.
          Files.delete(home);
        }
        if (!recorded.isEmpty()) {
          LOG.error("{} files of {} are recorded and not there", recorded.size(), home);
        }
      }
    }
  }

  private static boolean isEmpty(Path home) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home)) {
      return !files.iterator().hasNext();
    }
  }

  private static void flush(Path home) throws IOException {
    if (!isPosix()) {
      // Others open no directory, and have their names on the disk by themselves.
      return;
    }
    try (FileChannel channel = FileChannel.open(home, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    return isPosix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
