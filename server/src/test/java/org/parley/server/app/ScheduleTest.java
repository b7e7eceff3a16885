package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.server.signalling.protocol.ClientMessage.SCHEDULE;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.server.app.LiveHarness.Invitations;
import org.parley.server.signalling.TestClient;
import org.parley.server.signalling.protocol.ClientMessage.Append;
import org.parley.server.signalling.protocol.ClientMessage.Attend;
import org.parley.server.signalling.protocol.ClientMessage.Commit;
import org.parley.server.signalling.protocol.ClientMessage.Follow;
import org.parley.server.signalling.protocol.ClientMessage.Found;
import org.parley.server.signalling.protocol.ClientMessage.Knock;
import org.parley.server.signalling.protocol.ServerMessage.Accepted;
import org.parley.server.signalling.protocol.ServerMessage.Appended;
import org.parley.server.signalling.protocol.ServerMessage.Conflict;
import org.parley.server.signalling.protocol.ServerMessage.Log;
import org.parley.server.signalling.protocol.ServerMessage.NotMember;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.Refused;

/** What all who were invited read and write, before anybody is in the meeting. */
class ScheduleTest {
  private static final LiveLimits PATIENT =
      new LiveLimits(10, Duration.ofMinutes(1), Duration.ofMinutes(1));
  private static final String BYTES = "c2VhbGVk";

  private final LiveHarness parley;

  ScheduleTest(@TempDir Path directory) throws Exception {
    parley = new LiveHarness(directory.resolve("test.db"), PATIENT);
  }

  @AfterEach
  void stop() throws Exception {
    parley.close();
  }

  @Test
  void whoeverHasALinkWritesAndReadsWithoutBeingThere() {
    Invitations meeting = parley.meeting();
    TestClient robin = parley.enter(meeting, 0);
    TestClient alex = parley.enter(meeting, 2);
    robin.send(new Follow(SCHEDULE, 0));
    assertThat(robin.next(Log.class).head()).isZero();
    alex.send(new Append(SCHEDULE, 0, BYTES));
    assertThat(alex.next(Accepted.class).seq()).isZero();
    Appended heard = robin.next(Appended.class);
    assertThat(heard.seq()).isZero();
    assertThat(heard.entry().bytes()).isEqualTo(BYTES);
    robin.send(new Append(SCHEDULE, 0, "b3RoZXI"));
    assertThat(robin.next(Conflict.class).head()).isOne();

    TestClient late = parley.enter(meeting, 1);
    late.send(new Follow(SCHEDULE, 0));
    assertThat(late.next(Log.class).entries()).containsExactly(heard.entry());
    late.nothingMore();
  }

  @Test
  void itHasNoGroup() {
    Invitations meeting = parley.meeting();
    TestClient robin = parley.enter(meeting, 0);
    robin.send(new Knock(SCHEDULE, BYTES));
    assertThat(robin.next(NotMember.class).room()).isEqualTo(SCHEDULE);
    robin.send(new Found(SCHEDULE, 1, 0, BYTES));
    assertThat(robin.next(NotMember.class).room()).isEqualTo(SCHEDULE);
    robin.send(new Commit(SCHEDULE, 0, 0, BYTES, "", List.of(), List.of()));
    assertThat(robin.next(NotMember.class).room()).isEqualTo(SCHEDULE);
  }

  @Test
  void nobodyIsInIt() {
    TestClient robin = parley.enter(parley.meeting(), 0);
    robin.send(new Attend(SCHEDULE));
    assertThat(robin.next(Refused.class).reason()).isEqualTo(Reason.NOT_ADMITTED);
  }

  @Test
  void anotherMeetingsIsAnother() {
    TestClient robin = parley.enter(parley.meeting(), 0);
    TestClient stranger = parley.enter(parley.meeting(), 0);
    robin.send(new Append(SCHEDULE, 0, BYTES));
    robin.next(Accepted.class);
    stranger.send(new Follow(SCHEDULE, 0));
    assertThat(stranger.next(Log.class).entries()).isEmpty();
  }
}
