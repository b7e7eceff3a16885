package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.server.signalling.protocol.ClientMessage.PLENARY;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.server.app.LiveHarness.Guest;
import org.parley.server.app.LiveHarness.Invitations;
import org.parley.server.signalling.TestClient;
import org.parley.server.signalling.protocol.ClientMessage.Append;
import org.parley.server.signalling.protocol.ClientMessage.Commit;
import org.parley.server.signalling.protocol.ClientMessage.Follow;
import org.parley.server.signalling.protocol.ClientMessage.Found;
import org.parley.server.signalling.protocol.ClientMessage.Knock;
import org.parley.server.signalling.protocol.ClientMessage.Leave;
import org.parley.server.signalling.protocol.ServerMessage.Absent;
import org.parley.server.signalling.protocol.ServerMessage.Accepted;
import org.parley.server.signalling.protocol.ServerMessage.Appended;
import org.parley.server.signalling.protocol.ServerMessage.Conflict;
import org.parley.server.signalling.protocol.ServerMessage.End;
import org.parley.server.signalling.protocol.ServerMessage.Ended;
import org.parley.server.signalling.protocol.ServerMessage.Entry;
import org.parley.server.signalling.protocol.ServerMessage.Kind;
import org.parley.server.signalling.protocol.ServerMessage.Knocked;
import org.parley.server.signalling.protocol.ServerMessage.Log;
import org.parley.server.signalling.protocol.ServerMessage.MayFound;
import org.parley.server.signalling.protocol.ServerMessage.NotMember;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.Refused;
import org.parley.server.signalling.protocol.ServerMessage.Unknocked;
import org.parley.server.signalling.protocol.ServerMessage.Welcome;
import org.parley.server.storage.Commits;

/** Who is in a room's group: by founding, by knocking and a welcome; and who is not any more. */
class MembershipTest {
  private static final LiveLimits PATIENT =
      new LiveLimits(10, Duration.ofMinutes(1), Duration.ofMinutes(1));

  private static final LiveLimits QUICK =
      new LiveLimits(10, Duration.ofMillis(700), Duration.ofMillis(700));

  private static final String SEALED = "c2VhbGVk";

  private final Path directory;
  private Path file;
  private LiveHarness parley;

  MembershipTest(@TempDir Path directory) throws Exception {
    this.directory = directory;
    file = directory.resolve("patient.db");
    parley = new LiveHarness(file, PATIENT);
  }

  @AfterEach
  void stop() throws Exception {
    parley.close();
  }

  private void restart(LiveLimits limits) throws Exception {
    parley.close();
    parley = new LiveHarness(file, limits);
  }

  private void beQuick() throws Exception {
    file = directory.resolve("quick.db");
    restart(QUICK);
  }

  @Test
  void aRoomIsFoundedAndTheNextIsAdded() {
    Invitations meeting = parley.meeting();
    String room = meeting.side(0);
    TestClient robin = parley.joinSide(meeting, 0).client();
    robin.send(new Knock(room, "AAAA"));
    assertThat(robin.next(MayFound.class)).isEqualTo(new MayFound(room, 1, 0));
    robin.send(new Found(room, 1, 0, "Zm91bmQ"));
    assertThat(robin.next(Accepted.class)).isEqualTo(new Accepted(room, 0));

    TestClient kim = parley.joinSide(meeting, 1).client();
    kim.send(new Follow(room, 0));
    assertThat(kim.next(NotMember.class).room()).isEqualTo(room);
    // Who founded it follows it.
    kim.send(new Knock(room, "BBBB"));
    assertThat(robin.until(Knocked.class)).isEqualTo(new Knocked(room, meeting.seat(1), "BBBB"));
    Commit commit = LiveHarness.commit(meeting, room, 1, 0, List.of(meeting.seat(1)), List.of());
    robin.send(commit);
    assertThat(robin.next(Accepted.class)).isEqualTo(new Accepted(room, 1));
    Entry added = new Entry(Kind.COMMIT, meeting.seat(0), commit.bytes());
    assertThat(robin.next(Appended.class)).isEqualTo(new Appended(room, 1, added));
    assertThat(robin.next(Unknocked.class)).isEqualTo(new Unknocked(room, meeting.seat(1)));
    assertThat(kim.next(Welcome.class)).isEqualTo(new Welcome(room, 1, 1, commit.welcome()));
    kim.send(new Follow(room, 1));
    assertThat(kim.next(Log.class)).isEqualTo(new Log(room, 1, 2, List.of(added)));
    assertThat(kim.next(Absent.class).seats()).isEmpty();

    kim.send(new Append(room, 2, SEALED));
    assertThat(kim.next(Accepted.class)).isEqualTo(new Accepted(room, 2));
    Appended object = new Appended(room, 2, new Entry(Kind.OBJECT, meeting.seat(1), SEALED));
    assertThat(kim.next(Appended.class)).isEqualTo(object);
    assertThat(robin.next(Appended.class)).isEqualTo(object);
    robin.nothingMore();
    kim.nothingMore();
  }

  @Test
  void aWelcomeComesAgainUntilItIsFetchedAndGoesToNobodyElse() {
    Invitations meeting = parley.meeting();
    parley.book(meeting, PLENARY, 0, 1);
    TestClient robin = parley.join(meeting, 0).client();
    TestClient kim = parley.join(meeting, 1).client().send(new Follow(PLENARY, 1));
    Guest alex = parley.joinSide(meeting, 2);
    Commit commit = LiveHarness.commit(meeting, PLENARY, 1, 0, List.of(meeting.seat(2)), List.of());
    // Not accepted: no welcome.
    robin.send(
        new Commit(PLENARY, 0, 0, commit.bytes(), commit.welcome(), commit.added(), List.of()));
    robin.until(Conflict.class);
    alex.client().nothingMore();
    robin.send(commit);
    robin.until(Accepted.class);
    Welcome welcome = new Welcome(PLENARY, 1, 1, commit.welcome());
    assertThat(alex.client().until(Welcome.class)).isEqualTo(welcome);
    alex.client().send(new Knock(PLENARY, "AAAA"));
    assertThat(alex.client().until(Welcome.class)).isEqualTo(welcome);
    alex.client().send(new Leave());
    alex.client().closeCode();
    Guest again = parley.joinSide(meeting, 2);
    assertThat(again.client().next(Welcome.class)).isEqualTo(welcome);
    again.client().send(new Follow(PLENARY, 2));
    again.client().next(Log.class);
    again.client().next(Absent.class);
    again.client().send(new Leave());
    again.client().closeCode();
    parley.joinSide(meeting, 2).client().nothingMore();
    kim.settle();
    robin.settle();
    assertThat(kim.received()).noneMatch(text -> text.startsWith("{\"type\":\"welcome\""));
    assertThat(robin.received()).noneMatch(text -> text.startsWith("{\"type\":\"welcome\""));
  }

  @Test
  void aWelcomeWaitsOverARestart() throws Exception {
    Invitations meeting = parley.meeting();
    parley.book(meeting, PLENARY, 0);
    Commit commit = LiveHarness.commit(meeting, PLENARY, 1, 0, List.of(meeting.seat(2)), List.of());
    parley.enter(meeting, 0).send(commit).next(Accepted.class);
    restart(PATIENT);
    Guest alex = parley.joinSide(meeting, 2);
    assertThat(alex.client().next(Welcome.class))
        .isEqualTo(new Welcome(PLENARY, 1, 1, commit.welcome()));
    assertThat(alex.joined().participants()).hasSize(1);
    TestClient robin = parley.enter(meeting, 0).send(new Append(PLENARY, 1, SEALED));
    assertThat(robin.next(Conflict.class).head()).isEqualTo(2);
    robin.send(commit);
    assertThat(robin.next(Accepted.class).seq()).isEqualTo(1);
  }

  @Test
  void thePlenaryIsFoundedByOneWhoAdmits() {
    Invitations meeting = parley.meeting();
    TestClient kim = parley.enter(meeting, 1).send(new Knock(PLENARY, "BBBB"));
    kim.nothingMore();
    kim.send(new Found(PLENARY, 1, 0, SEALED));
    assertThat(kim.next(NotMember.class).room()).isEqualTo(PLENARY);
    TestClient alex = parley.enter(meeting, 2).send(new Knock(PLENARY, "CCCC"));
    assertThat(alex.next(MayFound.class)).isEqualTo(new MayFound(PLENARY, 1, 0));
    TestClient robin = parley.enter(meeting, 0).send(new Knock(PLENARY, "AAAA"));
    assertThat(robin.next(MayFound.class)).isEqualTo(new MayFound(PLENARY, 1, 0));
    robin.send(new Found(PLENARY, 1, 0, SEALED));
    robin.until(Accepted.class);
    // Who founds it hears of those who knock.
    robin.next(Absent.class);
    assertThat(
            List.of(robin.next(Knocked.class).seat(), robin.next(Knocked.class).seat()))
        .containsExactlyInAnyOrder(meeting.seat(1), meeting.seat(2));
    // Who was slower may not found again, since somebody is there now.
    alex.send(new Found(PLENARY, 1, 0, "c2xvdw"));
    assertThat(alex.next(NotMember.class).room()).isEqualTo(PLENARY);
    robin.send(new Follow(PLENARY, 1));
    robin.next(Log.class);
    robin.nothingMore();
    TestClient second = parley.enter(meeting, 0);
    second.send(new Follow(PLENARY, 1));
    second.next(Log.class);
    second.next(Absent.class);
    assertThat(List.of(
            second.next(Knocked.class).seat(), second.next(Knocked.class).seat()))
        .containsExactlyInAnyOrder(meeting.seat(1), meeting.seat(2));
  }

  @Test
  void whoKnocksMayFoundOnceNobodyIsThereAnyMore() {
    Invitations meeting = parley.meeting();
    parley.book(meeting, PLENARY, 0);
    TestClient robin = parley.enter(meeting, 0).send(new Follow(PLENARY, 1));
    robin.next(Log.class);
    TestClient alex = parley.enter(meeting, 2).send(new Knock(PLENARY, "CCCC"));
    robin.until(Knocked.class);
    alex.nothingMore();
    robin.send(new Leave());
    assertThat(alex.next(MayFound.class)).isEqualTo(new MayFound(PLENARY, 2, 1));
    alex.send(new Found(PLENARY, 2, 1, SEALED));
    alex.until(Accepted.class);
    TestClient back = parley.enter(meeting, 0).send(new Follow(PLENARY, 1));
    assertThat(back.next(NotMember.class).room()).isEqualTo(PLENARY);
  }

  @Test
  void aBriefAbsenceLetsNobodyFoundAnew() throws Exception {
    beQuick();
    Invitations meeting = parley.meeting();
    parley.book(meeting, PLENARY, 0);
    TestClient alex = parley.enter(meeting, 2);
    // As after a restart: the member may come back.
    long startNs = System.nanoTime();
    alex.send(new Knock(PLENARY, "CCCC"));
    alex.send(new Found(PLENARY, 2, 1, SEALED));
    assertThat(alex.next(NotMember.class).room()).isEqualTo(PLENARY);
    alex.next(MayFound.class);
    assertThat(System.nanoTime() - startNs).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(400));
  }

  @Test
  void aKnockLivesAsLongAsItsConnection() {
    Invitations meeting = parley.meeting();
    parley.book(meeting, PLENARY, 0);
    TestClient robin = parley.enter(meeting, 0).send(new Follow(PLENARY, 1));
    robin.next(Log.class);
    robin.next(Absent.class);
    TestClient alex = parley.enter(meeting, 2).send(new Knock(PLENARY, "CCCC"));
    assertThat(robin.next(Knocked.class).keyPackage()).isEqualTo("CCCC");
    alex.send(new Knock(PLENARY, "DDDD"));
    assertThat(robin.next(Knocked.class).keyPackage()).isEqualTo("DDDD");
    TestClient other = parley.enter(meeting, 2).send(new Knock(PLENARY, "EEEE"));
    assertThat(robin.next(Knocked.class).keyPackage()).isEqualTo("EEEE");
    alex.socket().abort();
    other.nothingMore();
    robin.nothingMore();
    other.socket().abort();
    assertThat(robin.next(Unknocked.class)).isEqualTo(new Unknocked(PLENARY, meeting.seat(2)));
  }

  @Test
  void foundingAnewPutsTheOthersAsideButOutOfNothing() {
    Invitations meeting = parley.assembled();
    parley.book(meeting, meeting.side(0), 0, 1);
    Guest robin = parley.join(meeting, 0);
    Guest kim = parley.join(meeting, 1);
    kim.client().send(new Follow(PLENARY, 1));
    kim.client().until(Log.class);
    robin.client().send(new Found(PLENARY, 2, 1, SEALED));
    robin.client().until(Accepted.class);
    assertThat(kim.client().until(Appended.class).entry().kind()).isEqualTo(Kind.FOUNDING);
    robin.client().send(new Found(meeting.side(0), 2, 1, SEALED));
    robin.client().until(Accepted.class);
    kim.client().settle();
    assertThat(kim.client().isOpen()).isTrue();
    robin.client().send(new Append(PLENARY, 2, SEALED));
    robin.client().until(Accepted.class);
    kim.client().nothingMore();
  }

  @Test
  void whoIsRemovedFromTheSidesRoomIsPutOut() {
    Invitations meeting = parley.meeting();
    String room = meeting.side(0);
    parley.book(meeting, room, 0, 1);
    Guest robin = parley.joinSide(meeting, 0);
    Guest kim = parley.joinSide(meeting, 1);
    TestClient preview = parley.enter(meeting, 1);
    robin
        .client()
        .send(LiveHarness.commit(meeting, room, 1, 0, List.of(), List.of(meeting.seat(1))));
    robin.client().until(Accepted.class);
    assertThat(kim.client().until(Ended.class).reason()).isEqualTo(End.PUT_OUT);
    assertThat(preview.until(Ended.class).reason()).isEqualTo(End.PUT_OUT);
    parley.rooms.assertEndpoints(1);
    assertThat(parley.live.present(meeting.meeting())).containsExactly(meeting.seat(0));
  }

  /** What a commit does the server does not see: nobody is put out on a member's word. */
  @Test
  void nobodyElseIsRemovedByWhatAMemberDeclares() {
    Invitations meeting = parley.assembled();
    String room = meeting.side(0);
    parley.book(meeting, room, 0, 1);
    TestClient robin = parley.join(meeting, 0).client().send(new Follow(room, 1));
    robin.until(Absent.class);
    TestClient kim = parley.join(meeting, 1).client();
    List<String> all = List.of(meeting.seat(0), meeting.seat(1), meeting.seat(2));
    kim.send(LiveHarness.commit(meeting, room, 1, 0, List.of(), all));
    kim.until(Accepted.class);
    assertThat(robin.until(Appended.class).seq()).isEqualTo(1);
    kim.send(LiveHarness.commit(meeting, PLENARY, 1, 0, List.of(), all));
    kim.until(Accepted.class);
    kim.nothingMore();
    robin.nothingMore();
    // Nor by one who admits, where it is another side's.
    TestClient alex = parley.join(meeting, 2).client();
    alex.send(LiveHarness.commit(meeting, PLENARY, 2, 1, List.of(), all));
    alex.until(Accepted.class);
    for (TestClient client : List.of(robin, kim, alex)) {
      client.send(new Follow(PLENARY, 1));
      assertThat(client.until(Log.class).head()).isEqualTo(3);
    }
    assertThat(parley.live.present(meeting.meeting())).hasSize(3);
  }

  @Test
  void aMemberWhoLostItsKeysKnocksAsOthersDo() {
    Invitations meeting = parley.meeting();
    String room = meeting.side(0);
    parley.book(meeting, room, 0, 1);
    TestClient robin = parley.joinSide(meeting, 0).client();
    TestClient kim = parley.joinSide(meeting, 1).client().send(new Follow(room, 1));
    kim.until(Absent.class);
    robin.send(new Follow(room, 1));
    robin.until(Absent.class);
    robin.send(new Knock(room, "AAAA"));
    assertThat(kim.until(Knocked.class)).isEqualTo(new Knocked(room, meeting.seat(0), "AAAA"));
    List<String> seats = List.of(meeting.seat(0));
    Commit commit = LiveHarness.commit(meeting, room, 1, 0, seats, seats);
    kim.send(commit);
    assertThat(kim.until(Unknocked.class).seat()).isEqualTo(meeting.seat(0));
    assertThat(robin.until(Welcome.class).welcome()).isEqualTo(commit.welcome());
  }

  @Test
  void whomAFounderDoesNotAddMayFoundToo() {
    Invitations meeting = parley.assembled();
    TestClient robin = parley.join(meeting, 0).client().send(new Follow(PLENARY, 1));
    TestClient kim = parley.join(meeting, 1).client().send(new Follow(PLENARY, 1));
    TestClient alex = parley.join(meeting, 2).client().send(new Follow(PLENARY, 1));
    robin.until(Absent.class);
    alex.until(Absent.class);
    kim.until(Absent.class);
    kim.send(new Found(PLENARY, 2, 1, SEALED));
    kim.until(Accepted.class);
    robin.until(Appended.class);
    alex.until(Appended.class);
    robin.send(new Found(PLENARY, 3, 2, SEALED));
    robin.until(NotMember.class);
    robin.send(new Knock(PLENARY, "AAAA"));
    alex.send(new Knock(PLENARY, "CCCC"));
    kim.until(Knocked.class);
    kim.until(Knocked.class);
    // Somebody is there, and may still add them.
    robin.nothingMore();
    parley.pass(Duration.ofSeconds(6));
    robin.nothingMore();
    // A welcome that is of no use does not count.
    byte[] bytes = Commits.commit(meeting.meeting() + "/plenary/2", 0, "none");
    kim.send(new Commit(
        PLENARY, 2, 0, Messages.text(bytes), "AAAA", List.of(meeting.seat(0)), List.of()));
    robin.until(Welcome.class);
    robin.send(new Knock(PLENARY, "AAAA"));
    robin.until(Welcome.class);
    parley.pass(Duration.ofSeconds(4));
    assertThat(robin.until(MayFound.class)).isEqualTo(new MayFound(PLENARY, 3, 3));
    assertThat(alex.until(MayFound.class)).isEqualTo(new MayFound(PLENARY, 3, 3));
    alex.send(new Found(PLENARY, 3, 3, SEALED));
    alex.until(Accepted.class);
    alex.until(Absent.class);
    assertThat(alex.next(Knocked.class).seat()).isEqualTo(meeting.seat(0));
    // The new founder has its time, too.
    robin.send(new Found(PLENARY, 4, 4, SEALED));
    robin.until(NotMember.class);
    robin.nothingMore();
  }

  @Test
  void whoLostNothingByAFoundingWaitsToBeAdded() throws Exception {
    beQuick();
    Invitations meeting = parley.assembled();
    TestClient robin = parley.join(meeting, 0).client().send(new Follow(PLENARY, 1));
    robin.until(Absent.class);
    assertThat(robin.until(Absent.class).seats()).hasSize(3);
    robin.send(new Found(PLENARY, 2, 1, SEALED));
    robin.until(Accepted.class);
    TestClient alex = parley.enter(meeting, 2).send(new Knock(PLENARY, "CCCC"));
    robin.until(Knocked.class);
    parley.pass(Duration.ofSeconds(20));
    alex.nothingMore();
    alex.send(new Found(PLENARY, 3, 2, SEALED));
    assertThat(alex.next(NotMember.class).room()).isEqualTo(PLENARY);
  }

  @Test
  void aSeatFoundsARoomNotTooOften() {
    Invitations meeting = parley.meeting();
    parley.book(meeting, PLENARY, 0);
    parley.book(meeting, meeting.side(0), 0);
    TestClient robin = parley.enter(meeting, 0);
    for (int i = 1; i <= DeliveryService.FOUNDING_BURST; i++) {
      Found found = new Found(PLENARY, i + 1, i, SEALED);
      robin.send(found).until(Accepted.class);
      // What is too late, or there already, does not count.
      robin.send(found).until(Accepted.class);
      robin.send(new Found(PLENARY, 2, 0, "b3RoZXI")).until(Conflict.class);
    }
    Found next = new Found(PLENARY, 5, 4, SEALED);
    assertThat(robin.send(next).until(Refused.class).reason()).isEqualTo(Reason.RATE_LIMITED);
    robin.send(new Found(meeting.side(0), 2, 1, SEALED)).until(Accepted.class);
    parley.pass(Duration.ofSeconds(20));
    robin.send(next).until(Accepted.class);
    assertThat(robin.send(new Found(PLENARY, 6, 5, SEALED)).until(Refused.class).reason())
        .isEqualTo(Reason.RATE_LIMITED);
  }

  @Test
  void whoIsReplacedStays() {
    Invitations meeting = parley.meeting();
    String room = meeting.side(0);
    parley.book(meeting, room, 0, 1);
    TestClient robin = parley.joinSide(meeting, 0).client();
    TestClient kim = parley.joinSide(meeting, 1).client().send(new Knock(room, "BBBB"));
    List<String> seats = List.of(meeting.seat(1));
    robin.send(LiveHarness.commit(meeting, room, 1, 0, seats, seats));
    robin.until(Accepted.class);
    kim.next(Welcome.class);
    kim.nothingMore();
  }

  @Test
  void membersWhoAreGoneAreTold() throws Exception {
    beQuick();
    Invitations meeting = parley.meeting();
    String room = meeting.side(0);
    parley.book(meeting, room, 0, 1);
    TestClient robin = parley.joinSide(meeting, 0).client().send(new Follow(room, 1));
    robin.next(Log.class);
    // Nobody is missed before there was time to come.
    assertThat(robin.next(Absent.class).seats()).isEmpty();
    assertThat(robin.next(Absent.class).seats()).containsExactly(meeting.seat(1));
    Guest kim = parley.joinSide(meeting, 1);
    assertThat(robin.next(Absent.class).seats()).isEmpty();
    kim.client().socket().abort();
    assertThat(robin.until(Absent.class).seats()).containsExactly(meeting.seat(1));
    // Whoever was missed just now is removed from the group, but not put out of the meeting.
    TestClient back = parley.enter(meeting, 1);
    assertThat(robin.until(Absent.class).seats()).isEmpty();
    robin.send(LiveHarness.commit(meeting, room, 1, 0, List.of(), List.of(meeting.seat(1))));
    robin.until(Accepted.class);
    back.nothingMore();
    back.send(new Follow(room, 1));
    back.next(NotMember.class);
  }
}
