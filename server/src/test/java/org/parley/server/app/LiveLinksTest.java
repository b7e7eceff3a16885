package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.Rules;
import org.parley.server.app.LiveHarness.Guest;
import org.parley.server.app.LiveHarness.Invitations;
import org.parley.server.app.LiveHarness.Person;
import org.parley.server.signalling.TestClient;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ClientMessage.AddSeat;
import org.parley.server.signalling.protocol.ClientMessage.ChangeSeat;
import org.parley.server.signalling.protocol.ClientMessage.Enter;
import org.parley.server.signalling.protocol.ClientMessage.RenewLink;
import org.parley.server.signalling.protocol.ClientMessage.Resume;
import org.parley.server.signalling.protocol.ClientMessage.RevokeLink;
import org.parley.server.signalling.protocol.ClientMessage.SidePapers;
import org.parley.server.signalling.protocol.NewSeat;
import org.parley.server.signalling.protocol.ServerMessage.Changed;
import org.parley.server.signalling.protocol.ServerMessage.Chartered;
import org.parley.server.signalling.protocol.ServerMessage.End;
import org.parley.server.signalling.protocol.ServerMessage.Ended;
import org.parley.server.signalling.protocol.ServerMessage.Entered;
import org.parley.server.signalling.protocol.ServerMessage.Kept;
import org.parley.server.signalling.protocol.ServerMessage.Left;
import org.parley.server.signalling.protocol.ServerMessage.NotKept;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.Refused;
import org.parley.server.signalling.protocol.ServerMessage.Seating;
import org.parley.server.signalling.protocol.ServerMessage.SidePart;
import org.parley.server.signalling.protocol.ServerMessage.WhyNot;

/** What changes of the people do to those who are in, who may make them, and what links open. */
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
        new Enter(ClientMessage.PROTOCOL_VERSION, meeting.meeting(), LiveHarness.random(32)),
        new Enter(ClientMessage.PROTOCOL_VERSION, LiveHarness.random(16), good),
        new Enter(ClientMessage.PROTOCOL_VERSION, other.meeting(), good),
        new Enter(ClientMessage.PROTOCOL_VERSION, meeting.meeting(), ""),
        new Enter(ClientMessage.PROTOCOL_VERSION, meeting.meeting(), good.substring(1)),
        new Enter(ClientMessage.PROTOCOL_VERSION, meeting.meeting(), good + "="),
        new Enter(ClientMessage.PROTOCOL_VERSION, "", good),
        new Enter(ClientMessage.PROTOCOL_VERSION, "../" + meeting.meeting(), good))) {
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
    parley.apply(meeting, new MeetingCommand.RevokeLink(meeting.seat(2), LiveHarness.papers(2)));
    assertThat(alex.client().until(Ended.class).reason()).isEqualTo(End.REVOKED_LINK);
    assertThat(preview.next(Ended.class).reason()).isEqualTo(End.REVOKED_LINK);
    assertThat(robin.client().next(Left.class).seat()).isEqualTo(meeting.seat(2));
    TestClient replay = parley.server.connect().send(meeting.enter(2));
    assertThat(replay.next(Refused.class).reason()).isEqualTo(Reason.REVOKED_LINK);

    String secret = LiveHarness.random(32);
    parley.apply(
        meeting,
        new MeetingCommand.RenewLink(
            meeting.seat(2), LiveHarness.hash(secret), "card", LiveHarness.papers(3)));
    TestClient old = parley.server.connect().send(meeting.enter(2));
    assertThat(old.next(Refused.class).reason()).isEqualTo(Reason.REVOKED_LINK);
    TestClient renewed = parley
        .server
        .connect()
        .send(new Enter(ClientMessage.PROTOCOL_VERSION, meeting.meeting(), secret));
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
    parley.apply(meeting, new MeetingCommand.RevokeLink(meeting.seat(2), LiveHarness.papers(2)));
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
  void aSidesChangeIsToldToAllAndNamesToThoseWhoKeepARoster() {
    TestClient robin = parley.enter(meeting, 0);
    TestClient kim = parley.enter(meeting, 1);
    TestClient sam = parley.enter(meeting, 2);
    Person added = LiveHarness.person(false);
    parley.apply(
        meeting,
        new MeetingCommand.AddSeat(
            meeting.side(0), LiveHarness.seat(added), LiveHarness.papers(2)));
    assertThat(robin.next(Chartered.class))
        .isEqualTo(new Chartered(
            LiveHarness.card(meeting.seat(0)),
            "roster",
            List.of(new SidePart(meeting.side(0), 2, "charter.2", "roster2", "dossier2"))));
    assertThat(kim.next(Chartered.class))
        .isEqualTo(new Chartered(
            LiveHarness.card(meeting.seat(1)),
            "",
            List.of(new SidePart(meeting.side(0), 2, "charter.2", "", ""))));
    assertThat(sam.next(Chartered.class))
        .as("of another side")
        .isEqualTo(new Chartered(
            LiveHarness.card(meeting.seat(2)),
            "roster",
            List.of(new SidePart(meeting.side(0), 2, "charter.2", "roster2", ""))));
    TestClient client = parley.server.connect().send(meeting.enter(added));
    Entered entered = client.next(Entered.class);
    assertThat(entered.you()).isEqualTo(added.seat());
    assertThat(entered.charter()).isEqualTo("charter");
    assertThat(entered.roster()).isEmpty();
    assertThat(entered.sides())
        .containsExactly(
            new SidePart(meeting.side(0), 2, "charter.2", "", ""),
            new SidePart(meeting.side(2), 1, "charter.1", "", ""));
  }

  @Test
  void aSideKeepsItsOwnRosterOverTheSocket() {
    TestClient robin = parley.enter(meeting, 0);
    TestClient sam = parley.enter(meeting, 2);
    Person added = LiveHarness.person(false);
    robin.send(new AddSeat(papers(2), newSeat(added)));
    assertThat(robin.next(Chartered.class).sides())
        .extracting(SidePart::version)
        .containsExactly(2);
    assertThat(robin.next(Kept.class)).isEqualTo(new Kept(2));
    assertThat(sam.next(Chartered.class).sides())
        .extracting(SidePart::side)
        .containsExactly(meeting.side(0));
    // The answer was lost, and it is asked again.
    robin.send(new AddSeat(papers(2), newSeat(added)));
    assertThat(robin.next(Kept.class)).isEqualTo(new Kept(2));

    TestClient lee = parley.server.connect().send(meeting.enter(added));
    lee.next(Entered.class);
    robin.send(new ChangeSeat(papers(3), added.seat(), false, true, "another-card"));
    assertThat(robin.until(Kept.class)).isEqualTo(new Kept(3));
    Chartered promoted = lee.next(Chartered.class);
    assertThat(promoted.card()).isEqualTo("another-card");
    assertThat(promoted.roster()).isEqualTo("roster");
    assertThat(promoted.sides())
        .as("all that is open to whoever keeps the roster from now on")
        .containsExactly(
            new SidePart(meeting.side(0), 3, "charter.3", "roster3", "dossier3"),
            new SidePart(meeting.side(2), 1, "charter.1", "roster1", ""));

    lee.send(new RevokeLink(papers(4), meeting.seat(0)));
    assertThat(lee.until(Kept.class)).isEqualTo(new Kept(4));
    assertThat(robin.until(Ended.class).reason()).isEqualTo(End.REVOKED_LINK);
    String secret = LiveHarness.random(32);
    lee.send(new RenewLink(papers(5), meeting.seat(0), LiveHarness.hash(secret), "card"));
    assertThat(lee.until(Kept.class)).isEqualTo(new Kept(5));
    TestClient renewed = parley
        .server
        .connect()
        .send(new Enter(ClientMessage.PROTOCOL_VERSION, meeting.meeting(), secret));
    renewed.next(Entered.class);
  }

  @Test
  void nobodyElseKeepsIt() {
    TestClient robin = parley.enter(meeting, 0);
    TestClient kim = parley.enter(meeting, 1);
    TestClient sam = parley.enter(meeting, 2);
    kim.send(new AddSeat(papers(2), newSeat(LiveHarness.person(true))));
    assertThat(kim.next(NotKept.class).why()).isEqualTo(WhyNot.NOT_KEEPER);
    for (ClientMessage message : List.of(
        new ChangeSeat(papers(2), meeting.seat(0), false, false, "card"),
        new RenewLink(papers(2), meeting.seat(0), LiveHarness.hash(LiveHarness.random(32)), "card"),
        new RevokeLink(papers(2), meeting.seat(1)),
        new RevokeLink(papers(2), "nobody"))) {
      sam.send(message);
      assertThat(sam.next(NotKept.class).why()).as(message.toString()).isEqualTo(WhyNot.NOT_KEEPER);
    }
    robin.send(new AddSeat(papers(3), newSeat(LiveHarness.person(true))));
    assertThat(robin.next(NotKept.class).why()).isEqualTo(WhyNot.STALE);
    robin.send(new AddSeat(papers(2), newSeat(meeting.people().get(2))));
    assertThat(robin.next(NotKept.class).why()).isEqualTo(WhyNot.INVALID);
    robin.send(new RevokeLink(new SidePapers(2, "{}", "r", "d"), meeting.seat(1)));
    assertThat(robin.next(NotKept.class).why()).isEqualTo(WhyNot.INVALID);

    parley.apply(
        meeting,
        new MeetingCommand.ChangeSeat(
            meeting.seat(0), false, false, "card", LiveHarness.papers(2)));
    robin.next(Chartered.class);
    robin.send(new RevokeLink(papers(3), meeting.seat(1)));
    assertThat(robin.next(NotKept.class).why()).as("not any more").isEqualTo(WhyNot.NOT_KEEPER);
  }

  @Test
  void changesAreLimitedInPaceForEachConnection() {
    TestClient robin = parley.enter(meeting, 0);
    int refused = 0;
    for (int i = 0; i < 60 && refused == 0; i++) {
      robin.send(new RevokeLink(papers(7), meeting.seat(1)));
      WhyNot why = robin.next(NotKept.class).why();
      assertThat(why).isIn(WhyNot.STALE, WhyNot.RATE_LIMITED);
      refused += why == WhyNot.RATE_LIMITED ? 1 : 0;
    }
    assertThat(refused).isEqualTo(1);
  }

  @Test
  void theLongestPapersGoThrough() {
    TestClient robin = parley.enter(meeting, 0);
    TestClient sam = parley.enter(meeting, 2);
    SidePapers longest = new SidePapers(
        2,
        "c".repeat(Rules.MAX_CHARTER_CHARS),
        "r".repeat(Rules.MAX_ROSTER_CHARS),
        "d".repeat(Rules.MAX_DOSSIER_CHARS));
    String card = "k".repeat(Rules.MAX_CARD_CHARS);
    Person added = LiveHarness.person(false);
    robin.send(new AddSeat(
        longest, new NewSeat(added.seat(), false, false, LiveHarness.hash(added.secret()), card)));
    assertThat(robin.until(Kept.class)).isEqualTo(new Kept(2));
    assertThat(sam.next(Chartered.class).sides().getFirst().charter()).isEqualTo(longest.charter());
  }

  private static SidePapers papers(int version) {
    return new SidePapers(version, "charter." + version, "roster" + version, "dossier" + version);
  }

  private static NewSeat newSeat(Person person) {
    return new NewSeat(
        person.seat(),
        person.admits(),
        person.admits(),
        LiveHarness.hash(person.secret()),
        LiveHarness.card(person.seat()));
  }
}
