package org.parley.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of Node that runs the web client's own code, and answers each line by a line. */
final class NodeProcess implements AutoCloseable {
  private static final Path WEB = Path.of("..", "web").toAbsolutePath().normalize();

  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;

  private NodeProcess(Process process) {
    this.process = process;
    requests = process.outputWriter(UTF_8);
    answers = process.inputReader(UTF_8);
  }

  /**
   * Throws, and says what to do, where it cannot run.
   *
   * @param script in the web client's folder
   */
  static NodeProcess start(String script) {
    if (!Files.isDirectory(WEB.resolve("node_modules/ts-mls"))) {
      throw new IllegalStateException(
          "The web client's packages are missing: run npm ci in " + WEB);
    }
    try {
      return new NodeProcess(new ProcessBuilder("node", script)
          .directory(WEB.toFile())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start());
    } catch (IOException e) {
      throw new IllegalStateException(
          "These tests run the web client's code: install Node, and put it on the PATH", e);
    }
  }

  /** The answer to a line; null where the process is over. */
  @Nullable
  String ask(String request) throws IOException {
    requests.write(request + "\n");
    requests.flush();
    return answers.readLine();
  }

  @Override
  public void close() {
    try {
      requests.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
