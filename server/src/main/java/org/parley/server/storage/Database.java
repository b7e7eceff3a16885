package org.parley.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.parley.server.storage.StorageException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The database file and the threads that may use it. SQLite's native code holds the thread it runs on, so a virtual thread that
 * called it would hold up all others of its carrier: callers wait here instead, for a platform thread.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** More let slow reads overlap; each is a thread and an open connection. Writing is one at a time in SQLite anyway. */
  private static final int READERS = 3;

  /** Longer queues ride out a longer stall; shorter ones tell callers sooner. */
  private static final int MAX_WAITING = 1024;

  /** Longer rides out a slower disk; shorter answers a person sooner. */
  private static final int CALL_TIMEOUT_SECONDS = 10;

  /** For other processes on the same file, such as a backup. */
  private static final int BUSY_TIMEOUT_MS = 5_000;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final ExecutorService reading = threads("storage-read", READERS);
  private final ExecutorService writing = threads("storage-write", 1);

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  /**
   * Opens the file, makes it where there is none, readable by its owner alone, and brings its tables up to date.
   *
   * @throws StorageException where that fails
   */
  public static Database open(Path file) {
    try {
      createPrivately(file);
    } catch (IOException failure) {
      throw new StorageException(Reason.UNAVAILABLE, "cannot create " + file, failure);
    }
    HikariDataSource pool = null;
    try {
      pool = new HikariDataSource(poolOf(file));
      Database database = new Database(pool);
      database.jdbi.useTransaction(Migrations::apply);
      // What was deleted just before the server ended may still be in the log that SQLite writes
      // ahead.
      if (!database.emptiesWriteAheadLog()) {
        LOG.warn("another process reads the database: what was deleted may stay in its log");
      }
      return database;
    } catch (RuntimeException failure) {
      if (pool != null) {
        pool.close();
      }
      String why = failure instanceof StorageException known ? ": " + known.getMessage() : "";
      throw new StorageException(Reason.UNAVAILABLE, "cannot open " + file + why, failure);
    }
  }

  /** For one statement: what it reads is of one moment. */
  <T extends @Nullable Object> T read(Work<T> work) {
    return await(reading, () -> jdbi.withHandle(work::with));
  }

  /** One transaction; it is on the disk when this returns. */
  <T extends @Nullable Object> T write(Work<T> work) {
    return await(writing, () -> jdbi.inTransaction(work::with));
  }

  /** After deleting: nothing of it is in any of the database's files any more. Waits for those who read. */
  void scrub() {
    if (!await(writing, this::emptiesWriteAheadLog)) {
      throw new StorageException(
          Reason.UNAVAILABLE, "another process reads the database: its log stays for now");
    }
  }

  /** False where somebody reads what is older. */
  private boolean emptiesWriteAheadLog() {
    return jdbi.withHandle(handle -> handle
        .createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
        .map((result, _) -> result.getInt(1) == 0)
        .one());
  }

  @Override
  public void close() {
    reading.shutdown();
    writing.shutdown();
    try {
      if (!writing.awaitTermination(1, TimeUnit.SECONDS)) {
        writing.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    pool.close();
  }

  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T with(Handle handle);
  }

  private static <T extends @Nullable Object> T await(ExecutorService threads, Callable<T> work) {
    Future<T> future;
    try {
      future = threads.submit(work);
    } catch (RejectedExecutionException full) {
      throw new StorageException(Reason.UNAVAILABLE, "too many calls wait for the database", full);
    }
    try {
      return future.get(CALL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      future.cancel(false);
      throw new StorageException(Reason.UNAVAILABLE, "the database takes too long", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StorageException(Reason.UNAVAILABLE, "interrupted", interrupted);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw cause instanceof StorageException known
          ? known
          : new StorageException(Reason.UNAVAILABLE, "the database failed", failed);
    }
  }

  private static HikariConfig poolOf(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // With WAL anything less may lose the last commits when the power fails.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    // Takes the write lock at the start, so that a transaction never fails half way for want of it.
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("storage");
    pool.setDataSource(source);
    // What is deleted is overwritten, and not only forgotten.
    pool.setConnectionInitSql("PRAGMA secure_delete = ON");
    pool.setMaximumPoolSize(READERS + 1);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(CALL_TIMEOUT_SECONDS * 1_000L);
    return pool;
  }

  /** SQLite gives its other files (write-ahead log, shared memory) the permissions of this one. */
  private static void createPrivately(Path file) throws IOException {
    try {
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(file);
      }
    } catch (FileAlreadyExistsException _) {
      // A file from an earlier start.
    }
  }

  private static ExecutorService threads(String name, int count) {
    return new ThreadPoolExecutor(
        count,
        count,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(MAX_WAITING),
        Thread.ofPlatform().name(name + "-", 0).daemon().factory());
  }
}
