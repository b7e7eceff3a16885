package org.parley.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process of Node that reads and writes calendars with the web client's own code. */
final class WebCalendar implements AutoCloseable {
  private static final Path WEB = Path.of("..", "web").toAbsolutePath().normalize();
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;

  WebCalendar() throws IOException {
    process = new ProcessBuilder("node", "dev/calendar-peer.mjs")
        .directory(WEB.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    requests = process.outputWriter(UTF_8);
    answers = process.inputReader(UTF_8);
  }

  /** What it finds in a calendar. */
  JsonNode read(String calendar) throws IOException {
    String bytes = Base64.getUrlEncoder().withoutPadding().encodeToString(calendar.getBytes(UTF_8));
    return JSON.readTree(ask("{\"read\":\"" + bytes + "\"}"));
  }

  /**
   * The entry of a meeting, as the page gives it out.
   *
   * @param meeting as the rules' view has it
   */
  String write(String meeting, String subject) throws IOException {
    String answer = ask("{\"write\":" + meeting + ",\"subject\":\"" + subject + "\"}");
    return new String(Base64.getUrlDecoder().decode(answer), UTF_8);
  }

  private String ask(String request) throws IOException {
    requests.write(request + "\n");
    requests.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IllegalStateException(
          "No answer to " + request + ": are the packages of " + WEB + " there, by npm ci?");
    }
    return answer;
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
