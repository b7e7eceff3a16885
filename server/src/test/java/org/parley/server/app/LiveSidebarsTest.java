package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.server.app.LiveReading.endpoints;
import static org.parley.server.app.LiveReading.last;
import static org.parley.server.app.LiveReading.publish;
import static org.parley.server.app.LiveReading.settle;
import static org.parley.server.signalling.protocol.ClientMessage.EXPERTS;
import static org.parley.server.signalling.protocol.ClientMessage.HEADS;
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
import org.parley.server.signalling.protocol.ClientMessage.Follow;
import org.parley.server.signalling.protocol.ClientMessage.Found;
import org.parley.server.signalling.protocol.ClientMessage.Join;
import org.parley.server.signalling.protocol.ClientMessage.Knock;
import org.parley.server.signalling.protocol.ClientMessage.Move;
import org.parley.server.signalling.protocol.ServerMessage.Accepted;
import org.parley.server.signalling.protocol.ServerMessage.Appended;
import org.parley.server.signalling.protocol.ServerMessage.Changed;
import org.parley.server.signalling.protocol.ServerMessage.Knocked;
import org.parley.server.signalling.protocol.ServerMessage.Log;
import org.parley.server.signalling.protocol.ServerMessage.MayFound;
import org.parley.server.signalling.protocol.ServerMessage.NotMember;
import org.parley.server.signalling.protocol.ServerMessage.Occupant;
import org.parley.server.signalling.protocol.ServerMessage.Participant;
import org.parley.server.signalling.protocol.ServerMessage.Participants;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.Refused;
import org.parley.server.signalling.protocol.ServerMessage.Seating;
import org.parley.server.signalling.protocol.ServerMessage.Showing;
import org.parley.server.signalling.protocol.ServerMessage.Speaking;

/** Rooms beside the table: who may be in them, what goes there, and what others are told of it. */
class LiveSidebarsTest {
  private static final LiveLimits PATIENT =
      new LiveLimits(10, Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final LiveHarness parley;

  LiveSidebarsTest(@TempDir Path directory) throws Exception {
    parley = new LiveHarness(directory.resolve("test.db"), PATIENT);
  }

  @AfterEach
  void stop() throws Exception {
    parley.close();
  }

  @Test
  void isOpenToThoseInItsBookWhoAreAtTheTable() {
    Invitations meeting = parley.meeting();
    parley.book(meeting, PLENARY, 0, 1, 3);
    // Seat 2 was in it, and is not at the table now.
    parley.book(meeting, HEADS, 0, 2);
    TestClient alex = parley.joinSide(meeting, 2).client();
    for (String room : List.of(HEADS, EXPERTS)) {
      alex.send(new Move(room));
      assertThat(alex.until(Refused.class).reason()).isEqualTo(Reason.NOT_ADMITTED);
      alex.send(new Join(TestOffers.offer(1), room, true, true));
      assertThat(alex.next(Refused.class).reason()).isEqualTo(Reason.NOT_ADMITTED);
      alex.send(new Follow(room, 0));
      assertThat(alex.next(NotMember.class).room()).isEqualTo(room);
      alex.send(new Knock(room, "AAAA"));
      assertThat(alex.next(NotMember.class).room()).isEqualTo(room);
      alex.send(new Append(room, 1, "c2VhbGVk"));
      assertThat(alex.next(NotMember.class).room()).isEqualTo(room);
    }
    Guest kim = parley.join(meeting, 1);
    kim.client().send(new Move(HEADS));
    assertThat(kim.client().until(Refused.class).reason()).isEqualTo(Reason.NOT_ADMITTED);
    // That a member does not admit the server knows, and so that it is no head.
    kim.client().send(new Knock(HEADS, "AAAA"));
    assertThat(kim.client().until(NotMember.class).room()).isEqualTo(HEADS);
    kim.client().send(new Knock(EXPERTS, "AAAA"));
    assertThat(kim.client().next(MayFound.class)).isEqualTo(new MayFound(EXPERTS, 1, 0));
    kim.client().send(new Found(EXPERTS, 1, 0, "Zm91bmQ"));
    assertThat(kim.client().next(Accepted.class).room()).isEqualTo(EXPERTS);
    TestClient other = parley.join(meeting, 3).client();
    other.send(new Knock(EXPERTS, "BBBB"));
    assertThat(kim.client().until(Knocked.class))
        .isEqualTo(new Knocked(EXPERTS, meeting.seat(3), "BBBB"));
  }

  @Test
  void headsOfTwoSidesSeeEachOtherAndNobodyElseDoes() {
    Invitations meeting = parley.assembled();
    parley.book(meeting, HEADS, 0, 2);
    Guest robin = parley.join(meeting, 0);
    Guest kim = parley.join(meeting, 1);
    Guest alex = parley.join(meeting, 2);
    settle(robin, kim, alex);
    List<String> endpoints = endpoints(parley.rooms.take());

    robin.client().send(new Move(HEADS));
    assertThat(robin.client().until(Seating.class).seating()).isEmpty();
    List<RoomCommand> commands = new ArrayList<>(parley.rooms.take());
    commands.removeIf(RoomCommand.Seat.class::isInstance);
    assertThat(commands)
        .containsExactly(
            publish(endpoints.get(0), Chamber.PLENARY, SourceKind.MICROPHONE, false),
            publish(endpoints.get(0), Chamber.PLENARY, SourceKind.CAMERA, false),
            new RoomCommand.StepAside(endpoints.get(0), HEADS),
            publish(endpoints.get(0), Chamber.SIDEBAR, SourceKind.MICROPHONE, true),
            publish(endpoints.get(0), Chamber.SIDEBAR, SourceKind.CAMERA, true));
    Participant away = new Participant(meeting.seat(0), HEADS, false, false, false, false);
    assertThat(kim.client().until(Changed.class).participant()).isEqualTo(away);
    assertThat(alex.client().until(Changed.class).participant()).isEqualTo(away);
    settle(robin, kim, alex);

    alex.client().send(new Move(HEADS));
    assertThat(alex.client().until(Seating.class).seating())
        .containsExactly(new Occupant(0, meeting.seat(0), Showing.PERSON));
    assertThat(parley.rooms.take(RoomCommand.Seat.class))
        .filteredOn(seat -> seat.publisher() != null)
        .containsExactlyInAnyOrder(
            new RoomCommand.Seat(
                endpoints.get(0),
                0,
                endpoints.get(2),
                Chamber.SIDEBAR,
                RoomCommand.Occupant.PERSON),
            new RoomCommand.Seat(
                endpoints.get(2),
                0,
                endpoints.get(0),
                Chamber.SIDEBAR,
                RoomCommand.Occupant.PERSON));
    assertThat(kim.client().until(Seating.class).seating()).isEmpty();
    settle(robin, kim, alex);
    parley.tell(new RoomEvent.Speaking(
        meeting.meeting(), Chamber.SIDEBAR, HEADS, List.of(endpoints.get(0))));
    assertThat(alex.client().until(Speaking.class).seats()).containsExactly(meeting.seat(0));
    kim.client().nothingMore();

    // From the one room apart into the other: what was sent in the first is off before.
    robin.client().send(new Move(meeting.side(0)));
    robin.client().until(Seating.class);
    commands = new ArrayList<>(parley.rooms.take());
    commands.removeIf(RoomCommand.Seat.class::isInstance);
    assertThat(commands)
        .containsExactly(
            publish(endpoints.get(0), Chamber.SIDEBAR, SourceKind.MICROPHONE, false),
            publish(endpoints.get(0), Chamber.SIDEBAR, SourceKind.CAMERA, false),
            new RoomCommand.StepAside(endpoints.get(0), ""),
            publish(endpoints.get(0), Chamber.CAUCUS, SourceKind.MICROPHONE, true),
            publish(endpoints.get(0), Chamber.CAUCUS, SourceKind.CAMERA, true));
  }

  @Test
  void whoIsTakenOutOfItGoesToTheOwnSidesRoomAndStaysInTheMeeting() {
    Invitations meeting = parley.assembled();
    parley.book(meeting, EXPERTS, 1, 3);
    Guest kim = parley.join(meeting, 1);
    Guest lee = parley.join(meeting, 3);
    kim.client().send(new Follow(EXPERTS, 1)).send(new Move(EXPERTS));
    lee.client().send(new Follow(EXPERTS, 1)).send(new Move(EXPERTS));
    settle(kim, lee);
    kim.client()
        .send(LiveHarness.commit(meeting, EXPERTS, 1, 0, List.of(), List.of(meeting.seat(3))));
    assertThat(last(lee.client(), meeting.seat(3)).room()).isEqualTo(meeting.side(3));
    lee.client().send(new Move(EXPERTS));
    assertThat(lee.client().until(Refused.class).reason()).isEqualTo(Reason.NOT_ADMITTED);
    lee.client().send(new Move(PLENARY));
    assertThat(last(lee.client(), meeting.seat(3)).room()).isEqualTo(PLENARY);
  }

  @Test
  void whoLosesTheTableLosesTheSidebarAtOnce() {
    Invitations meeting = parley.assembled();
    parley.book(meeting, EXPERTS, 1, 3);
    Guest alex = parley.join(meeting, 2);
    Guest kim = parley.join(meeting, 1);
    Guest lee = parley.join(meeting, 3);
    alex.client().send(new Follow(PLENARY, 1));
    kim.client().send(new Follow(EXPERTS, 1)).send(new Move(EXPERTS));
    lee.client().send(new Follow(EXPERTS, 1)).send(new Move(EXPERTS));
    settle(alex, kim, lee);
    alex.client()
        .send(LiveHarness.commit(meeting, PLENARY, 1, 0, List.of(), List.of(meeting.seat(3))));
    assertThat(lee.client().until(Participants.class).participants())
        .contains(new Participant(meeting.seat(3), meeting.side(3), true, true, false, false));
    // Still in the group, as far as the server knows; and yet nothing of its log comes any more.
    kim.client().send(new Append(EXPERTS, 1, "c2VhbGVk"));
    kim.client().until(Appended.class);
    settle(alex, kim, lee);
    lee.client().send(new Follow(EXPERTS, 1));
    assertThat(lee.client().next(NotMember.class).room()).isEqualTo(EXPERTS);
    kim.client()
        .send(LiveHarness.commit(meeting, EXPERTS, 2, 0, List.of(), List.of(meeting.seat(3))));
    assertThat(kim.client().until(Accepted.class).seq()).isEqualTo(2);
  }

  @Test
  void theLogIsForItsMembers() {
    Invitations meeting = parley.assembled();
    parley.book(meeting, HEADS, 0, 2);
    TestClient robin = parley.join(meeting, 0).client();
    TestClient kim = parley.join(meeting, 1).client();
    robin.send(new Follow(HEADS, 0));
    assertThat(robin.until(Log.class).head()).isEqualTo(1);
    robin.send(new Append(HEADS, 1, "c2VhbGVk"));
    assertThat(robin.until(Appended.class).seq()).isEqualTo(1);
    kim.send(new Follow(HEADS, 0));
    assertThat(kim.until(NotMember.class).room()).isEqualTo(HEADS);
    kim.send(new Append(HEADS, 2, "c2VhbGVk"));
    assertThat(kim.next(NotMember.class).room()).isEqualTo(HEADS);
  }
}
