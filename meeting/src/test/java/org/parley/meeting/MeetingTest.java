package org.parley.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.meeting.Rosters.hash;
import static org.parley.meeting.Rosters.id;
import static org.parley.meeting.Rosters.seat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parley.meeting.MeetingCommand.AddSeat;
import org.parley.meeting.MeetingCommand.End;
import org.parley.meeting.MeetingCommand.RenewLink;
import org.parley.meeting.MeetingCommand.RevokeLink;
import org.parley.meeting.Outcome.Done;
import org.parley.meeting.Outcome.Refusal;
import org.parley.meeting.Outcome.Refused;
import org.parley.meeting.Outcome.Unchanged;

class MeetingTest {

  private final Meeting meeting = Rosters.meeting();

  @Test
  void createsTheRosterAsDrafted() {
    assertThat(meeting.title()).isEqualTo("Harbour dues");
    assertThat(meeting.sides()).extracting(Side::name).containsExactly("Harbour", "Ridge");
    assertThat(meeting.link(hash("robin"))).isInstanceOfSatisfying(LinkState.Open.class, open -> {
      assertThat(open.side().name()).isEqualTo("Harbour");
      assertThat(open.seat().name()).isEqualTo("Robin");
      assertThat(open.seat().link().generation()).isEqualTo(0);
    });
  }

  @Test
  void opensNothingByTheOrganisersHashOrAnUnknownOne() {
    assertThat(meeting.link(hash("organiser"))).isEqualTo(new LinkState.Unknown());
    assertThat(meeting.link(hash("stranger"))).isEqualTo(new LinkState.Unknown());
    assertThat(meeting.link("")).isEqualTo(new LinkState.Unknown());
  }

  @Test
  void aRenewedLinkReplacesTheOldOne() {
    Done done = done(meeting.apply(new RenewLink(id("robin"), hash("robin 2"))));

    assertThat(done.event())
        .isEqualTo(new MeetingEvent.LinkRenewed(id("robin"), new Link(hash("robin 2"), 1, false)));
    assertThat(done.meeting().link(hash("robin"))).isEqualTo(new LinkState.Revoked());
    assertThat(done.meeting().link(hash("robin 2"))).isInstanceOf(LinkState.Open.class);
    assertThat(done.meeting().link(hash("alex"))).isInstanceOf(LinkState.Open.class);
  }

  @Test
  void aRevokedLinkOpensNothingUntilItIsRenewed() {
    Meeting revoked = done(meeting.apply(new RevokeLink(id("kim")))).meeting();
    assertThat(revoked.link(hash("kim"))).isEqualTo(new LinkState.Revoked());

    Meeting renewed =
        done(revoked.apply(new RenewLink(id("kim"), hash("kim 2")))).meeting();
    assertThat(renewed.link(hash("kim"))).isEqualTo(new LinkState.Revoked());
    assertThat(renewed.link(hash("kim 2"))).isInstanceOf(LinkState.Open.class);
  }

  @Test
  void aSecretIsNeverUsedTwice() {
    Meeting renewed =
        done(meeting.apply(new RenewLink(id("robin"), hash("robin 2")))).meeting();
    for (String used : List.of("robin", "alex", "kim", "organiser")) {
      assertThat(reason(renewed.apply(new RenewLink(id("robin"), hash(used)))))
          .as(used)
          .isEqualTo(Refusal.LINK_TAKEN);
    }
    Meeting revoked = done(renewed.apply(new RevokeLink(id("robin")))).meeting();
    assertThat(reason(revoked.apply(new RenewLink(id("robin"), hash("robin 2")))))
        .isEqualTo(Refusal.LINK_TAKEN);
  }

  @Test
  void linksAreLimitedInNumber() {
    Meeting now = meeting;
    for (int i = 2; i <= Rules.MAX_LINKS_PER_SEAT; i++) {
      now = done(now.apply(new RenewLink(id("robin"), hash("robin " + i)))).meeting();
    }
    assertThat(reason(now.apply(new RenewLink(id("robin"), hash("one more")))))
        .isEqualTo(Refusal.TOO_MANY_LINKS);
    assertThat(now.link(hash("robin 2"))).isEqualTo(new LinkState.Revoked());
    assertThat(now.link(hash("robin " + Rules.MAX_LINKS_PER_SEAT)))
        .isInstanceOf(LinkState.Open.class);
  }

  @Test
  void addsAPersonToASide() {
    AddSeat add = new AddSeat(id("ridge"), seat("sam", "Sam"));
    Done done = done(meeting.apply(add));

    assertThat(done.meeting().sides().get(1).seats())
        .extracting(Seat::name)
        .containsExactly("Kim", "Sam");
    assertThat(done.meeting().link(hash("sam"))).isInstanceOf(LinkState.Open.class);
    assertThat(done.meeting().apply(add)).isInstanceOf(Unchanged.class);
  }

  @Test
  void refusesAPersonWhoseIdOrLinkIsTaken() {
    assertThat(reason(meeting.apply(new AddSeat(id("ridge"), seat("robin", "Sam")))))
        .isEqualTo(Refusal.ID_TAKEN);
    assertThat(reason(meeting.apply(
            new AddSeat(id("ridge"), new MeetingDraft.Seat(id("ridge"), "Sam", "", hash("sam"))))))
        .isEqualTo(Refusal.ID_TAKEN);
    assertThat(reason(meeting.apply(
            new AddSeat(id("ridge"), new MeetingDraft.Seat(id("sam"), "Sam", "", hash("robin"))))))
        .isEqualTo(Refusal.LINK_TAKEN);
    assertThat(reason(meeting.apply(new AddSeat(id("nowhere"), seat("sam", "Sam")))))
        .isEqualTo(Refusal.UNKNOWN_SIDE);
  }

  @Test
  void seatsAreLimitedInNumber() {
    Meeting now = meeting;
    for (int i = 3; i < Rules.MAX_SEATS; i++) {
      now = done(now.apply(new AddSeat(id("ridge"), seat("p" + i, "Person " + i))))
          .meeting();
    }
    assertThat(reason(now.apply(new AddSeat(id("ridge"), seat("more", "One more")))))
        .isEqualTo(Refusal.TOO_MANY_SEATS);
  }

  @Test
  void anEndedMeetingChangesNoMore() {
    Meeting over = done(meeting.apply(new End())).meeting();

    assertThat(over.link(hash("robin"))).isEqualTo(new LinkState.Over());
    assertThat(over.link(hash("stranger"))).isEqualTo(new LinkState.Unknown());
    assertThat(over.apply(new End())).isInstanceOf(Unchanged.class);
    assertThat(reason(over.apply(new RevokeLink(id("robin"))))).isEqualTo(Refusal.MEETING_OVER);
    assertThat(reason(over.apply(new RenewLink(id("robin"), hash("x")))))
        .isEqualTo(Refusal.MEETING_OVER);
    assertThat(reason(over.apply(new AddSeat(id("ridge"), seat("sam", "Sam")))))
        .isEqualTo(Refusal.MEETING_OVER);
  }

  @Test
  void askingAgainChangesNothing() {
    Meeting revoked = done(meeting.apply(new RevokeLink(id("robin")))).meeting();
    assertThat(revoked.apply(new RevokeLink(id("robin")))).isEqualTo(new Unchanged(revoked));
    assertThat(meeting.apply(new RenewLink(id("robin"), hash("robin"))))
        .isEqualTo(new Unchanged(meeting));
  }

  @Test
  void refusesAPersonThatDoesNotExist() {
    assertThat(reason(meeting.apply(new RevokeLink(id("nobody"))))).isEqualTo(Refusal.UNKNOWN_SEAT);
    assertThat(reason(meeting.apply(new RenewLink(id("nobody"), hash("x")))))
        .isEqualTo(Refusal.UNKNOWN_SEAT);
  }

  @Test
  void sidesAreTwoToEight() {
    assertThat(reason(withSides(1))).isEqualTo(Refusal.SIDES_COUNT);
    assertThat(withSides(2)).isInstanceOf(Done.class);
    assertThat(withSides(8)).isInstanceOf(Done.class);
    assertThat(reason(withSides(9))).isEqualTo(Refusal.SIDES_COUNT);
  }

  @Test
  void refusesADraftWithTooManyPeople() {
    List<MeetingDraft.Seat> seats = new ArrayList<>();
    for (int i = 0; i < 33; i++) {
      seats.add(seat("a" + i, "Person"));
    }
    MeetingDraft.Side one = new MeetingDraft.Side(id("one"), "One", seats);
    MeetingDraft.Side two = new MeetingDraft.Side(id("two"), "Two", seats);
    assertThat(reason(Meeting.create(
            id("meeting"), new MeetingDraft("Talks", hash("organiser"), List.of(one, two)))))
        .isEqualTo(Refusal.TOO_MANY_SEATS);
  }

  @Test
  void printsNoNames() {
    assertThat(meeting.toString() + Rosters.draft())
        .contains(id("meeting"))
        .doesNotContain("Robin", "Alex", "Kim", "Harbour", "Ridge", hash("robin"));
  }

  private static Outcome withSides(int count) {
    return Meeting.create(
        id("meeting"),
        new MeetingDraft(
            "Talks",
            hash("organiser"),
            IntStream.range(0, count)
                .mapToObj(i -> new MeetingDraft.Side(id("side " + i), "Side " + i, List.of()))
                .toList()));
  }

  private static Done done(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Done.class);
    return (Done) outcome;
  }

  private static Refusal reason(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Refused.class);
    return ((Refused) outcome).reason();
  }
}
