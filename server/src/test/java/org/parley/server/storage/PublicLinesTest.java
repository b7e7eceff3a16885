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
import org.parley.server.storage.PublicLines.ShutOut;

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

  private ShutOut wish(String side, int about, boolean readout, int place) {
    return new ShutOut(draft.id(), side, about, readout, place);
  }

  @Test
  void boundsTheLinesOfAProcess() {
    for (int about = 0; about < PublicLines.MAX_LINES; about++) {
      assertThat(lines.publish(publication(about, 500))).isEqualTo(Outcome.DONE);
    }
    assertThat(lines.publish(publication(301, 500))).isEqualTo(Outcome.FULL);
    assertThat(lines.publish(publication(7, 501))).isEqualTo(Outcome.DONE);
    assertThat(lines.publish(publication(301, true, 500, "readout"))).isEqualTo(Outcome.DONE);
    assertThat(lines.shown("page")).hasSize(PublicLines.MAX_LINES + 1);
    lines.takeDown(wish("harbour", 7, false, 501));
    assertThat(lines.publish(publication(301, 500))).isEqualTo(Outcome.DONE);
  }

  @Test
  void whatOneSideShutsOutTakesNoRoomFromOthers() {
    for (int about = 0; about < PublicLines.MAX_SHUT_OUT; about++) {
      assertThat(lines.takeDown(wish("harbour", about, false, 400))).isEqualTo(Outcome.DONE);
    }
    assertThat(lines.shutOut(wish("harbour", 300, false, 400))).isEqualTo(Outcome.SHUT_OUT_FULL);
    assertThat(lines.publish(publication(300, 400))).isEqualTo(Outcome.DONE);
    assertThat(lines.takeDown(wish("harbour", 300, false, 400))).isEqualTo(Outcome.SHUT_OUT_FULL);
    assertThat(lines.shown("page")).hasSize(1);
    assertThat(lines.shutOut(wish("harbour", 7, false, 450))).isEqualTo(Outcome.DONE);
    assertThat(lines.shutOut(wish("harbour", 300, true, 400))).isEqualTo(Outcome.DONE);
    assertThat(lines.takeDown(wish("ridge", 300, false, 400))).isEqualTo(Outcome.DONE);
    assertThat(lines.publish(publication(300, 400))).isEqualTo(Outcome.STALE);
    for (int about = 0; about < PublicLines.MAX_LINES; about++) {
      assertThat(lines.publish(publication(about, 500))).isEqualTo(Outcome.DONE);
    }
  }

  @Test
  void whatIsPublishedStaysWhereItsPlaceIsShutOut() {
    lines.publish(publication(0, 3));
    lines.shutOut(wish("harbour", 0, false, 5));
    lines.shutOut(wish("ridge", 0, false, 2));
    assertThat(lines.shown("page")).hasSize(1);
    assertThat(lines.publish(publication(0, 3))).as("the very same").isEqualTo(Outcome.DONE);
    assertThat(lines.publish(publication(0, 5))).isEqualTo(Outcome.STALE);
    assertThat(lines.publish(publication(0, true, 5, "readout"))).isEqualTo(Outcome.DONE);
    assertThat(lines.publish(publication(1, 5))).isEqualTo(Outcome.DONE);
    lines.takeDown(wish("ridge", 0, false, 3));
    assertThat(lines.publish(publication(0, 5))).isEqualTo(Outcome.STALE);
    assertThat(lines.publish(publication(0, 6))).isEqualTo(Outcome.DONE);
  }

  @Test
  void boundsTheTextOfAPage() {
    String text = "a".repeat(PublicLines.MAX_PAGE_CHARS / 2);
    assertThat(lines.publish(publication(0, true, 1, text))).isEqualTo(Outcome.DONE);
    assertThat(lines.publish(publication(1, true, 1, text))).isEqualTo(Outcome.DONE);
    assertThat(lines.publish(publication(2, true, 1, "a"))).isEqualTo(Outcome.FULL);
    assertThat(lines.publish(publication(1, true, 2, text))).isEqualTo(Outcome.DONE);
    assertThat(lines.takeDown(wish("harbour", 0, true, 1))).isEqualTo(Outcome.DONE);
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
    lines.takeDown(wish("harbour", 4, false, 3));
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
