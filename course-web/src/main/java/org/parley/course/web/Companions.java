package org.parley.course.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what goes with the compiled module: its types, and logs with what became of them. */
final class Companions {

  private Companions() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    Files.writeString(directory.resolve("rules.d.ts"), new TypeScript().write());
    Files.writeString(directory.resolve("logs.json"), RandomLogs.ofTables(1).write(500));
    Files.writeString(
        directory.resolve("schedules.json"), RandomLogs.ofSchedules(1).write(300));
    Files.writeString(directory.resolve("texts.json"), RandomLogs.ofTexts(1).write(300));
    Files.writeString(directory.resolve("boards.json"), RandomLogs.ofBoards(1).write(300));
    Files.writeString(directory.resolve("actions.json"), RandomLogs.ofActions(1).write(300));
  }
}
