package org.parley.course.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.parley.course.Act;

/** A meeting from its opening to its end. The web client's tests run the same file through the compiled rules. */
class ScenarioTest {

  @Test
  void runsAsWritten() throws IOException {
    Json.Fields scenario = scenario();
    String delegations =
        Objects.requireNonNull(scenario.values().get("delegations")).print();
    Table table = Objects.requireNonNull(Table.open(delegations));
    int seq = 0;
    for (Json each : Objects.requireNonNull(scenario.array("entries")).values()) {
      Json.Fields entry = (Json.Fields) each;
      String seat = Objects.requireNonNull(entry.text("seat"));
      long atMs = Objects.requireNonNull(entry.number("atMs"));
      String command = Objects.requireNonNull(entry.values().get("command")).print();
      Json.Fields checked = (Json.Fields) JsonReader.read(table.check(seat, atMs, command));
      Json.Fields answer =
          (Json.Fields) JsonReader.read(table.apply(new Act(seat, seq, atMs), command));
      String becomes = Objects.requireNonNull(answer).text("reason");
      assertThat(becomes == null ? "done" : becomes).as(command).isEqualTo(entry.text("becomes"));
      assertThat(Objects.requireNonNull(checked).text("reason")).isEqualTo(becomes);
      seq++;
    }
    assertThat(table.view())
        .isEqualTo(Objects.requireNonNull(scenario.values().get("view")).print());
  }

  private static Json.Fields scenario() throws IOException {
    try (InputStream file = ScenarioTest.class.getResourceAsStream("/scenario.json")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return (Json.Fields) Objects.requireNonNull(JsonReader.read(text));
    }
  }
}
