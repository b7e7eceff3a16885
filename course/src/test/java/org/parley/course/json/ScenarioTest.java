package org.parley.course.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.parley.course.Act;

/**
 * A meeting from its opening to its end, and how the sides of a process come to agree on theirs. The web client's tests run the same files
 * through the compiled rules.
 */
class ScenarioTest {

  @Test
  void aMeetingRunsAsWritten() throws IOException {
    runsAsWritten(scenario("/scenario.json"), Table::open);
  }

  @Test
  void aProcessRunsAsWritten() throws IOException {
    runsAsWritten(scenario("/schedule.json"), Timetable::open);
  }

  private static void runsAsWritten(
      Json.Fields scenario, Function<String, @Nullable Followed> open) {
    String delegations =
        Objects.requireNonNull(scenario.values().get("delegations")).print();
    Followed followed = Objects.requireNonNull(open.apply(delegations));
    int seq = 0;
    for (Json each : Objects.requireNonNull(scenario.array("entries")).values()) {
      Json.Fields entry = (Json.Fields) each;
      String seat = Objects.requireNonNull(entry.text("seat"));
      long atMs = Objects.requireNonNull(entry.number("atMs"));
      String command = Objects.requireNonNull(entry.values().get("command")).print();
      Json.Fields checked = (Json.Fields) JsonReader.read(followed.check(seat, atMs, command));
      Json.Fields answer =
          (Json.Fields) JsonReader.read(followed.apply(new Act(seat, seq, atMs), command));
      String becomes = Objects.requireNonNull(answer).text("reason");
      assertThat(becomes == null ? "done" : becomes).as(command).isEqualTo(entry.text("becomes"));
      assertThat(Objects.requireNonNull(checked).text("reason")).isEqualTo(becomes);
      seq++;
    }
    assertThat(followed.view())
        .isEqualTo(Objects.requireNonNull(scenario.values().get("view")).print());
  }

  private static Json.Fields scenario(String name) throws IOException {
    try (InputStream file = ScenarioTest.class.getResourceAsStream(name)) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return (Json.Fields) Objects.requireNonNull(JsonReader.read(text));
    }
  }
}
