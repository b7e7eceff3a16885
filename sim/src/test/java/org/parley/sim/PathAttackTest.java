package org.parley.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.sim.Attacks.assertGoesOn;
import static org.parley.sim.Attacks.check;
import static org.parley.sim.Attacks.dropped;
import static org.parley.sim.Attacks.meetingOf;
import static org.parley.sim.Attacks.path;
import static org.parley.sim.Attacks.restarted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parley.media.RoomCommand;
import org.parley.media.RoomEvent;
import org.parley.media.ice.IceCredentials;
import org.parley.media.sdp.Session;
import org.parley.media.transport.Drop;
import org.parley.media.transport.Path;
import org.parley.media.transport.Transport;

/** Attacks on the way between a client and the media plane: checks, handshakes, addresses, consent. */
class PathAttackTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MS = 1_000_000L;
  private static final Path STRANGER = Path.ofIpv4(Transport.UDP, 0x7f00_0002, 9);
  private final List<byte[]> replies = new ArrayList<>();

  @Test
  void brokenChecksAreNotAnswered() {
    SimMeeting meeting = meetingOf(2, 1);
    meeting.plane().connect(STRANGER, replies::add);
    meeting.simulation().runFor(2 * SECOND);
    byte[] good = check(SimMeeting.serverCredentials(1), true);
    for (int size = 0; size < good.length; size++) {
      meeting.plane().receive(STRANGER, Arrays.copyOf(good, size));
    }
    for (int at = 0; at < good.length; at++) {
      boolean fingerprintHead = (at >= good.length - 8) && (at < good.length - 4);
      // Without its fingerprint a check is still authentic.
      for (int bit = 0; bit < 8 && !fingerprintHead; bit++) {
        byte[] changed = good.clone();
        changed[at] ^= (byte) (1 << bit);
        meeting.plane().receive(STRANGER, changed);
      }
    }
    IceCredentials wrong = new IceCredentials("server1", "password-of-the-server-2");
    meeting.plane().receive(STRANGER, check(wrong, true));
    meeting.plane().receive(STRANGER, check(new IceCredentials("nobody", "x"), true));
    for (int attributes : new int[] {33, 370, 1000}) {
      byte[] many = new byte[20 + 4 * attributes];
      many[1] = 1;
      many[2] = (byte) ((4 * attributes) >> 8);
      many[3] = (byte) (4 * attributes);
      System.arraycopy(good, 4, many, 4, 16);
      for (int i = 0; i < attributes; i++) {
        many[20 + 4 * i] = (byte) 0x80;
      }
      meeting.plane().receive(STRANGER, many);
    }
    assertThat(replies).isEmpty();
    assertThat(dropped(meeting, Drop.STUN_MALFORMED)).isGreaterThan(good.length * 4L);
    assertThat(dropped(meeting, Drop.STUN_BAD_INTEGRITY)).isGreaterThan(0);
    assertThat(dropped(meeting, Drop.STUN_UNKNOWN_USER)).isGreaterThan(0);
    assertGoesOn(meeting);
  }

  @Test
  void aHandshakeFromAnAddressWithoutACheckIsNotBegun() {
    SimMeeting meeting = new SimMeeting(2);
    meeting.plane().connect(STRANGER, replies::add);
    meeting.join();
    for (int size = 1; size < 1500; size++) {
      byte[] hello = new byte[size];
      hello[0] = 22;
      meeting.plane().receive(STRANGER, hello);
    }
    meeting.simulation().runFor(50 * MS);
    assertThat(meeting.plane().events()).isEmpty();
    assertThat(replies).isEmpty();
    assertThat(dropped(meeting, Drop.PATH_NOT_VALIDATED)).isEqualTo(1498);
    meeting.simulation().runFor(SECOND);
    assertThat(meeting.plane().events())
        .contains(new RoomEvent.Connected("room", SimMeeting.endpoint(0)));
  }

  @Test
  void mediaFromANewAddressWaitsForACheckAndThenMovesAtOnce() {
    SimMeeting meeting = meetingOf(2, 10);
    meeting.simulation().runFor(2 * SECOND);
    Path next = Path.ofIpv4(Transport.UDP, 0x7f00_0001, 30_000);
    // The last check was at 0 s and the next is at 2.5 s.
    meeting.peer(1).moveTo(next);
    long forwarded = meeting.plane().counters().forwardedPackets();
    long sounds = meeting.peer(0).soundPackets(0);
    meeting.simulation().runFor(400 * MS);
    assertThat(dropped(meeting, Drop.PATH_NOT_VALIDATED)).isGreaterThan(20);
    // What was on its way from the old address still arrived.
    assertThat(meeting.peer(0).soundPackets(0) - sounds).isLessThanOrEqualTo(3);
    assertThat(meeting.plane().counters().forwardedPackets()).isGreaterThan(forwarded);
    List<byte[]> toOld = new ArrayList<>();
    meeting.plane().connect(Path.ofIpv4(Transport.UDP, 0x7f00_0001, 20_001), toOld::add);
    meeting.peer(1).check();
    meeting.simulation().runFor(20 * MS);
    toOld.clear();
    meeting.simulation().runFor(500 * MS);
    assertThat(toOld).isEmpty();
    assertThat(meeting.peer(0).soundPackets(0) - sounds).isGreaterThan(20);
    assertGoesOn(meeting);
  }

  @Test
  void mediaNeverMovesWithoutTheRightPassword() {
    SimMeeting meeting = meetingOf(3, 11);
    meeting.plane().connect(STRANGER, replies::add);
    meeting.simulation().runFor(2 * SECOND);
    IceCredentials guessed = new IceCredentials("server0", "password-of-the-server-1");
    for (int i = 0; i < 100; i++) {
      meeting.plane().receive(STRANGER, check(guessed, true));
      meeting.simulation().runFor(10 * MS);
    }
    assertThat(replies).isEmpty();
    assertThat(dropped(meeting, Drop.STUN_BAD_INTEGRITY)).isEqualTo(100);
    assertGoesOn(meeting);
  }

  /** A participant with good credentials forges another one's address: that one's media must not be taken for its own. */
  @Test
  void aParticipantCannotClaimAnAddressThatAnotherUses() {
    SimMeeting meeting = meetingOf(3, 12);
    meeting.simulation().runFor(2 * SECOND);
    PictureReceiver picture = meeting.peer(0).picture(0);
    picture.forgetGaps(meeting.simulation().nowNs());
    for (int i = 0; i < 200; i++) {
      meeting.plane().receive(meeting.peer(1).path(), check(SimMeeting.serverCredentials(2), true));
      meeting.simulation().runFor(20 * MS);
    }
    assertThat(dropped(meeting, Drop.PATH_TAKEN)).isEqualTo(200);
    assertThat(dropped(meeting, Drop.RTP_BAD_AUTHENTICATION)).isZero();
    assertThat(picture.lastPublisher()).isEqualTo(1);
    assertThat(picture.longestGapNs()).isLessThan(200 * MS);
    assertGoesOn(meeting);
  }

  @Test
  void whoClosesItsConnectionAndChecksNoMoreLosesConsent() {
    SimMeeting meeting = meetingOf(2, 13);
    meeting.simulation().runFor(2 * SECOND);
    meeting.plane().close(meeting.peer(1).path());
    List<byte[]> sent = new ArrayList<>();
    meeting.plane().connect(meeting.peer(1).path(), sent::add);
    meeting.peer(1).up().conditions(LinkConditions.clean(0).withLoss(1));
    meeting.simulation().runFor(28 * SECOND);
    assertThat(sent).isEmpty();
    assertThat(meeting.plane().events())
        .contains(new RoomEvent.Lost("room", SimMeeting.endpoint(1), "consent expired"));
    assertThat(meeting.plane().counters().endpoints()).isEqualTo(1);
  }

  @Test
  void aClosedConnectionIsReplacedByANewOne() {
    SimMeeting meeting = meetingOf(2, 14);
    meeting.simulation().runFor(2 * SECOND);
    meeting.plane().close(meeting.peer(0).path());
    meeting.simulation().runFor(5 * SECOND);
    meeting.peer(0).moveTo(Path.ofIpv4(Transport.TCP, 0x7f00_0001, 40_000));
    meeting.peer(0).check();
    meeting.simulation().runFor(2 * SECOND);
    assertGoesOn(meeting);
  }

  @Test
  void addressesOfARestlessClientAreForgotten() {
    SimMeeting meeting = meetingOf(2, 19);
    meeting.simulation().runFor(2 * SECOND);
    for (int port = 1; port <= 1000; port++) {
      meeting.plane().receive(path(port), check(SimMeeting.serverCredentials(1), false));
    }
    long before = dropped(meeting, Drop.PATH_NOT_VALIDATED);
    byte[] handshake = {22, 0, 0, 0};
    for (int port = 1; port <= 1000; port++) {
      meeting.plane().receive(path(port), handshake);
    }
    assertThat(dropped(meeting, Drop.PATH_NOT_VALIDATED) - before).isEqualTo(1000 - 7);
    assertGoesOn(meeting);
    meeting.plane().apply(new RoomCommand.Remove(SimMeeting.endpoint(1)));
    before = dropped(meeting, Drop.PATH_NOT_VALIDATED);
    for (int port = 1; port <= 1000; port++) {
      meeting.plane().receive(path(port), handshake);
    }
    meeting.plane().receive(meeting.peer(1).path(), handshake);
    assertThat(dropped(meeting, Drop.PATH_NOT_VALIDATED) - before).isEqualTo(1001);
  }

  @Test
  void ufragsOfEarlierRestartsAreForgotten() {
    SimMeeting meeting = meetingOf(2, 20);
    meeting.simulation().runFor(2 * SECOND);
    Session first = SimMeeting.session(1);
    for (int i = 0; i < 200; i++) {
      meeting
          .plane()
          .apply(new RoomCommand.Renegotiate(SimMeeting.endpoint(1), restarted(first, i)));
    }
    long before = dropped(meeting, Drop.STUN_UNKNOWN_USER);
    for (int i = 0; i < 200; i++) {
      meeting.plane().receive(STRANGER, check(restarted(first, i).local(), false));
    }
    assertThat(dropped(meeting, Drop.STUN_UNKNOWN_USER) - before).isEqualTo(198);
    meeting.plane().apply(new RoomCommand.Remove(SimMeeting.endpoint(1)));
    before = dropped(meeting, Drop.STUN_UNKNOWN_USER);
    for (int i = 0; i < 200; i++) {
      meeting.plane().receive(STRANGER, check(restarted(first, i).local(), false));
    }
    assertThat(dropped(meeting, Drop.STUN_UNKNOWN_USER) - before).isEqualTo(200);
  }
}
