package org.parley.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.media.RoomCommand;
import org.parley.media.RoomCommand.Occupant;
import org.parley.media.RoomEvent;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.Slot;
import org.parley.media.sdp.SourceKind;
import org.parley.media.srtp.SrtpContext;
import org.parley.media.transport.Drop;
import org.parley.media.wire.Demux;
import org.parley.media.wire.RtcpWriter;
import org.parley.media.wire.RtpPacket;
import org.parley.media.wire.Rtx;

/**
 * What is sent in a caucus or a sidebar never leaves it. Peers of three sides come, go, move, step aside and are seated in any order, by
 * commands that keep to no rule; they send into all chambers all the time, over links that lose, delay and repeat, and ask for anything to be sent again. Each packet
 * that leaves the plane is read at that moment: it must be of a source that is on, that sits in the very slot, and if it is a caucus's, of the
 * receiver's own side; if a sidebar's, of somebody who is in the same one now.
 */
class CaucusPropertyTest {

  private static final long MS = 1_000_000L;
  private static final int STEPS = 800;
  private static final int MAX_PRESENT = 7;
  private static final int SLOTS = 3;
  private static final List<String> SIDES = List.of("harbour", "ridge", "meadow");

  /** None, and two; in one of them often enough several are at once. */
  private static final List<String> SIDEBARS = List.of("", "heads", "heads", "heads", "experts");

  private final Map<Integer, String> present = new HashMap<>();
  private final Map<Integer, String> aside = new HashMap<>();
  private final Set<Origin> on = new HashSet<>();
  private final Map<Place, RoomCommand.Seat> seated = new HashMap<>();
  private final Map<Chamber, Integer> checked = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private SimMeeting meeting = new SimMeeting(0);
  private SplittableRandom random = new SplittableRandom(0);
  private int joined;
  private int checkedAgain;
  private int checkedEvents;
  private int refused;
  private int refusedAside;

  private record Place(int receiver, int slot) {}

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void mediaOfACaucusOrSidebarNeverLeavesIt(long seed) {
    meeting = new SimMeeting(seed);
    random = new SplittableRandom(seed);
    for (int i = 0; i < MAX_PRESENT; i++) {
      join(SIDES.get(i % SIDES.size()));
    }
    for (int step = 0; step < STEPS; step++) {
      step();
      meeting.simulation().runFor(random.nextInt(5, 80) * MS);
      checkSpeaking();
      assertThat(violations).as("seed %d, step %d", seed, step).isEmpty();
    }
    // It would prove nothing if nothing were seen.
    for (Chamber chamber : Chamber.values()) {
      assertThat(checked.getOrDefault(chamber, 0)).as("%s", chamber).isGreaterThan(300);
    }
    assertThat(checkedAgain).isGreaterThan(100);
    assertThat(checkedEvents).isGreaterThan(10);
    assertThat(refused).isGreaterThan(10);
    assertThat(Attacks.dropped(meeting, Drop.CAUCUS_OF_ANOTHER_SIDE)).isEqualTo(refused);
    assertThat(refusedAside).isGreaterThan(10);
    assertThat(Attacks.dropped(meeting, Drop.SIDEBAR_OF_OTHERS)).isEqualTo(refusedAside);
  }

  private void step() {
    switch (random.nextInt(18)) {
      case 0 -> {
        if (present.size() > 4) {
          remove(anyone());
        }
      }
      case 1, 2 -> {
        if (present.size() < MAX_PRESENT) {
          join(any(SIDES));
        }
      }
      case 3, 4, 5 -> move(anyone(), any(List.of(Chamber.values())));
      case 6 ->
        publish(
            new Origin(anyone(), any(List.of(Chamber.values())), any(List.of(SourceKind.values()))),
            random.nextBoolean());
      case 7 -> empty(anyPlace());
      case 16 -> stepAside(anyone(), any(SIDEBARS));
      case 8 -> {
        Place place = anyPlace();
        meeting.show(place.receiver(), place.slot(), random.nextInt(1500), random.nextInt(900));
      }
      case 9, 10 -> askForEverythingAgain(anyPlace());
      case 11 -> meeting.peer(anyone()).speakAt(any(List.of(Chamber.values())), random.nextInt(80));
      // Often enough somebody who sits nowhere near.
      default ->
        seat(
            anyPlace(),
            random.nextInt(10) == 0 ? random.nextInt(joined) : anyone(),
            any(List.of(Chamber.values())),
            any(List.of(Occupant.values())));
    }
  }

  private void join(String side) {
    int number = joined++;
    present.put(number, side);
    aside.put(number, "");
    on.add(new Origin(number, Chamber.PLENARY, SourceKind.MICROPHONE));
    on.add(new Origin(number, Chamber.PLENARY, SourceKind.CAMERA));
    SimPeer peer = meeting.join(side);
    SrtpContext keys = peer.eavesdropper();
    meeting.plane().connect(peer.path(), bytes -> {
      check(number, keys, bytes.clone());
      peer.down().send(bytes);
    });
    LinkConditions bad =
        LinkConditions.clean(10 * MS).withLoss(0.05).withJitterNs(40 * MS).withDuplicates(0.05);
    peer.up().conditions(bad);
    peer.down().conditions(bad);
    for (Chamber chamber : Chamber.values()) {
      peer.send(chamber, true);
      peer.share(chamber, true);
      peer.speakAt(chamber, random.nextInt(80));
    }
  }

  private void remove(int peer) {
    present.remove(peer);
    aside.remove(peer);
    on.removeIf(source -> source.peer() == peer);
    seated.keySet().removeIf(place -> place.receiver() == peer);
    seated.values().removeIf(seat -> SimMeeting.endpoint(peer).equals(seat.publisher()));
    meeting.plane().apply(new RoomCommand.Remove(SimMeeting.endpoint(peer)));
  }

  private void stepAside(int peer, String sidebar) {
    if (!sidebar.equals(aside.put(peer, sidebar))) {
      on.removeIf(source -> source.peer() == peer && source.chamber() == Chamber.SIDEBAR);
      seated
          .entrySet()
          .removeIf(entry -> entry.getValue().chamber() == Chamber.SIDEBAR
              && (entry.getKey().receiver() == peer
                  || SimMeeting.endpoint(peer).equals(entry.getValue().publisher())));
    }
    meeting.plane().apply(new RoomCommand.StepAside(SimMeeting.endpoint(peer), sidebar));
  }

  private void move(int peer, Chamber to) {
    if (to == Chamber.SIDEBAR && random.nextInt(4) > 0) {
      stepAside(peer, any(SIDEBARS));
    }
    for (Chamber chamber : Chamber.values()) {
      for (SourceKind kind : SourceKind.values()) {
        publish(new Origin(peer, chamber, kind), chamber == to);
      }
    }
    for (int slot = 0; slot < SLOTS; slot++) {
      seat(new Place(peer, slot), anyone(), to, any(List.of(Occupant.values())));
    }
  }

  private void publish(Origin source, boolean turnedOn) {
    boolean nowhere = source.chamber() == Chamber.SIDEBAR && isNowhere(source.peer());
    if (turnedOn && nowhere) {
      refusedAside++;
    } else if (turnedOn) {
      on.add(source);
    } else {
      on.remove(source);
    }
    meeting.publish(source.peer(), source.chamber(), source.kind(), turnedOn);
  }

  private boolean isNowhere(int peer) {
    return aside.getOrDefault(peer, "").isEmpty();
  }

  private void empty(Place place) {
    seated.remove(place);
    meeting.unseat(place.receiver(), place.slot());
  }

  private void seat(Place place, int publisher, Chamber chamber, Occupant occupant) {
    RoomCommand.Seat seat = new RoomCommand.Seat(
        SimMeeting.endpoint(place.receiver()),
        place.slot(),
        SimMeeting.endpoint(publisher),
        chamber,
        occupant);
    String side = present.get(publisher);
    boolean sameSide = Objects.equals(side, present.get(place.receiver()));
    boolean leaves = chamber == Chamber.CAUCUS && side != null && !sameSide;
    boolean apart = chamber == Chamber.SIDEBAR
        && side != null
        && (isNowhere(publisher)
            || !Objects.equals(aside.get(publisher), aside.get(place.receiver())));
    refused += leaves ? 1 : 0;
    refusedAside += apart ? 1 : 0;
    if (side == null || leaves || apart) {
      seated.remove(place);
    } else {
      seated.put(place, seat);
    }
    meeting.show(place.receiver(), place.slot(), 1280, 720);
    meeting.plane().apply(seat);
  }

  /** Asks for hundreds of the packets that came last, whoever's they were. */
  private void askForEverythingAgain(Place place) {
    SimPeer peer = meeting.peer(place.receiver());
    int ssrc = slot(place).video().ssrc();
    SimPeer.Stamp last = peer.lastStamp(ssrc);
    int[] asked = new int[200];
    for (int i = 0; i < asked.length; i++) {
      asked[i] = ((last == null ? 0 : last.seq16()) + 20 - i) & 0xffff;
    }
    byte[] buffer = new byte[1400];
    peer.sendRtcp(buffer, RtcpWriter.nack(buffer, 0, 2, ssrc, asked, asked.length));
    peer.sendRtcp(buffer, RtcpWriter.pli(buffer, 0, 2, ssrc));
  }

  /** Reads what the plane sends, as it sends it. */
  private void check(int receiver, SrtpContext keys, byte[] datagram) {
    if (Demux.kind(datagram, 0, datagram.length) != Demux.Kind.RTP) {
      return;
    }
    int sizeBytes = keys.unprotectRtp(datagram, 0, datagram.length);
    RtpPacket rtp = new RtpPacket();
    if (sizeBytes < 0 || !rtp.wrap(datagram, 0, sizeBytes)) {
      violations.add("something that cannot be read goes to peer " + receiver);
      return;
    }
    for (int i = 0; i < SLOTS; i++) {
      Place place = new Place(receiver, i);
      Slot slot = slot(place);
      if (rtp.ssrc() == slot.audio().ssrc()) {
        check(place, Origin.read(datagram, rtp.payloadOffset()));
        return;
      }
      boolean again = rtp.ssrc() == slot.video().rtxSsrc();
      if (again || rtp.ssrc() == slot.video().ssrc()) {
        int skip = again ? Rtx.OVERHEAD_BYTES : 0;
        TestPicture picture =
            TestPicture.read(datagram, rtp.payloadOffset() + skip, rtp.payloadBytes() - skip);
        check(place, picture == null ? null : picture.origin());
        checkedAgain += again ? 1 : 0;
        return;
      }
    }
    violations.add("peer " + receiver + " is sent the unknown SSRC " + rtp.ssrc());
  }

  private void check(Place place, @Nullable Origin source) {
    RoomCommand.Seat seat = seated.get(place);
    String side = present.get(place.receiver());
    if (source == null || seat == null || side == null) {
      violations.add("%s is sent %s and should be sent nothing".formatted(place, source));
      return;
    }
    boolean inItsSlot = SimMeeting.endpoint(source.peer()).equals(seat.publisher())
        && source.chamber() == seat.chamber()
        && (source.kind() == SourceKind.SCREEN) == (seat.occupant() == Occupant.SCREEN);
    boolean allowed = switch (source.chamber()) {
      case PLENARY -> true;
      case CAUCUS -> side.equals(present.get(source.peer()));
      case SIDEBAR ->
        !isNowhere(source.peer())
            && Objects.equals(aside.get(source.peer()), aside.get(place.receiver()));
    };
    if (!inItsSlot || !allowed || !on.contains(source)) {
      violations.add("%s of %s is sent %s; there sits %s".formatted(place, side, source, seat));
    }
    checked.merge(source.chamber(), 1, Integer::sum);
  }

  /** What was told of who speaks since the last step, during which nothing else changed. */
  private void checkSpeaking() {
    List<RoomEvent> events = meeting.plane().events();
    for (RoomEvent event : events) {
      if (event instanceof RoomEvent.Speaking speaking) {
        for (String endpoint : speaking.endpoints()) {
          checkSpeaker(speaking, endpoint);
        }
      }
    }
    events.clear();
  }

  private void checkSpeaker(RoomEvent.Speaking speaking, String endpoint) {
    checkedEvents++;
    int peer = Integer.parseInt(endpoint.substring(endpoint.indexOf('-') + 1));
    String hall = switch (speaking.chamber()) {
      case PLENARY -> "";
      case CAUCUS -> present.get(peer);
      case SIDEBAR -> aside.get(peer);
    };
    boolean heard = on.contains(new Origin(peer, speaking.chamber(), SourceKind.MICROPHONE));
    if (!speaking.hall().equals(hall) || !heard) {
      violations.add("peer %d of %s in %s".formatted(peer, hall, speaking));
    }
  }

  private Slot slot(Place place) {
    return SimMeeting.session(place.receiver()).slots().get(place.slot());
  }

  private int anyone() {
    return any(List.copyOf(present.keySet()));
  }

  private Place anyPlace() {
    return new Place(anyone(), random.nextInt(SLOTS));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
