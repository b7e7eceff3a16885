package org.parley.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.meeting.Rosters.card;
import static org.parley.meeting.Rosters.hash;
import static org.parley.meeting.Rosters.id;
import static org.parley.meeting.Rosters.papers;
import static org.parley.meeting.Rosters.seat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.meeting.MeetingCommand.AddSeat;
import org.parley.meeting.MeetingCommand.ChangeSeat;
import org.parley.meeting.MeetingCommand.End;
import org.parley.meeting.MeetingCommand.RenewLink;
import org.parley.meeting.MeetingCommand.RevokeLink;
import org.parley.meeting.Outcome.Done;
import org.parley.meeting.Outcome.Refusal;
import org.parley.meeting.Outcome.Refused;
import org.parley.meeting.Outcome.Unchanged;

class MeetingTest {

  private static final Papers STANDING = new Papers("charter.0", "roster-0");

  private final Meeting meeting = Rosters.meeting();

  @Test
  void createsTheSeatsAsDrafted() {
    assertThat(meeting.papers()).isEqualTo(new Papers("charter.0", "roster-0"));
    assertThat(meeting.sides()).extracting(Side::papers).containsExactly(papers(1), papers(1));
    assertThat(meeting.sides()).extracting(Side::id).containsExactly(id("harbour"), id("ridge"));
    assertThat(meeting.link(hash("robin"))).isInstanceOfSatisfying(LinkState.Open.class, open -> {
      assertThat(open.side().id()).isEqualTo(id("harbour"));
      assertThat(open.seat().id()).isEqualTo(id("robin"));
      assertThat(open.seat().card()).isEqualTo(card("robin"));
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
  void aRenewedLinkReplacesTheOldOneAndItsCard() {
    Done done = done(meeting.apply(renew("robin", "robin 2", 2)));

    assertThat(done.event())
        .isEqualTo(new MeetingEvent.LinkRenewed(id("robin"), new Link(hash("robin 2"), 1, false)));
    assertThat(done.meeting().link(hash("robin"))).isEqualTo(new LinkState.Revoked());
    assertThat(done.meeting().link(hash("robin 2")))
        .isInstanceOfSatisfying(
            LinkState.Open.class,
            open -> assertThat(open.seat().card()).isEqualTo(card("robin 2")));
    assertThat(done.meeting().link(hash("alex"))).isInstanceOf(LinkState.Open.class);
    assertThat(done.meeting().sides())
        .extracting(Side::papers)
        .containsExactly(papers(2), papers(1));
  }

  @Test
  void aRevokedLinkOpensNothingUntilItIsRenewed() {
    Meeting revoked = done(meeting.apply(new RevokeLink(id("kim"), papers(2)))).meeting();
    assertThat(revoked.link(hash("kim"))).isEqualTo(new LinkState.Revoked());
    assertThat(revoked.sides().getLast().papers()).isEqualTo(papers(2));

    Meeting renewed = done(revoked.apply(renew("kim", "kim 2", 3))).meeting();
    assertThat(renewed.link(hash("kim"))).isEqualTo(new LinkState.Revoked());
    assertThat(renewed.link(hash("kim 2"))).isInstanceOf(LinkState.Open.class);
  }

  @Test
  void aSecretIsNeverUsedTwice() {
    Meeting renewed = done(meeting.apply(renew("robin", "robin 2", 2))).meeting();
    for (String used : List.of("robin", "alex", "kim", "organiser", "robin 2")) {
      assertThat(reason(renewed.apply(renew("robin", used, 3))))
          .as(used)
          .isEqualTo(Refusal.LINK_TAKEN);
    }
    Meeting revoked =
        done(renewed.apply(new RevokeLink(id("robin"), papers(3)))).meeting();
    assertThat(reason(revoked.apply(renew("robin", "robin 2", 4)))).isEqualTo(Refusal.LINK_TAKEN);
  }

  @Test
  void linksAreLimitedInNumber() {
    Meeting now = meeting;
    for (int i = 2; i <= Rules.MAX_LINKS_PER_SEAT; i++) {
      now = done(now.apply(renew("robin", "robin " + i, i))).meeting();
    }
    assertThat(reason(now.apply(renew("robin", "one more", Rules.MAX_LINKS_PER_SEAT + 1))))
        .isEqualTo(Refusal.TOO_MANY_LINKS);
    assertThat(now.link(hash("robin 2"))).isEqualTo(new LinkState.Revoked());
    assertThat(now.link(hash("robin " + Rules.MAX_LINKS_PER_SEAT)))
        .isInstanceOf(LinkState.Open.class);
  }

  @Test
  void addsAPersonToASide() {
    AddSeat add = new AddSeat(id("ridge"), seat("sam"), papers(2));
    Done done = done(meeting.apply(add));

    assertThat(done.meeting().sides().get(1).seats())
        .extracting(Seat::id)
        .containsExactly(id("kim"), id("sam"));
    assertThat(done.meeting().link(hash("sam"))).isInstanceOf(LinkState.Open.class);
    assertThat(done.meeting().sides().getLast().papers()).isEqualTo(papers(2));
    assertThat(done.meeting().apply(add)).isInstanceOf(Unchanged.class);
  }

  @Test
  void refusesAPersonWhoseIdOrLinkIsTaken() {
    assertThat(reason(add("ridge", seat("robin")))).isEqualTo(Refusal.ID_TAKEN);
    assertThat(reason(
            add("ridge", new MeetingDraft.Seat(id("ridge"), true, true, hash("sam"), card("sam")))))
        .isEqualTo(Refusal.ID_TAKEN);
    assertThat(reason(
            add("ridge", new MeetingDraft.Seat(id("sam"), true, true, hash("robin"), card("sam")))))
        .isEqualTo(Refusal.LINK_TAKEN);
    assertThat(reason(add("nowhere", seat("sam")))).isEqualTo(Refusal.UNKNOWN_SIDE);
  }

  @Test
  void changesWhatSomebodyMayAndTheirCardButNotTheLink() {
    Done done = done(meeting.apply(change("alex", true, 2)));

    assertThat(done.event()).isEqualTo(new MeetingEvent.SeatChanged(id("alex")));
    assertThat(done.meeting().link(hash("alex")))
        .isInstanceOfSatisfying(LinkState.Open.class, open -> {
          assertThat(open.seat().admits()).isTrue();
          assertThat(open.seat().keeps()).isTrue();
          assertThat(open.seat().card()).isEqualTo(card("alex 2"));
          assertThat(open.side().papers()).isEqualTo(papers(2));
        });
    assertThat(done.meeting().apply(change("alex", true, 2))).isInstanceOf(Unchanged.class);
    assertThat(reason(done.meeting().apply(change("alex", false, 2)))).isEqualTo(Refusal.STALE);
    assertThat(reason(meeting.apply(change("nobody", true, 2)))).isEqualTo(Refusal.UNKNOWN_SEAT);
    assertThat(reason(meeting.apply(new ChangeSeat(id("alex"), true, true, "no card", papers(2)))))
        .isEqualTo(Refusal.CARD_INVALID);
  }

  @Test
  void aSideKeepsItsOwnRosterAndNoOther() {
    List<MeetingCommand.OfRoster> own = List.of(
        new AddSeat(id("harbour"), seat("sam"), papers(2)),
        change("alex", true, 2),
        renew("alex", "alex 2", 2),
        new RevokeLink(id("alex"), papers(2)));
    for (MeetingCommand.OfRoster command : own) {
      assertThat(meeting.applyBy(hash("robin"), command)).isInstanceOf(Done.class);
      assertThat(reason(meeting.applyBy(hash("kim"), command))).isEqualTo(Refusal.NOT_KEEPER);
      assertThat(reason(meeting.applyBy(hash("alex"), command))).isEqualTo(Refusal.NOT_KEEPER);
      assertThat(reason(meeting.applyBy(hash("stranger"), command))).isEqualTo(Refusal.NOT_KEEPER);
    }
    assertThat(reason(meeting.applyBy(hash("robin"), change("alex", true, 3))))
        .isEqualTo(Refusal.STALE);
    assertThat(reason(meeting.applyBy(hash("robin"), new RevokeLink(id("nobody"), papers(2)))))
        .isEqualTo(Refusal.NOT_KEEPER);
  }

  @Test
  void whoseLinkIsWithdrawnOrRightTakenKeepsNoRoster() {
    AddSeat add = new AddSeat(id("harbour"), seat("sam"), papers(3));
    Meeting revoked =
        done(meeting.apply(new RevokeLink(id("robin"), papers(2)))).meeting();
    assertThat(reason(revoked.applyBy(hash("robin"), add))).isEqualTo(Refusal.NOT_KEEPER);
    Meeting renewed = done(meeting.apply(renew("robin", "robin 2", 2))).meeting();
    assertThat(reason(renewed.applyBy(hash("robin"), add))).isEqualTo(Refusal.NOT_KEEPER);
    assertThat(renewed.applyBy(hash("robin 2"), add)).isInstanceOf(Done.class);
    Meeting lowered = done(meeting.apply(change("robin", false, 2))).meeting();
    assertThat(reason(lowered.applyBy(hash("robin"), add))).isEqualTo(Refusal.NOT_KEEPER);
    Meeting over = done(meeting.apply(new End())).meeting();
    assertThat(reason(over.applyBy(hash("robin"), add))).isEqualTo(Refusal.MEETING_OVER);
  }

  @Test
  void seatsAreLimitedInNumber() {
    Meeting now = meeting;
    for (int i = 3; i < Rules.MAX_SEATS; i++) {
      now = done(now.apply(new AddSeat(id("ridge"), seat("p" + i), papers(i - 1))))
          .meeting();
    }
    assertThat(
            reason(now.apply(new AddSeat(id("ridge"), seat("more"), papers(Rules.MAX_SEATS - 1)))))
        .isEqualTo(Refusal.TOO_MANY_SEATS);
  }

  @Test
  void ofTwoChangesMadeFromTheSamePapersTheSecondIsRefused() {
    Meeting changed = done(meeting.apply(renew("robin", "robin 2", 2))).meeting();
    assertThat(reason(changed.apply(renew("alex", "alex 2", 2)))).isEqualTo(Refusal.STALE);
    assertThat(reason(changed.apply(new AddSeat(id("harbour"), seat("sam"), papers(2)))))
        .isEqualTo(Refusal.STALE);
    assertThat(reason(changed.apply(renew("alex", "alex 2", 1)))).isEqualTo(Refusal.STALE);
    assertThat(reason(changed.apply(renew("alex", "alex 2", 4)))).isEqualTo(Refusal.STALE);
    assertThat(reason(changed.apply(renew("alex", "alex 2", Integer.MIN_VALUE))))
        .isEqualTo(Refusal.STALE);
    assertThat(changed.apply(renew("alex", "alex 2", 3))).isInstanceOf(Done.class);
    assertThat(changed.apply(renew("kim", "kim 2", 2)))
        .as("of another side")
        .isInstanceOf(Done.class);
  }

  @Test
  void anEndedMeetingChangesNoMore() {
    Meeting over = done(meeting.apply(new End())).meeting();

    assertThat(over.link(hash("robin"))).isEqualTo(new LinkState.Over());
    assertThat(over.link(hash("stranger"))).isEqualTo(new LinkState.Unknown());
    assertThat(over.apply(new End())).isInstanceOf(Unchanged.class);
    assertThat(reason(over.apply(new RevokeLink(id("robin"), papers(2)))))
        .isEqualTo(Refusal.MEETING_OVER);
    assertThat(reason(over.apply(renew("robin", "x", 2)))).isEqualTo(Refusal.MEETING_OVER);
    assertThat(reason(over.apply(new AddSeat(id("ridge"), seat("sam"), papers(2)))))
        .isEqualTo(Refusal.MEETING_OVER);
  }

  @Test
  void askingAgainChangesNothing() {
    Meeting revoked =
        done(meeting.apply(new RevokeLink(id("robin"), papers(2)))).meeting();
    assertThat(revoked.apply(new RevokeLink(id("robin"), papers(2))))
        .isEqualTo(new Unchanged(revoked));
    Meeting renewed = done(meeting.apply(renew("robin", "robin 2", 2))).meeting();
    assertThat(renewed.apply(renew("robin", "robin 2", 2))).isEqualTo(new Unchanged(renewed));
  }

  @Test
  void whatDiffersInItsCardOrPapersIsNotTheSameAgain() {
    Meeting renewed = done(meeting.apply(renew("robin", "robin 2", 2))).meeting();
    assertThat(reason(
            renewed.apply(new RenewLink(id("robin"), hash("robin 2"), card("another"), papers(2)))))
        .isEqualTo(Refusal.STALE);
    assertThat(reason(renewed.apply(renew("robin", "robin 2", 3)))).isEqualTo(Refusal.LINK_TAKEN);
  }

  @Test
  void refusesAPersonThatDoesNotExist() {
    assertThat(reason(meeting.apply(new RevokeLink(id("nobody"), papers(2)))))
        .isEqualTo(Refusal.UNKNOWN_SEAT);
    assertThat(reason(meeting.apply(renew("nobody", "x", 2)))).isEqualTo(Refusal.UNKNOWN_SEAT);
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
    for (int i = 0; i <= Rules.MAX_SEATS / 2; i++) {
      seats.add(seat("a" + i));
    }
    MeetingDraft.Side one = new MeetingDraft.Side(id("one"), papers(1), seats);
    MeetingDraft.Side two = new MeetingDraft.Side(id("two"), papers(1), seats);
    assertThat(reason(Meeting.create(
            new MeetingDraft(id("meeting"), hash("organiser"), STANDING, List.of(one, two)))))
        .isEqualTo(Refusal.TOO_MANY_SEATS);
  }

  @Test
  void refusesADraftWhoseIdOrVersionIsNone() {
    MeetingDraft draft = Rosters.draft();
    assertThat(reason(Meeting.create(
            new MeetingDraft("plenary", draft.organiserHash(), draft.papers(), draft.sides()))))
        .isEqualTo(Refusal.ID_INVALID);
    for (int version : new int[] {0, 2, -1}) {
      assertThat(reason(Meeting.create(new MeetingDraft(
              draft.id(),
              draft.organiserHash(),
              draft.papers(),
              List.of(
                  draft.sides().getFirst(),
                  new MeetingDraft.Side(id("ridge"), papers(version), List.of()))))))
          .isEqualTo(Refusal.PAPERS_INVALID);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\u0000", "{}", "a\n", "ü", "a=="})
  void refusesPapersAndCardsThatAreNoPlainText(String text) {
    for (SidePapers papers : List.of(
        new SidePapers(2, text, "r", "d"),
        new SidePapers(2, "c", text, "d"),
        new SidePapers(2, "c", "r", text))) {
      assertThat(reason(
              meeting.apply(new RenewLink(id("robin"), hash("robin 2"), card("robin 2"), papers))))
          .isEqualTo(Refusal.PAPERS_INVALID);
    }
    assertThat(reason(meeting.apply(new RenewLink(id("robin"), hash("robin 2"), text, papers(2)))))
        .isEqualTo(Refusal.CARD_INVALID);
  }

  @Test
  void papersAndCardsAreLimitedInLength() {
    String charter = "c".repeat(Rules.MAX_CHARTER_CHARS);
    String roster = "r".repeat(Rules.MAX_ROSTER_CHARS);
    String dossier = "d".repeat(Rules.MAX_DOSSIER_CHARS);
    String card = "c".repeat(Rules.MAX_CARD_CHARS);
    assertThat(renewWith(card, new SidePapers(2, charter, roster, dossier)))
        .isInstanceOf(Done.class);
    assertThat(reason(renewWith(card + "c", papers(2)))).isEqualTo(Refusal.CARD_INVALID);
    for (SidePapers papers : List.of(
        new SidePapers(2, charter + "c", roster, dossier),
        new SidePapers(2, charter, roster + "r", dossier),
        new SidePapers(2, charter, roster, dossier + "d"))) {
      assertThat(reason(renewWith(card, papers))).isEqualTo(Refusal.PAPERS_INVALID);
    }
  }

  @Test
  void printsNoPapersCardsOrHashes() {
    assertThat(meeting.toString()
            + Rosters.draft()
            + seat("robin")
            + renew("robin", "robin", 2)
            + new AddSeat(id("ridge"), seat("robin"), papers(2))
            + meeting.apply(renew("robin", "robin 2", 2)))
        .contains(id("meeting"))
        .doesNotContain(
            card("robin"), "charter.", "roster-", "dossier-", hash("robin"), hash("robin 2"));
  }

  private static RenewLink renew(String seat, String link, int version) {
    return new RenewLink(id(seat), hash(link), card(link), papers(version));
  }

  private static ChangeSeat change(String seat, boolean may, int version) {
    return new ChangeSeat(id(seat), may, may, card(seat + " " + version), papers(version));
  }

  private Outcome renewWith(String card, SidePapers papers) {
    return meeting.apply(new RenewLink(id("robin"), hash("robin 2"), card, papers));
  }

  private Outcome add(String side, MeetingDraft.Seat seat) {
    return meeting.apply(new AddSeat(id(side), seat, papers(2)));
  }

  private static Outcome withSides(int count) {
    return Meeting.create(new MeetingDraft(
        id("meeting"),
        hash("organiser"),
        STANDING,
        IntStream.range(0, count)
            .mapToObj(i -> new MeetingDraft.Side(id("side " + i), papers(1), List.of()))
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
