package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.meeting.MeetingCommand;
import org.parley.server.app.LiveHarness.Guest;
import org.parley.server.app.LiveHarness.Invitations;
import org.parley.server.app.LiveHarness.Person;
import org.parley.server.signalling.TestClient;
import org.parley.server.signalling.protocol.ClientMessage.Enter;
import org.parley.server.signalling.protocol.ClientMessage.Resume;
import org.parley.server.signalling.protocol.ServerMessage.Changed;
import org.parley.server.signalling.protocol.ServerMessage.Chartered;
import org.parley.server.signalling.protocol.ServerMessage.End;
import org.parley.server.signalling.protocol.ServerMessage.Ended;
import org.parley.server.signalling.protocol.ServerMessage.Entered;
import org.parley.server.signalling.protocol.ServerMessage.Left;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.Refused;
import org.parley.server.signalling.protocol.ServerMessage.Seating;

/** What the organiser's changes do to those who are in, and what links open. */
class LiveLinksTest {
  private final LiveHarness parley;
  private final Invitations meeting;

  LiveLinksTest(@TempDir Path directory) throws Exception {
    parley = new LiveHarness(directory.resolve("test.db"), LiveLimits.DEFAULT);
    meeting = parley.assembled();
  }

  @AfterEach
  void stop() throws Exception {
    parley.close();
  }

  @Test
  void unknownLinksAreAllRefusedAlike() {
    Invitations other = parley.meeting();
    String good = meeting.people().get(0).secret();
    for (Enter enter : List.of(
        new Enter(3, meeting.meeting(), LiveHarness.random(32)),
        new Enter(3, LiveHarness.random(16), good),
        new Enter(3, other.meeting(), good),
        new Enter(3, meeting.meeting(), ""),
        new Enter(3, meeting.meeting(), good.substring(1)),
        new Enter(3, meeting.meeting(), good + "="),
        new Enter(3, "", good),
        new Enter(3, "../" + meeting.meeting(), good))) {
      TestClient client = parley.server.connect().send(enter);
      assertThat(client.next(Refused.class).reason()).isEqualTo(Reason.UNKNOWN_LINK);
      assertThat(client.closeCode()).isEqualTo(1000);
    }
    assertThat(parley.server.signalling().refusals().of(Reason.UNKNOWN_LINK)).isEqualTo(8);
  }

  @Test
  void aRevokedLinkPutsItsHolderOutForGood() {
    Guest robin = parley.join(meeting, 0);
    Guest alex = parley.join(meeting, 2);
    TestClient preview = parley.enter(meeting, 2);
    robin.client().until(Seating.class);
    parley.apply(meeting, new MeetingCommand.RevokeLink(meeting.seat(2)));
    assertThat(alex.client().until(Ended.class).reason()).isEqualTo(End.REVOKED_LINK);
    assertThat(preview.next(Ended.class).reason()).isEqualTo(End.REVOKED_LINK);
    assertThat(robin.client().next(Left.class).seat()).isEqualTo(meeting.seat(2));
    TestClient replay = parley.server.connect().send(meeting.enter(2));
    assertThat(replay.next(Refused.class).reason()).isEqualTo(Reason.REVOKED_LINK);

    String secret = LiveHarness.random(32);
    parley.apply(
        meeting,
        new MeetingCommand.RenewLink(
            meeting.seat(2), LiveHarness.hash(secret), "card", LiveHarness.papers(2)));
    TestClient old = parley.server.connect().send(meeting.enter(2));
    assertThat(old.next(Refused.class).reason()).isEqualTo(Reason.REVOKED_LINK);
    TestClient renewed = parley.server.connect().send(new Enter(3, meeting.meeting(), secret));
    renewed.next(Entered.class);
    renewed.send(new Resume(alex.joined().session()));
    assertThat(renewed.next(Refused.class).reason()).isEqualTo(Reason.SESSION_GONE);
    parley.join(renewed, 1);
  }

  @Test
  void aRevokedLinkEndsTheGraceOfOneWhoIsInterrupted() {
    Guest robin = parley.join(meeting, 0);
    Guest alex = parley.join(meeting, 2);
    robin.client().until(Seating.class);
    alex.client().socket().abort();
    robin.client().next(Changed.class);
    parley.apply(meeting, new MeetingCommand.RevokeLink(meeting.seat(2)));
    robin.client().next(Left.class);
  }

  @Test
  void aMeetingThatIsOverPutsEverybodyOut() {
    Guest robin = parley.join(meeting, 0);
    TestClient preview = parley.enter(meeting, 3);
    parley.apply(meeting, new MeetingCommand.End());
    assertThat(robin.client().next(Ended.class).reason()).isEqualTo(End.MEETING_OVER);
    assertThat(preview.next(Ended.class).reason()).isEqualTo(End.MEETING_OVER);
    TestClient late = parley.server.connect().send(meeting.enter(0));
    assertThat(late.next(Refused.class).reason()).isEqualTo(Reason.MEETING_OVER);
    parley.rooms.assertEndpoints(0);
    assertThat(parley.live.participants()).isZero();
  }

  @Test
  void aChangedCharterIsToldToAllAndTheRosterToThoseWhoAdmit() {
    TestClient robin = parley.enter(meeting, 0);
    TestClient kim = parley.enter(meeting, 1);
    Person added = LiveHarness.person(false);
    parley.apply(
        meeting,
        new MeetingCommand.AddSeat(
            meeting.side(0), LiveHarness.seat(added), LiveHarness.papers(2)));
    assertThat(robin.next(Chartered.class))
        .isEqualTo(new Chartered("charter.2", "roster2", LiveHarness.card(meeting.seat(0))));
    assertThat(kim.next(Chartered.class))
        .isEqualTo(new Chartered("charter.2", "", LiveHarness.card(meeting.seat(1))));
    TestClient client =
        parley.server.connect().send(new Enter(3, meeting.meeting(), added.secret()));
    Entered entered = client.next(Entered.class);
    assertThat(entered.you()).isEqualTo(added.seat());
    assertThat(entered.charter()).isEqualTo("charter.2");
    assertThat(entered.roster()).isEmpty();
  }
}
