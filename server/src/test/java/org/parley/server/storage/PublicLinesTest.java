package org.parley.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.meeting.MeetingDraft;
import org.parley.server.storage.PublicLines.Outcome;
import org.parley.server.storage.PublicLines.Publication;
import org.parley.server.storage.PublicLines.Shown;

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
    return publication(about, false, place, "line " + about);
  }

  private Publication publication(int about, boolean readout, int place, String line) {
    return new Publication(
        draft.id(), about, readout, place, "page", line, "id " + about, true, readout ? 7L : null);
  }

  @Test
  void boundsTheLinesOfAProcess() {
    for (int about = 0; about < PublicLines.MAX_LINES - 1; about++) {
      assertThat(lines.publish(publication(about, 500))).isEqualTo(Outcome.DONE);
    }
    assertThat(lines.takeDown(draft.id(), "page", 300, false, 400)).isEqualTo(Outcome.DONE);
    assertThat(lines.publish(publication(301, 500))).isEqualTo(Outcome.FULL);
    assertThat(lines.takeDown(draft.id(), "page", 301, false, 500)).isEqualTo(Outcome.FULL);
    assertThat(lines.publish(publication(300, 500))).isEqualTo(Outcome.DONE);
    assertThat(lines.publish(publication(300, 500))).isEqualTo(Outcome.DONE);
    assertThat(lines.publish(publication(301, true, 500, "readout"))).isEqualTo(Outcome.DONE);
    assertThat(lines.shown("page")).hasSize(PublicLines.MAX_LINES + 1);
  }

  @Test
  void boundsTheTextOfAPage() {
    String text = "a".repeat(PublicLines.MAX_PAGE_CHARS / 2);
    assertThat(lines.publish(publication(0, true, 1, text))).isEqualTo(Outcome.DONE);
    assertThat(lines.publish(publication(1, true, 1, text))).isEqualTo(Outcome.DONE);
    assertThat(lines.publish(publication(2, true, 1, "a"))).isEqualTo(Outcome.FULL);
    assertThat(lines.publish(publication(1, true, 2, text))).isEqualTo(Outcome.DONE);
    assertThat(lines.takeDown(draft.id(), "page", 0, true, 1)).isEqualTo(Outcome.DONE);
    assertThat(lines.publish(publication(2, true, 1, "a"))).isEqualTo(Outcome.DONE);
  }

  @Test
  void aReadoutIsInARowOfItsOwn() {
    lines.publish(publication(4, true, 9, "readout"));
    lines.publish(publication(4, 3));
    lines.publish(publication(8, 3));
    assertThat(lines.shown("page"))
        .containsExactly(
            new Shown("line 4", "id 4", true, 1, null),
            new Shown("readout", "id 4", true, 1, 7L),
            new Shown("line 8", "id 8", true, 2, null));
    assertThat(lines.publish(publication(4, true, 8, "older"))).isEqualTo(Outcome.STALE);
    lines.takeDown(draft.id(), "page", 4, false, 3);
    assertThat(lines.shown("page")).extracting(Shown::line).containsExactly("readout", "line 8");
    assertThat(lines.publish(publication(4, true, 9, "readout"))).isEqualTo(Outcome.DONE);
  }

  @Test
  void anotherPageIsAnother() {
    lines.publish(publication(0, 1));
    assertThat(lines.shown("other")).isEmpty();
    assertThat(lines.shown("page")).extracting(PublicLines.Shown::line).containsExactly("line 0");
  }
}
