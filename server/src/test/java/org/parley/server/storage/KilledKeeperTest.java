package org.parley.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are killed while they keep files: what was acknowledged is there and whole, and nothing else stays. */
class KilledKeeperTest {
  private static final int KILLS = 6;

  @TempDir
  Path directory;

  @Test
  void keepsWhatItAcknowledged() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    var draft = Drafts.draft();
    Path home = Files.createDirectory(directory.resolve("home"));
    try (Database database = Database.open(home.resolve("parley.db"))) {
      new MeetingStore(database).create(draft);
    }
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < KILLS; round++) {
      acknowledged.addAll(kill(home, draft.id(), random));
    }
    assertThat(acknowledged).hasSizeGreaterThan(KILLS).doesNotHaveDuplicates();
    try (Database database = Database.open(home.resolve("parley.db"))) {
      SealedFiles files =
          SealedFiles.open(database, home.resolve("files"), SealedFiles.Limits.DEFAULT);
      List<String> there;
      try (Stream<Path> paths = Files.list(home.resolve("files").resolve(draft.id()))) {
        there = paths.map(path -> path.getFileName().toString()).toList();
      }
      assertThat(there).containsAll(acknowledged);
      // Of each kill one at the most was kept and could not be said any more.
      assertThat(there.size() - acknowledged.size()).isBetween(0, KILLS);
      for (String id : there) {
        byte[] expected = EndlessKeeper.content(id);
        try (FileChannel channel = files.read(draft.id(), id)) {
          assertThat(channel).isNotNull();
          ByteBuffer buffer = ByteBuffer.allocate(expected.length + 1);
          while (channel.read(buffer) > 0) {
            // Until it ends.
          }
          assertThat(Stream.of(buffer.position())).containsExactly(expected.length);
          assertThat(buffer.array()).startsWith(expected);
        }
      }
    }
  }

  private List<String> kill(Path home, String meeting, Random random) throws Exception {
    Path said = Files.createTempFile(directory, "said", "");
    Process writer = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Djava.io.tmpdir=" + directory,
            "-cp",
            System.getProperty("java.class.path"),
            EndlessKeeper.class.getName(),
            home.toString(),
            meeting)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(said.toFile())
        .start();
    while (Files.size(said) == 0) {
      assertThat(writer.isAlive()).isTrue();
      Thread.sleep(1);
    }
    Thread.sleep(random.nextInt(200));
    writer.destroyForcibly();
    writer.waitFor();
    return Files.readAllLines(said).stream()
        .filter(line -> line.endsWith(" ."))
        .map(line -> line.substring(0, line.length() - 2))
        .toList();
  }
}
