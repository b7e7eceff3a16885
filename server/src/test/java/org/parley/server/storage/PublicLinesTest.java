package org.parley.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.meeting.MeetingDraft;
import org.parley.server.storage.PublicLines.Outcome;
import org.parley.server.storage.PublicLines.Publication;

class PublicLinesTest {

  private final Database database;
  private final PublicLines lines;
  private final MeetingDraft draft = Drafts.draft();

  PublicLinesTest(@TempDir Path directory) {
    database = Database.open(directory.resolve("test.db"));
    lines = new PublicLines(database);
    new MeetingStore(database).create(draft);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Publication publication(int about, int place) {
    return new Publication(draft.id(), about, place, "page", "line " + about, "id " + about, true);
  }

  @Test
  void boundsTheLinesOfAProcess() {
    for (int about = 0; about < PublicLines.MAX_LINES - 1; about++) {
      assertThat(lines.publish(publication(about, 500))).isEqualTo(Outcome.DONE);
    }
    assertThat(lines.takeDown(draft.id(), "page", 300, 400)).isEqualTo(Outcome.DONE);
    assertThat(lines.publish(publication(301, 500))).isEqualTo(Outcome.FULL);
    assertThat(lines.takeDown(draft.id(), "page", 301, 500)).isEqualTo(Outcome.FULL);
    assertThat(lines.publish(publication(300, 500))).isEqualTo(Outcome.DONE);
    assertThat(lines.publish(publication(300, 500))).isEqualTo(Outcome.DONE);
    assertThat(lines.shown("page")).hasSize(PublicLines.MAX_LINES);
  }

  @Test
  void anotherPageIsAnother() {
    lines.publish(publication(0, 1));
    assertThat(lines.shown("other")).isEmpty();
    assertThat(lines.shown("page")).extracting(PublicLines.Shown::line).containsExactly("line 0");
  }
}
