package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.server.app.LiveReading.endpoints;
import static org.parley.server.app.LiveReading.last;
import static org.parley.server.app.LiveReading.publish;
import static org.parley.server.app.LiveReading.settle;
import static org.parley.server.signalling.protocol.ClientMessage.PLENARY;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.media.RoomCommand;
import org.parley.media.RoomEvent;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.SourceKind;
import org.parley.server.app.LiveHarness.Guest;
import org.parley.server.app.LiveHarness.Invitations;
import org.parley.server.signalling.TestClient;
import org.parley.server.signalling.protocol.ClientMessage.Append;
import org.parley.server.signalling.protocol.ClientMessage.Attend;
import org.parley.server.signalling.protocol.ClientMessage.Commit;
import org.parley.server.signalling.protocol.ClientMessage.Follow;
import org.parley.server.signalling.protocol.ClientMessage.Found;
import org.parley.server.signalling.protocol.ClientMessage.Join;
import org.parley.server.signalling.protocol.ClientMessage.Knock;
import org.parley.server.signalling.protocol.ClientMessage.Leave;
import org.parley.server.signalling.protocol.ClientMessage.Move;
import org.parley.server.signalling.protocol.ClientMessage.Publish;
import org.parley.server.signalling.protocol.ClientMessage.Resume;
import org.parley.server.signalling.protocol.ServerMessage.Accepted;
import org.parley.server.signalling.protocol.ServerMessage.Attending;
import org.parley.server.signalling.protocol.ServerMessage.Changed;
import org.parley.server.signalling.protocol.ServerMessage.Entered;
import org.parley.server.signalling.protocol.ServerMessage.Left;
import org.parley.server.signalling.protocol.ServerMessage.Log;
import org.parley.server.signalling.protocol.ServerMessage.NotMember;
import org.parley.server.signalling.protocol.ServerMessage.Occupant;
import org.parley.server.signalling.protocol.ServerMessage.Participant;
import org.parley.server.signalling.protocol.ServerMessage.Participants;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.Refused;
import org.parley.server.signalling.protocol.ServerMessage.Resumed;
import org.parley.server.signalling.protocol.ServerMessage.Seating;
import org.parley.server.signalling.protocol.ServerMessage.Showing;
import org.parley.server.signalling.protocol.ServerMessage.Speaking;
import org.parley.server.signalling.protocol.ServerMessage.Welcome;
import org.parley.server.storage.Commits;

/** Who is in which room, what is sent between rooms (nothing), and what each is told of the others. */
class LiveRoomsTest {
  private static final LiveLimits PATIENT =
      new LiveLimits(10, Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final LiveHarness parley;

  LiveRoomsTest(@TempDir Path directory) throws Exception {
    parley = new LiveHarness(directory.resolve("test.db"), PATIENT);
  }

  @AfterEach
  void stop() throws Exception {
    parley.close();
  }

  @Test
  void onlyOnesOwnRoomsAreOpen() {
    Invitations meeting = parley.meeting();
    TestClient robin = parley.enter(meeting, 0);
    for (String room : List.of(PLENARY, meeting.side(2), "", "elsewhere")) {
      robin.send(new Join(TestOffers.offer(1), room, true, true));
      assertThat(robin.next(Refused.class).reason()).isEqualTo(Reason.NOT_ADMITTED);
      robin.send(new Attend(room));
      assertThat(robin.next(Refused.class).reason()).isEqualTo(Reason.NOT_ADMITTED);
    }
    assertThat(parley.live.participants()).isZero();
    assertThat(parley.rooms.take()).isEmpty();
    Guest joined = parley.join(parley.enter(meeting, 1), 1, meeting.side(1));
    for (String room : List.of(PLENARY, meeting.side(2), "", "elsewhere")) {
      joined.client().send(new Move(room));
      assertThat(joined.client().next(Refused.class).reason()).isEqualTo(Reason.NOT_ADMITTED);
    }
    joined.client().send(new Move(meeting.side(1)));
    joined.client().nothingMore();
    robin.until(Changed.class);
    robin.send(new Move(meeting.side(0)));
    robin.nothingMore();
  }

  @Test
  void goingAsideTurnsOffFirstAndOnLast() {
    Invitations meeting = parley.assembled();
    Guest robin = parley.join(meeting, 0);
    Guest kim = parley.join(meeting, 1);
    Guest alex = parley.join(meeting, 2);
    robin.client().send(new Publish(true, true, true));
    kim.client().send(new Publish(true, false, false));
    settle(robin, kim, alex);
    List<String> endpoints = endpoints(parley.rooms.take());
    String robins = endpoints.get(0);

    robin.client().send(new Move(meeting.side(0)));
    assertThat(robin.client().until(Seating.class).seating()).isEmpty();
    List<RoomCommand> commands = parley.rooms.take();
    assertThat(commands.subList(0, 3))
        .containsExactly(
            publish(robins, Chamber.PLENARY, SourceKind.MICROPHONE, false),
            publish(robins, Chamber.PLENARY, SourceKind.CAMERA, false),
            publish(robins, Chamber.PLENARY, SourceKind.SCREEN, false));
    assertThat(commands.subList(3, commands.size() - 2))
        .isNotEmpty()
        .allSatisfy(command -> assertThat(command).isInstanceOf(RoomCommand.Seat.class))
        .allSatisfy(
            command -> assertThat(((RoomCommand.Seat) command).publisher()).isNull());
    assertThat(commands.subList(commands.size() - 2, commands.size()))
        .as("the screen stays off")
        .containsExactly(
            publish(robins, Chamber.CAUCUS, SourceKind.MICROPHONE, true),
            publish(robins, Chamber.CAUCUS, SourceKind.CAMERA, true));

    // The own side is told what Robin shows, the other that Robin is aside.
    assertThat(last(kim.client(), meeting.seat(0)))
        .isEqualTo(new Participant(meeting.seat(0), meeting.side(0), true, true, false, false));
    assertThat(last(alex.client(), meeting.seat(0)))
        .isEqualTo(new Participant(meeting.seat(0), meeting.side(0), false, false, false, false));
    settle(robin, kim, alex);

    kim.client().send(new Move(meeting.side(1)));
    assertThat(kim.client().until(Seating.class).seating())
        .containsExactly(new Occupant(0, meeting.seat(0), Showing.PERSON));
    assertThat(parley.rooms.take(RoomCommand.Seat.class))
        .filteredOn(seat -> seat.publisher() != null)
        .containsExactlyInAnyOrder(
            new RoomCommand.Seat(
                robins, 0, endpoints.get(1), Chamber.CAUCUS, RoomCommand.Occupant.PERSON),
            new RoomCommand.Seat(
                endpoints.get(1), 0, robins, Chamber.CAUCUS, RoomCommand.Occupant.PERSON));
    assertThat(alex.client().until(Seating.class).seating()).isEmpty();

    // What happens aside is nobody else's business.
    alex.client().nothingMore();
    robin.client().send(new Publish(false, false, true));
    assertThat(kim.client().until(Seating.class).seating()).hasSize(2);
    alex.client().nothingMore();

    robin.client().send(new Move(PLENARY));
    assertThat(alex.client().next(Changed.class).participant())
        .isEqualTo(new Participant(meeting.seat(0), PLENARY, false, false, false, false));
    alex.client().next(Seating.class);
    assertThat(last(robin.client(), meeting.seat(0)).room()).isEqualTo(PLENARY);
  }

  @Test
  void whoIsNotAdmittedLearnsNothingOfTheOtherSide() {
    Invitations meeting = parley.meeting();
    parley.book(meeting, PLENARY, 0, 1);
    // Seat 3 doesn't admit: it is given no roster.
    TestClient watching = parley.server.connect().send(meeting.enter(3));
    watching.next(Entered.class);
    Guest robin = parley.join(meeting, 0);
    Guest kim = parley.joinSide(meeting, 1);
    robin.client().send(new Follow(PLENARY, 0));
    robin.client().until(Log.class);
    parley.join(watching, 3, meeting.side(3));
    robin.client().send(new Publish(true, true, true));
    kim.client().send(new Move(PLENARY));
    settle(robin, kim);
    List<RoomCommand> commands = new ArrayList<>(parley.rooms.take());
    List<String> endpoints = endpoints(commands);
    parley.tell(
        new RoomEvent.Speaking(meeting.meeting(), Chamber.PLENARY, "", List.of(endpoints.get(0))));
    parley.tell(new RoomEvent.Speaking(
        meeting.meeting(), Chamber.CAUCUS, meeting.side(0), List.of(endpoints.get(1))));
    robin.client().send(new Append(PLENARY, 1, "c2VhbGVk"));
    robin.client().until(Accepted.class);
    watching.send(new Follow(PLENARY, 0));
    assertThat(watching.next(NotMember.class).room()).isEqualTo(PLENARY);
    watching.send(new Follow(meeting.side(0), 0));
    assertThat(watching.next(NotMember.class).room()).isEqualTo(meeting.side(0));
    watching.send(new Knock(meeting.side(0), "AAAA"));
    assertThat(watching.next(NotMember.class).room()).isEqualTo(meeting.side(0));
    watching.send(new Append(PLENARY, 2, "c2VhbGVk"));
    assertThat(watching.next(NotMember.class).room()).isEqualTo(PLENARY);
    watching.send(new Append(PLENARY, 1, "c2VhbGVk"));
    assertThat(watching.next(NotMember.class).room()).isEqualTo(PLENARY);
    watching.send(new Found(PLENARY, 2, 2, "c2VhbGVk"));
    assertThat(watching.next(NotMember.class).room()).isEqualTo(PLENARY);
    watching.send(new Found(meeting.side(0), 1, 0, "c2VhbGVk"));
    assertThat(watching.next(NotMember.class).room()).isEqualTo(meeting.side(0));
    watching.send(new Knock(PLENARY, "AAAA"));
    watching.send(new Move(PLENARY));
    watching.next(Refused.class);
    kim.client().send(new Leave());
    robin.client().until(Left.class);
    watching.nothingMore();
    assertThat(watching.received())
        .hasSizeGreaterThan(8)
        .noneMatch(text -> text.contains(meeting.seat(0)) || text.contains(meeting.seat(1)))
        .noneMatch(text -> text.contains("roster1"))
        .filteredOn(text -> text.contains(meeting.side(0)))
        .as("but for the charter, which names nobody")
        .filteredOn(text -> !text.startsWith("{\"type\":\"entered\""))
        .allMatch(text -> text.startsWith("{\"type\":\"notMember\""));
    // Nothing of the plenary, or of another side, is ever seated for whom it is not.
    String watchers = endpoints.getLast();
    commands.addAll(parley.rooms.take());
    assertThat(commands)
        .noneMatch(command ->
            command instanceof RoomCommand.Seat seat && seat.endpoint().equals(watchers));
  }

  @Test
  void whoIsAdmittedIsToldWhoIsThere() {
    Invitations meeting = parley.meeting();
    parley.book(meeting, PLENARY, 0);
    Guest robin = parley.join(meeting, 0);
    Guest alex = parley.joinSide(meeting, 2);
    Guest aside = parley.joinSide(meeting, 1);
    assertThat(alex.joined().participants()).hasSize(1);
    alex.client().nothingMore();
    robin
        .client()
        .send(LiveHarness.commit(meeting, PLENARY, 1, 0, List.of(meeting.seat(2)), List.of()));
    robin.client().until(Accepted.class);
    assertThat(alex.client().next(Participants.class).participants())
        .containsExactlyInAnyOrder(
            new Participant(meeting.seat(0), PLENARY, true, true, false, false),
            new Participant(meeting.seat(1), meeting.side(1), false, false, false, false),
            new Participant(meeting.seat(2), meeting.side(2), true, true, false, false));
    alex.client().send(new Move(PLENARY));
    assertThat(alex.client().until(Changed.class).participant().room()).isEqualTo(PLENARY);
    assertThat(alex.client().next(Seating.class).seating())
        .containsExactly(new Occupant(0, meeting.seat(0), Showing.PERSON));
    assertThat(robin.client().until(Changed.class).participant().seat()).isEqualTo(meeting.seat(2));
    aside.client().nothingMore();
  }

  @Test
  void whoIsRemovedFromTheTableGoesToTheSidesRoomAtOnce() {
    Invitations meeting = parley.assembled();
    Guest robin = parley.join(meeting, 0);
    Guest alex = parley.join(meeting, 2);
    Guest ash = parley.join(meeting, 3);
    robin.client().until(Seating.class);
    String hers = endpoints(parley.rooms.take()).get(2);
    alex.client()
        .send(LiveHarness.commit(meeting, PLENARY, 1, 0, List.of(), List.of(meeting.seat(3))));
    assertThat(ash.client().until(Participants.class).participants())
        .as("the own side alone, of which one is at the table")
        .containsExactly(
            new Participant(meeting.seat(2), PLENARY, true, true, false, false),
            new Participant(meeting.seat(3), meeting.side(3), true, true, false, false));
    assertThat(ash.client().until(Seating.class).seating()).isEmpty();
    List<RoomCommand> commands = parley.rooms.take();
    assertThat(commands.subList(0, 2))
        .containsExactly(
            publish(hers, Chamber.PLENARY, SourceKind.MICROPHONE, false),
            publish(hers, Chamber.PLENARY, SourceKind.CAMERA, false));
    assertThat(commands.subList(2, commands.size() - 2))
        .hasSize(4)
        .allSatisfy(
            command -> assertThat(((RoomCommand.Seat) command).publisher()).isNull());
    assertThat(commands.subList(commands.size() - 2, commands.size()))
        .containsExactly(
            publish(hers, Chamber.CAUCUS, SourceKind.MICROPHONE, true),
            publish(hers, Chamber.CAUCUS, SourceKind.CAMERA, true));
    assertThat(last(alex.client(), meeting.seat(3)).camera()).isTrue();
    ash.client().send(new Move(PLENARY));
    assertThat(ash.client().until(Refused.class).reason()).isEqualTo(Reason.NOT_ADMITTED);
    ash.client().send(new Follow(PLENARY, 0));
    ash.client().next(NotMember.class);
  }

  @Test
  void whoIsNotAddedAgainAfterAFoundingLeavesTheTableInAWhile() {
    Invitations meeting = parley.assembled();
    Guest robin = parley.join(meeting, 0);
    Guest kim = parley.join(meeting, 1);
    Guest alex = parley.join(meeting, 2);
    robin.client().settle();
    kim.client().settle();
    alex.client().settle();
    parley.rooms.take();
    robin.client().send(new Found(PLENARY, 2, 1, "Zm91bmQ"));
    robin.client().until(Accepted.class);
    kim.client().nothingMore();
    alex.client().nothingMore();
    assertThat(parley.rooms.take()).isEmpty();
    byte[] bytes = Commits.commit(meeting.meeting() + "/plenary/2", 0, "back");
    robin
        .client()
        .send(new Commit(
            PLENARY, 2, 0, Messages.text(bytes), "AAAA", List.of(meeting.seat(1)), List.of()));
    robin.client().until(Accepted.class);
    kim.client().next(Welcome.class);
    parley.pass(Duration.ofNanos(Doors.STAY_NS));
    // The one who was added stays for good.
    assertThat(alex.client().next(Participants.class).participants())
        .containsExactly(
            new Participant(meeting.seat(2), meeting.side(2), true, true, false, false));
    assertThat(alex.client().until(Seating.class).seating()).isEmpty();
    assertThat(kim.client().until(Changed.class).participant())
        .isEqualTo(new Participant(meeting.seat(2), meeting.side(2), false, false, false, false));
    assertThat(kim.client().until(Seating.class).seating())
        .containsExactly(new Occupant(0, meeting.seat(0), Showing.PERSON));
    alex.client().send(new Move(PLENARY));
    assertThat(alex.client().until(Refused.class).reason()).isEqualTo(Reason.NOT_ADMITTED);
  }

  @Test
  void whoWasRemovedWhileInterruptedComesBackAside() {
    Invitations meeting = parley.assembled();
    Guest robin = parley.join(meeting, 0);
    Guest kim = parley.join(meeting, 1);
    robin.client().until(Seating.class);
    kim.client().socket().abort();
    robin.client().next(Changed.class);
    Commit removal =
        LiveHarness.commit(meeting, PLENARY, 1, 0, List.of(), List.of(meeting.seat(1)));
    robin.client().send(removal);
    robin.client().until(Accepted.class);
    TestClient back = parley.enter(meeting, 1).send(new Resume(kim.joined().session()));
    Resumed resumed = back.next(Resumed.class);
    assertThat(resumed.participants())
        .containsExactly(
            new Participant(meeting.seat(0), PLENARY, true, true, false, false),
            new Participant(meeting.seat(1), meeting.side(1), true, true, false, false));
    assertThat(resumed.seating()).isEmpty();
  }

  @Test
  void speakersAreHeardInTheirRoomAlone() {
    Invitations meeting = parley.assembled();
    Guest robin = parley.join(meeting, 0);
    Guest kim = parley.join(meeting, 1);
    Guest alex = parley.join(meeting, 2);
    List<String> endpoints = endpoints(parley.rooms.take());
    robin.client().send(new Move(meeting.side(0)));
    kim.client().send(new Move(meeting.side(1)));
    settle(robin, kim, alex);
    parley.tell(new RoomEvent.Speaking(
        meeting.meeting(), Chamber.CAUCUS, meeting.side(0), List.of(endpoints.get(0))));
    assertThat(kim.client().until(Speaking.class).seats()).containsExactly(meeting.seat(0));
    parley.tell(
        new RoomEvent.Speaking(meeting.meeting(), Chamber.PLENARY, "", List.of(endpoints.get(2))));
    assertThat(alex.client().until(Speaking.class).seats()).containsExactly(meeting.seat(2));
    // Whoever comes is told who speaks, and hears no more of those who do elsewhere.
    kim.client().send(new Move(PLENARY));
    assertThat(kim.client().until(Speaking.class).seats()).containsExactly(meeting.seat(2));
    assertThat(alex.client().received())
        .filteredOn(text -> text.startsWith("{\"type\":\"speaking\""))
        .noneMatch(text -> text.contains(meeting.seat(0)));
  }

  @Test
  void oneWhoAttendsIsSeenButTakesNoSlot() {
    Invitations meeting = parley.assembled();
    Guest robin = parley.join(meeting, 0);
    TestClient alex = parley.enter(meeting, 2).send(new Attend(PLENARY));
    Attending attending = alex.next(Attending.class);
    Participant present = new Participant(meeting.seat(2), PLENARY, false, false, false, false);
    assertThat(attending.participants()).contains(present).hasSize(2);
    assertThat(robin.client().next(Changed.class).participant()).isEqualTo(present);
    robin.client().nothingMore();
    alex.send(new Publish(true, true, true));
    alex.nothingMore();
    alex.socket().abort();
    assertThat(robin.client().next(Changed.class).participant().interrupted()).isTrue();
    TestClient back = parley.enter(meeting, 2).send(new Resume(attending.session()));
    assertThat(back.next(Resumed.class).seating()).isEmpty();
    assertThat(robin.client().next(Changed.class).participant()).isEqualTo(present);
    parley.join(back, 1);
    assertThat(robin.client().next(Changed.class).participant().camera()).isTrue();
    robin.client().next(Seating.class);
    assertThat(parley.live.participants()).isEqualTo(2);
  }
}
