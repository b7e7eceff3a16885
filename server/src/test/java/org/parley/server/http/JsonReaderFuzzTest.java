package org.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.parley.meeting.Meeting;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.Outcome;
import org.parley.meeting.Papers;

/** Any bytes: a request or none, never an exception; and the domain bears whatever was read. */
class JsonReaderFuzzTest {

  private static final JsonReader READER = new JsonReader();

  @FuzzTest(maxDuration = "30s")
  void meeting(byte[] bytes) {
    MeetingDraft draft = READER.meeting(bytes);
    if (draft != null && Meeting.create(draft) instanceof Outcome.Done done) {
      assertThat(done.meeting().papers()).isEqualTo(draft.papers());
      assertThat(done.meeting().sides()).hasSizeBetween(2, 8);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void seat(byte[] bytes) {
    JsonReader.NewSeat added = READER.seat(bytes);
    if (added != null) {
      Meeting meeting = new Meeting("m", "h", false, new Papers("c", "r"), List.of());
      assertThat(meeting.apply(
              new MeetingCommand.AddSeat(added.seat().id(), added.seat(), added.papers())))
          .isInstanceOf(Outcome.Refused.class);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void link(byte[] bytes) {
    JsonReader.NewLink link = READER.link(bytes);
    assertThat(link == null || link.linkHash().length() <= bytes.length).isTrue();
  }
}
