package org.parley.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process of Node that reads and writes calendars with the web client's own code. */
final class WebCalendar implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final NodeProcess node = NodeProcess.start("dev/calendar-peer.mjs");

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
    String answer = node.ask(request);
    if (answer == null) {
      throw new IllegalStateException("No answer to " + request);
    }
    return answer;
  }

  @Override
  public void close() {
    node.close();
  }
}
