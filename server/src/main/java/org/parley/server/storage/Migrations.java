package org.parley.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.parley.server.storage.StorageException.Reason;

/**
 * Brings the tables up to date, one step after the other, all in one transaction. A library for this took longer, at each start, than all
 * else that the database needs.
 */
final class Migrations {

  /** Steps in order; one that was released never changes. */
  private static final List<String> STEPS = List.of(
      "1-meetings.sql",
      "2-rooms.sql",
      "3-public-lines.sql",
      "4-rosters.sql",
      "5-sealed-files.sql",
      "6-readouts.sql",
      "7-purged.sql",
      "8-shut-out.sql");

  private Migrations() {}

  /** @throws StorageException where a newer release wrote the database */
  static void apply(Handle handle) {
    handle.execute("CREATE TABLE IF NOT EXISTS schema_steps (step INTEGER PRIMARY KEY)");
    int done = handle
        .createQuery("SELECT COALESCE(MAX(step), 0) FROM schema_steps")
        .mapTo(Integer.class)
        .one();
    if (done > STEPS.size()) {
      throw new StorageException(
          Reason.UNAVAILABLE, "a newer release of Parley wrote it; this one cannot read it");
    }
    for (int step = done + 1; step <= STEPS.size(); step++) {
      handle.createScript(read(STEPS.get(step - 1))).execute();
      handle.execute("INSERT INTO schema_steps (step) VALUES (?)", step);
    }
  }

  private static String read(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
