package org.parley.server.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.parley.meeting.log.LogCommand;
import org.parley.meeting.log.LogEntry;
import org.parley.meeting.log.LogEntry.Kind;
import org.parley.meeting.log.LogOutcome;
import org.parley.meeting.log.RoomState;
import org.parley.server.storage.RoomLogs.Place;

/**
 * A program that writes to the logs of a meeting's room in several databases at once, says what and where, and goes on until it is
 * killed. Every fifth entry is a commit: those that begin an odd epoch add Kim, the others remove Kim.
 */
final class EndlessAppender {
  static final String ROBIN = "robin";
  static final String KIM = "kim";

  private EndlessAppender() {}

  /** @param args what the entries begin with; then each database's directory and meeting */
  public static void main(String[] args) {
    for (int i = 1; i < args.length; i += 2) {
      Path directory = Path.of(args[i]);
      Place place = new Place(args[i + 1], "plenary");
      Thread.ofPlatform().start(() -> write(directory, place, args[0]));
    }
  }

  private static void write(Path directory, Place place, String name) {
    RoomLogs logs = new RoomLogs(Database.open(directory.resolve("parley.db")));
    RoomState state = logs.load(place);
    for (int i = 0; !System.out.checkError(); i++) {
      String text = name + "-" + i;
      LogCommand command = command(state, text);
      RoomState after = ((LogOutcome.Accepted) state.decide(command)).after();
      byte[] welcome = command instanceof LogCommand.Commit commit ? commit.welcome() : new byte[0];
      if (!logs.write(place, state, after, command.entry(), welcome)) {
        throw new AssertionError("nobody else writes");
      }
      System.out.println(place.meeting() + " " + state.head() + " " + text + " .");
      state = after;
    }
  }

  private static LogCommand command(RoomState state, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (state.generation() == 0) {
      return new LogCommand.Found(0, new LogEntry(Kind.FOUNDING, ROBIN, bytes), 1, true);
    }
    if (state.head() % 5 != 0) {
      return new LogCommand.Append(state.head(), new LogEntry(Kind.OBJECT, ROBIN, bytes), false);
    }
    boolean adds = state.epoch() % 2 == 0;
    byte[] commit = Commits.commit(state.groupId() + state.generation(), state.epoch(), text);
    return new LogCommand.Commit(
        state.head(),
        new LogEntry(Kind.COMMIT, ROBIN, commit),
        state.epoch(),
        adds ? bytes : new byte[0],
        adds ? Set.of(KIM) : Set.of(),
        adds ? Set.of() : Set.of(KIM),
        Set.of(KIM),
        Set.of(KIM));
  }
}
