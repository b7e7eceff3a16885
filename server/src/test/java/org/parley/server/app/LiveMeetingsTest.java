package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.server.app.LiveReading.endpoints;
import static org.parley.server.signalling.protocol.ClientMessage.PLENARY;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.media.RoomCommand;
import org.parley.media.RoomEvent;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.SourceKind;
import org.parley.meeting.MeetingCommand;
import org.parley.server.app.LiveHarness.Guest;
import org.parley.server.app.LiveHarness.Invitations;
import org.parley.server.signalling.TestClient;
import org.parley.server.signalling.protocol.ClientMessage.Join;
import org.parley.server.signalling.protocol.ClientMessage.Leave;
import org.parley.server.signalling.protocol.ClientMessage.Publish;
import org.parley.server.signalling.protocol.ClientMessage.Renegotiate;
import org.parley.server.signalling.protocol.ClientMessage.Resume;
import org.parley.server.signalling.protocol.ClientMessage.Tile;
import org.parley.server.signalling.protocol.ClientMessage.View;
import org.parley.server.signalling.protocol.Offer;
import org.parley.server.signalling.protocol.ServerMessage.Answer;
import org.parley.server.signalling.protocol.ServerMessage.Changed;
import org.parley.server.signalling.protocol.ServerMessage.End;
import org.parley.server.signalling.protocol.ServerMessage.Ended;
import org.parley.server.signalling.protocol.ServerMessage.Entered;
import org.parley.server.signalling.protocol.ServerMessage.Left;
import org.parley.server.signalling.protocol.ServerMessage.MediaLost;
import org.parley.server.signalling.protocol.ServerMessage.Occupant;
import org.parley.server.signalling.protocol.ServerMessage.Participant;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.Refused;
import org.parley.server.signalling.protocol.ServerMessage.Resumed;
import org.parley.server.signalling.protocol.ServerMessage.Seating;
import org.parley.server.signalling.protocol.ServerMessage.Showing;
import org.parley.server.signalling.protocol.ServerMessage.SidePart;
import org.parley.server.signalling.protocol.ServerMessage.Speaking;

class LiveMeetingsTest {
  /** Nobody is late, however slow the machine. */
  private static final LiveLimits PATIENT =
      new LiveLimits(5, Duration.ofMinutes(1), Duration.ofMinutes(1));

  private static final LiveLimits QUICK =
      new LiveLimits(5, Duration.ofMillis(500), Duration.ofMillis(500));

  private final Path directory;
  private LiveHarness parley;
  private Invitations meeting;

  LiveMeetingsTest(@TempDir Path directory) throws Exception {
    this.directory = directory;
    parley = new LiveHarness(directory.resolve("patient.db"), PATIENT);
    meeting = parley.assembled();
  }

  private void beQuick() throws Exception {
    parley.close();
    parley = new LiveHarness(directory.resolve("quick.db"), QUICK);
    meeting = parley.assembled();
  }

  @AfterEach
  void stop() throws Exception {
    parley.close();
  }

  @Test
  void twoPeopleMeet() {
    Guest robin = parley.join(meeting, 0);
    assertThat(robin.joined().participants()).containsExactly(present(0));
    assertThat(robin.joined().seating()).isEmpty();
    assertThat(robin.joined().answer()).contains("a=ice-lite", "msid:slot-0");

    TestClient door = parley.server.connect().send(meeting.enter(2));
    Entered entered = door.next(Entered.class);
    assertThat(entered.participants()).containsExactly(present(0));
    assertThat(entered.side()).isEqualTo(meeting.side(2));
    assertThat(entered.card()).isEqualTo(LiveHarness.card(meeting.seat(2)));
    assertThat(entered.charter()).isEqualTo("charter");
    assertThat(entered.roster()).isEqualTo("roster");
    assertThat(entered.sides())
        .containsExactly(
            new SidePart(meeting.side(0), 1, "charter.1", "roster1", ""),
            new SidePart(meeting.side(2), 1, "charter.1", "roster1", "dossier1"));
    robin.client().nothingMore();

    Guest alex = parley.join(door, 3);
    assertThat(alex.joined().participants()).containsExactly(present(0), present(2));
    assertThat(alex.joined().seating())
        .containsExactly(new Occupant(0, meeting.seat(0), Showing.PERSON));
    assertThat(robin.client().next(Changed.class)).isEqualTo(new Changed(present(2)));
    assertThat(robin.client().next(Seating.class).seating())
        .containsExactly(new Occupant(0, meeting.seat(2), Showing.PERSON));

    List<RoomCommand> commands = parley.rooms.take();
    List<String> endpoints = endpoints(commands);
    assertThat(commands)
        .contains(
            new RoomCommand.Publish(endpoints.get(0), Chamber.PLENARY, SourceKind.MICROPHONE, true),
            new RoomCommand.Publish(endpoints.get(0), Chamber.PLENARY, SourceKind.CAMERA, true),
            seat(endpoints.get(0), 0, endpoints.get(1)),
            seat(endpoints.get(1), 0, endpoints.get(0)));
    assertThat(parley.live.present(meeting.meeting()))
        .containsExactlyInAnyOrder(meeting.seat(0), meeting.seat(2));
    assertThat(parley.live.participants()).isEqualTo(2);
    parley.rooms.assertEndpoints(2);
  }

  @Test
  void publishingTellsTheOthersAndTheRoom() {
    Guest robin = parley.join(meeting, 0);
    Guest alex = parley.join(meeting, 2);
    robin.client().until(Seating.class);
    List<String> endpoints = endpoints(parley.rooms.take());
    alex.client().send(new Publish(false, true, true));
    assertThat(robin.client().next(Changed.class).participant())
        .isEqualTo(new Participant(meeting.seat(2), PLENARY, false, true, true, false));
    assertThat(robin.client().next(Seating.class).seating())
        .containsExactly(
            new Occupant(0, meeting.seat(2), Showing.PERSON),
            new Occupant(1, meeting.seat(2), Showing.SCREEN));
    alex.client().nothingMore();
    assertThat(parley.rooms.take())
        .containsExactly(
            new RoomCommand.Publish(
                endpoints.get(1), Chamber.PLENARY, SourceKind.MICROPHONE, false),
            new RoomCommand.Publish(endpoints.get(1), Chamber.PLENARY, SourceKind.SCREEN, true),
            new RoomCommand.Seat(
                endpoints.get(0),
                1,
                endpoints.get(1),
                Chamber.PLENARY,
                RoomCommand.Occupant.SCREEN));
    alex.client().send(new Publish(false, true, false));
    robin.client().next(Changed.class);
    assertThat(robin.client().next(Seating.class).seating()).hasSize(1);
  }

  @Test
  void viewsGoToTheRoomAndNotBeyondOnesSlots() {
    Guest robin = parley.join(meeting, 0);
    String endpoint = endpoints(parley.rooms.take()).getFirst();
    robin.client().send(new View(List.of(new Tile(2, 640, 360), new Tile(3, 640, 360))));
    robin.client().nothingMore();
    assertThat(parley.rooms.take()).containsExactly(new RoomCommand.View(endpoint, 2, 640, 360));
  }

  @Test
  void leavingIsSeenAtOnce() {
    Guest robin = parley.join(meeting, 0);
    Guest alex = parley.join(meeting, 2);
    robin.client().until(Seating.class);
    alex.client().send(new Leave());
    assertThat(robin.client().next(Left.class).seat()).isEqualTo(meeting.seat(2));
    assertThat(robin.client().next(Seating.class).seating()).isEmpty();
    assertThat(alex.client().closeCode()).isEqualTo(1000);
    robin.client().send(new Leave());
    assertThat(robin.client().closeCode()).isEqualTo(1000);
    parley.rooms.assertEndpoints(0);
    assertThat(parley.live.participants()).isZero();
  }

  @Test
  void aSecondPageTakesTheSeatOver() {
    Guest robin = parley.join(meeting, 0);
    Guest alex = parley.join(meeting, 2);
    robin.client().until(Seating.class);
    List<String> endpoints = endpoints(parley.rooms.take());
    Guest again = parley.join(meeting, 2);
    assertThat(alex.client().until(Ended.class).reason()).isEqualTo(End.TAKEN_OVER);
    assertThat(alex.client().closeCode()).isEqualTo(1000);
    assertThat(again.joined().session()).isNotEqualTo(alex.joined().session());
    assertThat(again.joined().seating())
        .containsExactly(new Occupant(0, meeting.seat(0), Showing.PERSON));
    // Nothing of what robin sees has changed.
    robin.client().nothingMore();
    List<RoomCommand> commands = parley.rooms.take();
    String successor = endpoints(commands).getFirst();
    assertThat(commands)
        .contains(new RoomCommand.Remove(endpoints.get(1)), seat(endpoints.get(0), 0, successor));
    assertThat(parley.live.participants()).isEqualTo(2);
    parley.rooms.assertEndpoints(2);
  }

  @Test
  void aBrokenConnectionResumes() {
    Guest robin = parley.join(meeting, 0);
    Guest alex = parley.join(meeting, 2);
    robin.client().until(Seating.class);
    parley.rooms.take();
    alex.client().socket().abort();
    assertThat(robin.client().next(Changed.class).participant().interrupted()).isTrue();
    TestClient back = parley.enter(meeting, 2).send(new Resume(alex.joined().session()));
    Resumed resumed = back.next(Resumed.class);
    assertThat(resumed.participants()).containsExactly(present(0), present(2));
    assertThat(resumed.seating()).isEqualTo(alex.joined().seating());
    assertThat(robin.client().next(Changed.class).participant()).isEqualTo(present(2));
    assertThat(parley.rooms.take()).as("media is untouched").isEmpty();
    robin.client().nothingMore();
  }

  @Test
  void aResumeReplacesAConnectionThatIsNotYetKnownToBeBroken() {
    Guest alex = parley.join(meeting, 2);
    TestClient back = parley.enter(meeting, 2).send(new Resume(alex.joined().session()));
    back.next(Resumed.class);
    assertThat(alex.client().closeCode()).isNotEqualTo(1000);
    back.nothingMore();
    assertThat(parley.live.present(meeting.meeting())).containsExactly(meeting.seat(2));
  }

  @Test
  void sessionsOfOthersAndOldOnesDoNotResume() {
    Guest robin = parley.join(meeting, 0);
    Guest alex = parley.join(meeting, 2);
    TestClient stranger =
        parley.enter(meeting, 2).send(new Resume(robin.joined().session()));
    assertThat(stranger.next(Refused.class).reason()).isEqualTo(Reason.SESSION_GONE);
    stranger.send(new Resume(alex.joined().session() + "x"));
    assertThat(stranger.next(Refused.class).reason()).isEqualTo(Reason.SESSION_GONE);
    stranger.send(new Resume(""));
    assertThat(stranger.next(Refused.class).reason()).isEqualTo(Reason.SESSION_GONE);
    parley.join(stranger, 1);
    TestClient late = parley.enter(meeting, 2).send(new Resume(alex.joined().session()));
    assertThat(late.next(Refused.class).reason()).isEqualTo(Reason.SESSION_GONE);
  }

  @Test
  void whoDoesNotComeBackInTimeIsGone() throws Exception {
    beQuick();
    Guest robin = parley.join(meeting, 0);
    Guest alex = parley.join(meeting, 2);
    robin.client().until(Seating.class);
    alex.client().socket().abort();
    robin.client().next(Changed.class);
    assertThat(robin.client().next(Left.class).seat()).isEqualTo(meeting.seat(2));
    assertThat(robin.client().next(Seating.class).seating()).isEmpty();
    TestClient late = parley.enter(meeting, 2).send(new Resume(alex.joined().session()));
    assertThat(late.next(Refused.class).reason()).isEqualTo(Reason.SESSION_GONE);
    assertThat(parley.join(late, 1).joined().participants()).hasSize(2);
  }

  @Test
  void aReloadComesBackToTheSeatAndLeavesNoGhost() {
    Guest robin = parley.join(meeting, 0);
    Guest alex = parley.join(meeting, 2);
    robin.client().until(Seating.class);
    List<String> endpoints = endpoints(parley.rooms.take());
    alex.client().close(1001);
    assertThat(robin.client().next(Changed.class).participant().interrupted()).isTrue();
    assertThat(parley.rooms.take())
        .contains(new RoomCommand.Remove(endpoints.get(1)), seat(endpoints.get(0), 0, null));
    parley.join(meeting, 2);
    assertThat(robin.client().next(Changed.class).participant()).isEqualTo(present(2));
    robin.client().nothingMore();
  }

  @Test
  void aPageThatIsClosedIsGoneSoon() throws Exception {
    beQuick();
    Guest robin = parley.join(meeting, 0);
    Guest alex = parley.join(meeting, 2);
    robin.client().until(Seating.class);
    alex.client().close(1001);
    robin.client().next(Changed.class);
    robin.client().next(Left.class);
    robin.client().next(Seating.class);
  }

  @Test
  void lostMediaIsToldAndJoinedAnewOnTheSameConnection() {
    Guest robin = parley.join(meeting, 0);
    Guest alex = parley.join(meeting, 2);
    robin.client().until(Seating.class);
    String endpoint = endpoints(parley.rooms.take()).getLast();
    parley.tell(new RoomEvent.Lost(meeting.meeting(), endpoint, "consent expired"));
    alex.client().next(MediaLost.class);
    assertThat(robin.client().next(Changed.class).participant().interrupted()).isTrue();
    // What the interrupted one hears of herself.
    assertThat(alex.client().next(Changed.class).participant().interrupted()).isTrue();
    TestClient other = parley.enter(meeting, 2).send(new Resume(alex.joined().session()));
    assertThat(other.next(Refused.class).reason()).isEqualTo(Reason.SESSION_GONE);
    parley.join(alex.client(), 3);
    assertThat(robin.client().next(Changed.class).participant()).isEqualTo(present(2));
    parley.tell(new RoomEvent.Lost(meeting.meeting(), endpoint, "late"));
    robin.client().nothingMore();
  }

  @Test
  void tellsWhoSpeaks() {
    Guest robin = parley.join(meeting, 0);
    parley.join(meeting, 2);
    robin.client().until(Seating.class);
    List<String> endpoints = endpoints(parley.rooms.take());
    parley.tell(new RoomEvent.Speaking(
        meeting.meeting(),
        Chamber.PLENARY,
        "",
        List.of(endpoints.get(1), "gone", endpoints.get(0))));
    assertThat(robin.client().next(Speaking.class).seats())
        .containsExactly(meeting.seat(2), meeting.seat(0));
  }

  @Test
  void aNewOfferAddsSlotsForThoseWhoWait() {
    Guest robin = parley.join(parley.enter(meeting, 0), 1);
    parley.join(meeting, 2);
    parley.join(meeting, 3);
    String endpoint = endpoints(parley.rooms.take()).getFirst();
    robin.client().send(new Renegotiate(TestOffers.offer(2)));
    Answer answer = robin.client().until(Answer.class);
    assertThat(answer.answer()).contains("msid:slot-1");
    assertThat(answer.seating())
        .containsExactly(
            new Occupant(0, meeting.seat(2), Showing.PERSON),
            new Occupant(1, meeting.seat(3), Showing.PERSON));
    assertThat(parley.rooms.take(RoomCommand.Seat.class))
        .singleElement()
        .satisfies(seat -> assertThat(seat.endpoint()).isEqualTo(endpoint));
    robin.client().nothingMore();
  }

  @Test
  void anIceRestartGetsNewCredentials() {
    Guest robin = parley.join(meeting, 0);
    robin.client().send(new Renegotiate(TestOffers.offer(3, "newU")));
    Answer answer = robin.client().next(Answer.class);
    assertThat(ufrag(answer.answer())).isNotEqualTo(ufrag(robin.joined().answer()));
    robin.client().send(new Renegotiate(TestOffers.offer(3, "newU")));
    assertThat(ufrag(robin.client().next(Answer.class).answer())).isEqualTo(ufrag(answer.answer()));
  }

  @Test
  void anOfferThatCannotBeAnsweredCostsNothing() {
    TestClient client = parley.enter(meeting, 0);
    var good = TestOffers.offer(1);
    for (String sdp : List.of("", "v=0\r\n", good.sdp().replace("VP8", "AV2"))) {
      var bad = new Offer(sdp, good.plenary(), good.caucus(), good.sidebar(), good.slots());
      client.send(new Join(bad, PLENARY, true, true));
      assertThat(client.next(Refused.class).reason()).isEqualTo(Reason.OFFER_INVALID);
    }
    assertThat(parley.live.participants()).isZero();
    assertThat(parley.rooms.take()).isEmpty();
    parley.join(client, 1);
  }

  @Test
  void boundsHowOftenASeatJoins() {
    TestClient client = parley.enter(meeting, 0);
    for (int i = 0; i < 40; i++) {
      client.send(new Join(TestOffers.offer(0), PLENARY, true, true));
    }
    assertThat(client.until(Refused.class).reason()).isEqualTo(Reason.RATE_LIMITED);
  }

  @Test
  void theServerIsFullAtItsLimitButTheSeatedKeepTheirPlace() {
    Invitations other = parley.assembled();
    for (int i = 0; i < 4; i++) {
      parley.join(meeting, i);
    }
    parley.join(other, 0);
    TestClient waiting =
        parley.enter(other, 1).send(new Join(TestOffers.offer(1), PLENARY, true, true));
    assertThat(waiting.next(Refused.class).reason()).isEqualTo(Reason.SERVER_FULL);
    Guest last = parley.join(other, 0);
    last.client().send(new Leave());
    waiting.next(Left.class);
    parley.join(waiting, 1);
  }

  @Test
  void meetingsAreApart() {
    Invitations other = parley.assembled();
    Guest robin = parley.join(meeting, 0);
    Guest kim = parley.join(other, 0);
    assertThat(kim.joined().participants()).hasSize(1);
    kim.client().send(new Publish(false, false, true));
    kim.client().nothingMore();
    robin.client().nothingMore();
    parley.rooms.take();
    parley.apply(other, new MeetingCommand.End());
    robin.client().nothingMore();
  }

  @Test
  void aStopIsToldToAll() {
    Guest robin = parley.join(meeting, 0);
    parley.live.close();
    assertThat(robin.client().next(Ended.class).reason()).isEqualTo(End.SERVER_STOPPING);
    assertThat(robin.client().closeCode()).isEqualTo(1000);
    TestClient late = parley.server.connect().send(meeting.enter(0));
    assertThat(late.next(Ended.class).reason()).isEqualTo(End.SERVER_STOPPING);
    parley.rooms.assertEndpoints(0);
  }

  @Test
  void manyWhoOnlyStandAtTheDoorDelayNobody() {
    List<TestClient> entered = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      parley.server.connect();
      entered.add(parley.enter(meeting, 1));
    }
    // The quickest of three, since the machine may be busy with something else.
    long quickestNs = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long startNs = System.nanoTime();
      parley.join(meeting, 0);
      quickestNs = Math.min(quickestNs, System.nanoTime() - startNs);
    }
    assertThat(quickestNs).isLessThan(Duration.ofSeconds(2).toNanos());
    assertThat(entered).allMatch(TestClient::isOpen);
  }

  private Participant present(int person) {
    return new Participant(meeting.seat(person), PLENARY, true, true, false, false);
  }

  private static RoomCommand.Seat seat(String endpoint, int slot, @Nullable String publisher) {
    return new RoomCommand.Seat(
        endpoint, slot, publisher, Chamber.PLENARY, RoomCommand.Occupant.PERSON);
  }

  private static String ufrag(String sdp) {
    return sdp.lines()
        .filter(line -> line.startsWith("a=ice-ufrag:"))
        .findFirst()
        .orElseThrow();
  }
}
