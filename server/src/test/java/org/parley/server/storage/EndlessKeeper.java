package org.parley.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A program that keeps files, says which, and goes on until it is killed. */
final class EndlessKeeper {

  private EndlessKeeper() {}

  public static void main(String[] args) throws IOException {
    Path home = Path.of(args[0]);
    String meeting = args[1];
    SealedFiles.Limits limits =
        new SealedFiles.Limits(1_000_000, Long.MAX_VALUE / 2, Integer.MAX_VALUE, 0);
    SealedFiles files =
        SealedFiles.open(Database.open(home.resolve("parley.db")), home.resolve("files"), limits);
    while (!System.out.checkError()) {
      String id = Drafts.random(16);
      byte[] bytes = content(id);
      if (files.start(meeting, id, "side", bytes.length)
          instanceof SealedFiles.Start.Started started) {
        try (SealedFiles.Arrival arrival = started.arrival()) {
          arrival.write(bytes, bytes.length);
          arrival.finish(1);
        }
        System.out.println(id + " .");
      }
    }
  }

  /** Told by its id. */
  static byte[] content(String id) {
    byte[] bytes = new byte[20_000 + 1_000 * id.charAt(0)];
    Arrays.fill(bytes, (byte) id.charAt(1));
    return bytes;
  }
}
