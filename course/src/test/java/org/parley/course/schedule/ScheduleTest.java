package org.parley.course.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.parley.course.schedule.Processes.AT_THE_PIER;
import static org.parley.course.schedule.Processes.GROUND;
import static org.parley.course.schedule.Processes.ONLINE;
import static org.parley.course.schedule.Processes.THREE;
import static org.parley.course.schedule.Processes.agreed;
import static org.parley.course.schedule.Processes.at;
import static org.parley.course.schedule.Processes.day;
import static org.parley.course.schedule.Processes.done;
import static org.parley.course.schedule.Processes.in;
import static org.parley.course.schedule.Processes.meeting;
import static org.parley.course.schedule.Processes.offer;
import static org.parley.course.schedule.Processes.refused;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.course.Act;
import org.parley.course.Delegation;
import org.parley.course.Reason;
import org.parley.course.Role;
import org.parley.course.Tables;
import org.parley.course.schedule.Ground.Audience;
import org.parley.course.schedule.MeetingCommand.AcceptOffer;
import org.parley.course.schedule.MeetingCommand.DeclineOffer;
import org.parley.course.schedule.MeetingCommand.MakeOffer;
import org.parley.course.schedule.MeetingCommand.WithdrawOffer;
import org.parley.course.schedule.Proposal.Cancellation;
import org.parley.course.schedule.Proposal.Dates;
import org.parley.course.schedule.Proposal.Postponement;
import org.parley.course.schedule.ScheduleCommand.DescribeSide;
import org.parley.course.schedule.ScheduleCommand.ProposeMeeting;
import org.parley.course.schedule.ScheduleOutcome.Arranged;
import org.parley.course.schedule.ScheduleOutcome.Refused;

class ScheduleTest {

  private static final Description DESCRIPTION = new Description(
      "America/Argentina/Buenos_Aires",
      List.of("ar", "en-GB", "zh-Hant-HK", "de-1996"),
      "\ud83d\ude80",
      List.of(Weekday.FRIDAY, Weekday.SATURDAY),
      List.of(new Holiday("2028-02-29", "Day of the harbour")),
      "dates@harbour.example");

  // --- dates ---

  @Test
  void isAgreedOnceEachSideChoseTheSameDate() {
    Schedule schedule =
        done(Schedule.of(THREE), "harbour-secretariat", new ProposeMeeting(Meeting.NONE, ONLINE));
    schedule = done(schedule, "ridge-head", new AcceptOffer(0, 0, 0));
    schedule = done(schedule, "valley-head", new AcceptOffer(0, 0, 1));
    assertThat(meeting(schedule, 0).state()).isEqualTo(MeetingState.PROPOSED);
    assertThat(offer(schedule, 0).keys())
        .extracting(Offer.Consent::side, Offer.Consent::span)
        .containsExactly(tuple("ridge", 0), tuple("valley", 1));
    refused(schedule, "ridge-head", new AcceptOffer(0, 0, 0), Reason.ALREADY);
    refused(schedule, "harbour-head", new AcceptOffer(0, 0, 1), Reason.ALREADY);
    refused(schedule, "ridge-head", new AcceptOffer(0, 0, 2), Reason.UNKNOWN);
    refused(schedule, "ridge-head", new AcceptOffer(0, 0, -1), Reason.UNKNOWN);
    Arranged last = at(schedule, "ridge-head", new AcceptOffer(0, 0, 1));
    Terms terms = new Terms(day(3), Format.VIRTUAL, "");
    Act act = new Act("ridge-head", 3, 3000);
    assertThat(last.events())
        .containsExactly(
            new MeetingEvent.OfferAccepted(act, 0, 0, 1),
            new MeetingEvent.DatesAgreed(act, 0, 0, terms));
    Meeting meeting = meeting(last.next(), 0);
    assertThat(meeting.state()).isEqualTo(MeetingState.AGREED);
    assertThat(meeting.agreed()).isEqualTo(terms);
    assertThat(meeting.offer()).isNull();
    assertThat(meeting.sequence()).isZero();
    assertThat(meeting.history())
        .extracting(Step::side)
        .containsExactly("harbour", "ridge", "valley", "ridge", "ridge");
  }

  @Test
  void ofTwoAnswersAtOnceTheFirstIsHeard() {
    Schedule proposed = in(MeetingState.PROPOSED);
    Schedule countered = done(proposed, "ridge-head", new MakeOffer(0, 0, ONLINE));
    refused(countered, "ridge-deputy", new AcceptOffer(0, 0, 0), Reason.OVER);
    refused(countered, "harbour-head", new MakeOffer(0, 0, ONLINE), Reason.OVER);
    refused(countered, "harbour-head", new MakeOffer(0, Meeting.NONE, ONLINE), Reason.OVER);
    refused(countered, "harbour-head", new WithdrawOffer(0, 0), Reason.OVER);
    refused(countered, "harbour-head", new DeclineOffer(0, 0), Reason.OVER);
    Schedule agreed = done(proposed, "ridge-deputy", new AcceptOffer(0, 0, 0));
    refused(agreed, "ridge-head", new MakeOffer(0, 0, ONLINE), Reason.OVER);
    refused(agreed, "ridge-head", new AcceptOffer(0, 0, 0), Reason.OVER);
    refused(proposed, "ridge-head", new MakeOffer(0, 0, AT_THE_PIER), Reason.ALREADY);
  }

  @Test
  void aRevisionEndsTheKeysToWhatWasBefore() {
    Schedule schedule =
        done(Schedule.of(THREE), "harbour-head", new ProposeMeeting(Meeting.NONE, ONLINE));
    schedule = done(schedule, "ridge-head", new AcceptOffer(0, 0, 0));
    schedule = done(schedule, "harbour-secretariat", new MakeOffer(0, 0, AT_THE_PIER));
    assertThat(meeting(schedule, 0).state()).isEqualTo(MeetingState.PROPOSED);
    assertThat(offer(schedule, 0).keys()).isEmpty();
    schedule = done(schedule, "valley-head", new AcceptOffer(0, 2, 0));
    assertThat(meeting(schedule, 0).state()).isEqualTo(MeetingState.PROPOSED);
    schedule = done(schedule, "ridge-head", new AcceptOffer(0, 2, 0));
    assertThat(meeting(schedule, 0).state()).isEqualTo(MeetingState.AGREED);
  }

  @Test
  void aFirstOfferThatIsGoneTakesTheMeetingWithIt() {
    Schedule proposed = in(MeetingState.PROPOSED);
    refused(proposed, "harbour-deputy", new DeclineOffer(0, 0), Reason.ALREADY);
    refused(proposed, "ridge-head", new WithdrawOffer(0, 0), Reason.NOT_YOUR_SIDE);
    for (Arranged gone : List.of(
        at(proposed, "ridge-deputy", new DeclineOffer(0, 0)),
        at(proposed, "harbour-deputy", new WithdrawOffer(0, 0)))) {
      assertThat(gone.events()).last().isInstanceOf(MeetingEvent.MeetingDropped.class);
      Meeting meeting = meeting(gone.next(), 0);
      assertThat(meeting.state()).isEqualTo(MeetingState.CANCELLED);
      assertThat(meeting.sequence()).isEqualTo(Meeting.NONE);
      refused(
          gone.next(), "ridge-head", new MakeOffer(0, Meeting.NONE, ONLINE), Reason.WRONG_STATE);
    }
  }

  @Test
  void aCounterOfferThatIsGoneLeavesRoomForAnother() {
    Schedule declined = done(in(MeetingState.COUNTERED), "harbour-head", new DeclineOffer(0, 1));
    assertThat(meeting(declined, 0).state()).isEqualTo(MeetingState.COUNTERED);
    assertThat(meeting(declined, 0).offer()).isNull();
    Schedule anew = agreed(declined, 0, AT_THE_PIER);
    assertThat(meeting(anew, 0).state()).isEqualTo(MeetingState.AGREED);
    Schedule cancelled = agreed(declined, 0, new Cancellation(GROUND));
    assertThat(meeting(cancelled, 0).state()).isEqualTo(MeetingState.CANCELLED);
    assertThat(meeting(cancelled, 0).sequence()).isEqualTo(Meeting.NONE);
  }

  @Test
  void whatWasAgreedHoldsUntilTheNextIs() {
    for (Proposal proposal : List.of(ONLINE, new Postponement(GROUND), new Cancellation(GROUND))) {
      Schedule schedule = done(
          in(MeetingState.AGREED), "ridge-secretariat", new MakeOffer(0, Meeting.NONE, proposal));
      assertThat(meeting(schedule, 0).state()).isEqualTo(MeetingState.AGREED);
      assertThat(meeting(schedule, 0).agreed())
          .isEqualTo(new Terms(day(1), Format.IN_PERSON, "Pier 4"));
      int offer = schedule.seq();
      for (Schedule left : List.of(
          done(schedule, "harbour-head", new DeclineOffer(0, offer)),
          done(schedule, "ridge-head", new WithdrawOffer(0, offer)))) {
        assertThat(meeting(left, 0).state()).isEqualTo(MeetingState.AGREED);
        assertThat(meeting(left, 0).offer()).isNull();
        assertThat(meeting(left, 0).sequence()).isZero();
      }
      Schedule next = done(schedule, "harbour-head", new AcceptOffer(0, offer, 0));
      assertThat(meeting(next, 0).sequence()).isOne();
    }
    Dates pierOrOther = new Dates(List.of(day(7), day(1)), Format.IN_PERSON, "Pier 4");
    refused(
        in(MeetingState.AGREED),
        "ridge-head",
        new MakeOffer(0, Meeting.NONE, pierOrOther),
        Reason.ALREADY);
    // The date is the same, but how people meet is not.
    Schedule converted =
        agreed(in(MeetingState.AGREED), 0, new Dates(List.of(day(1)), Format.HYBRID, "Pier 4"));
    assertThat(meeting(converted, 0).sequence()).isOne();
  }

  @Test
  void whatIsPostponedGetsADateAgain() {
    Schedule postponed = in(MeetingState.POSTPONED);
    assertThat(meeting(postponed, 0).sequence()).isOne();
    Schedule schedule = agreed(postponed, 0, AT_THE_PIER);
    assertThat(meeting(schedule, 0).state()).isEqualTo(MeetingState.AGREED);
    assertThat(meeting(schedule, 0).sequence()).isEqualTo(2);
    Schedule cancelled = agreed(postponed, 0, new Cancellation(GROUND));
    assertThat(meeting(cancelled, 0).state()).isEqualTo(MeetingState.CANCELLED);
    assertThat(meeting(cancelled, 0).sequence()).isEqualTo(2);
    assertThat(meeting(cancelled, 0).agreed()).isNotNull();
  }

  @Test
  void aKeyIsTakenBackWhileTheOfferStands() {
    Schedule schedule =
        done(Schedule.of(THREE), "harbour-head", new ProposeMeeting(Meeting.NONE, ONLINE));
    schedule = done(schedule, "ridge-head", new AcceptOffer(0, 0, 0));
    refused(schedule, "ridge-head", new DeclineOffer(0, 0), Reason.ALREADY);
    refused(schedule, "valley-head", new WithdrawOffer(0, 0), Reason.NOT_YOUR_SIDE);
    Arranged withdrawn = at(schedule, "ridge-head", new WithdrawOffer(0, 0));
    assertThat(withdrawn.events())
        .containsExactly(new MeetingEvent.ConsentWithdrawn(new Act("ridge-head", 2, 2000), 0, 0));
    schedule = done(withdrawn.next(), "valley-head", new AcceptOffer(0, 0, 0));
    assertThat(meeting(schedule, 0).state()).isEqualTo(MeetingState.PROPOSED);
  }

  @Test
  void followsOnlyWhatIsThere() {
    Schedule schedule = in(MeetingState.CANCELLED);
    refused(schedule, "ridge-head", new ProposeMeeting(1, ONLINE), Reason.UNKNOWN);
    refused(schedule, "ridge-head", new ProposeMeeting(-2, ONLINE), Reason.UNKNOWN);
    Schedule next = done(schedule, "ridge-head", new ProposeMeeting(0, ONLINE));
    assertThat(next.meetings().getLast().follows()).isZero();
    refused(next, "ridge-head", new AcceptOffer(7, 0, 0), Reason.UNKNOWN);
  }

  // --- limits ---

  @Test
  void boundsDates() {
    refusedDates(List.of(), Reason.MALFORMED);
    refusedDates(List.of(day(1), day(1)), Reason.MALFORMED);
    // At the same time, whatever the zone.
    refusedDates(
        List.of(day(1), new Span("Asia/Amman", day(1).startMs(), day(1).minutes())),
        Reason.MALFORMED);
    refusedDates(IntStream.range(0, 7).mapToObj(Processes::day).toList(), Reason.TOO_MANY);
    refusedDates(List.of(new Span("Etc/UTC", 0, 4)), Reason.MALFORMED);
    refusedDates(List.of(new Span("Etc/UTC", 0, -5)), Reason.MALFORMED);
    refusedDates(List.of(new Span("Etc/UTC", 0, 14 * 24 * 60 + 1)), Reason.TOO_LONG);
    refusedDates(List.of(new Span("Etc/UTC", -1, 60)), Reason.MALFORMED);
    refusedDates(List.of(new Span("Etc/UTC", Span.MAX_START_MS + 1, 60)), Reason.TOO_LONG);
    for (String zone : List.of("", "a".repeat(65), "Etc UTC", "Etc/UTC\n", "\u0660", "Zürich")) {
      refusedDates(List.of(new Span(zone, 0, 60)), Reason.MALFORMED);
    }
    for (String zone : List.of("Etc/GMT+3", "Etc/GMT-14", "America/Port-au-Prince", "UTC")) {
      proposed(new Dates(List.of(new Span(zone, Span.MAX_START_MS, 5)), Format.VIRTUAL, ""));
    }
    proposed(
        new Dates(IntStream.range(0, 6).mapToObj(Processes::day).toList(), Format.VIRTUAL, ""));
  }

  private static void refusedDates(List<Span> spans, Reason reason) {
    refused(
        Schedule.of(THREE),
        "ridge-head",
        new ProposeMeeting(Meeting.NONE, new Dates(spans, Format.VIRTUAL, "")),
        reason);
  }

  private static void proposed(Dates dates) {
    done(Schedule.of(THREE), "ridge-head", new ProposeMeeting(Meeting.NONE, dates));
  }

  @Test
  void aVenueIsWhereSomebodyGoes() {
    refusedVenue(Format.VIRTUAL, "Pier 4", Reason.MALFORMED);
    refusedVenue(Format.VIRTUAL, " ", Reason.MALFORMED);
    refusedVenue(Format.IN_PERSON, " ", Reason.MALFORMED);
    refusedVenue(Format.HYBRID, "", Reason.MALFORMED);
    refusedVenue(Format.HYBRID, "a".repeat(201), Reason.TOO_LONG);
    proposed(new Dates(List.of(day(1)), Format.HYBRID, "a".repeat(200)));
  }

  /** Half a pair of surrogates, and what terminals and lines end by. */
  @ParameterizedTest
  @ValueSource(
      strings = {"a\ud83d", "\ude80a", "\ude80\ud83d", "a\u0000", "a\nb", "a\u007f", "a\u0085"})
  void textsAreWhole(String text) {
    refusedVenue(Format.IN_PERSON, text, Reason.MALFORMED);
    refusedGround(new Ground(Audience.PUBLIC, text), Reason.MALFORMED);
    refusedDescription(
        described("Etc/UTC", List.of(), text, List.of(), List.of()), Reason.MALFORMED);
    refusedDescription(
        described("Etc/UTC", List.of(), "", List.of(), List.of(new Holiday("2027-01-01", text))),
        Reason.MALFORMED);
  }

  private static void refusedVenue(Format format, String venue, Reason reason) {
    refused(
        Schedule.of(THREE),
        "ridge-head",
        new ProposeMeeting(Meeting.NONE, new Dates(List.of(day(1)), format, venue)),
        reason);
  }

  @Test
  void aPrivateGroundIsSealedOrNotThere() {
    refusedGround(new Ground(Audience.PRIVATE, "a".repeat(2303)), Reason.MALFORMED);
    refusedGround(new Ground(Audience.PRIVATE, "a".repeat(2303) + " "), Reason.MALFORMED);
    Ground sealed = new Ground(Audience.PRIVATE, "a_-9".repeat(576));
    agreed(in(MeetingState.AGREED), 0, new Postponement(sealed));
    refusedGround(new Ground(Audience.SHARED, " "), Reason.MALFORMED);
    refusedGround(new Ground(Audience.PUBLIC, "a".repeat(401)), Reason.TOO_LONG);
    agreed(in(MeetingState.AGREED), 0, new Postponement(new Ground(Audience.PRIVATE, "")));
    agreed(
        in(MeetingState.AGREED), 0, new Cancellation(new Ground(Audience.PUBLIC, "a".repeat(400))));
  }

  private static void refusedGround(Ground ground, Reason reason) {
    for (Proposal proposal : List.of(new Postponement(ground), new Cancellation(ground))) {
      refused(
          in(MeetingState.AGREED), "ridge-head", new MakeOffer(0, Meeting.NONE, proposal), reason);
    }
  }

  @Test
  void boundsTheMeetings() {
    Schedule schedule = Schedule.of(THREE);
    for (int i = 0; i < Schedule.MAX_MEETINGS; i++) {
      schedule = done(schedule, "ridge-head", new ProposeMeeting(Meeting.NONE, ONLINE));
    }
    refused(schedule, "ridge-head", new ProposeMeeting(Meeting.NONE, ONLINE), Reason.TOO_MANY);
  }

  @Test
  void boundsAHistory() {
    Schedule schedule = in(MeetingState.AGREED);
    while (meeting(schedule, 0).hasRoom()) {
      Dates dates = new Dates(List.of(day(schedule.seq() + 7)), Format.VIRTUAL, "");
      schedule =
          done(schedule, "ridge-head", new MakeOffer(0, meeting(schedule, 0).standing(), dates));
    }
    assertThat(meeting(schedule, 0).history())
        .hasSizeBetween(Meeting.MAX_STEPS - 6, Meeting.MAX_STEPS - 1);
    int offer = schedule.seq();
    refused(schedule, "harbour-head", new AcceptOffer(0, offer, 0), Reason.TOO_MANY);
    done(schedule, "harbour-head", new ProposeMeeting(0, ONLINE));
  }

  // --- sides ---

  @Test
  void sidesDescribeThemselves() {
    Schedule schedule = done(Schedule.of(THREE), "valley-head", new DescribeSide(DESCRIPTION));
    schedule = done(schedule, "ridge-secretariat", new DescribeSide(DESCRIPTION));
    refused(schedule, "ridge-head", new DescribeSide(DESCRIPTION), Reason.ALREADY);
    refused(schedule, "ridge-observer", new DescribeSide(DESCRIPTION), Reason.NOT_YOUR_ROLE);
    Description other = described("Asia/Amman", List.of(), "", List.of(), List.of());
    schedule = done(schedule, "ridge-head", new DescribeSide(other));
    assertThat(schedule.descriptions())
        .containsExactly(
            new Described("ridge", new Act("ridge-head", 2, 2000), other),
            new Described("valley", new Act("valley-head", 0, 0), DESCRIPTION));
  }

  @Test
  void boundsADescription() {
    refusedDescription(described("", List.of(), "", List.of(), List.of()), Reason.MALFORMED);
    refusedDescription(
        described("Etc/UTC", List.of(), "a".repeat(9), List.of(), List.of()), Reason.TOO_LONG);
    List<String> languages =
        List.of("", "a", "9a", "en-", "-en", "en--GB", "en_GB", "abcdefghi", "é");
    for (String language : languages) {
      refusedDescription(
          described("Etc/UTC", List.of(language), "", List.of(), List.of()), Reason.MALFORMED);
    }
    refusedDescription(
        described("Etc/UTC", List.of("en" + "-abcdefgh".repeat(4)), "", List.of(), List.of()),
        Reason.MALFORMED);
    refusedDescription(
        described("Etc/UTC", List.of("en", "en"), "", List.of(), List.of()), Reason.MALFORMED);
    refusedDescription(
        described("Etc/UTC", Collections.nCopies(9, "en"), "", List.of(), List.of()),
        Reason.TOO_MANY);
    refusedDescription(
        described("Etc/UTC", List.of(), "", List.of(Weekday.FRIDAY, Weekday.FRIDAY), List.of()),
        Reason.MALFORMED);
    for (String date : List.of(
        "",
        "2027-02-29",
        "2100-02-29",
        "2027-04-31",
        "2027-13-01",
        "2027-00-01",
        "2027-01-00",
        "2027-1-001",
        "2027/01/01",
        "+027-01-01",
        "2027-01-1\u0661")) {
      refusedHolidays(List.of(new Holiday(date, "a")), Reason.MALFORMED);
    }
    refusedHolidays(List.of(new Holiday("2027-01-01", " ")), Reason.MALFORMED);
    refusedHolidays(List.of(new Holiday("2027-01-01", "a".repeat(81))), Reason.TOO_LONG);
    refusedHolidays(Collections.nCopies(2, new Holiday("2027-01-01", "a")), Reason.MALFORMED);
    refusedHolidays(Collections.nCopies(61, new Holiday("2027-01-01", "a")), Reason.TOO_MANY);
    List<Holiday> most = IntStream.range(0, 60)
        .mapToObj(i -> new Holiday("2000-02-29", i + "a".repeat(78)))
        .toList();
    done(
        Schedule.of(THREE),
        "ridge-head",
        new DescribeSide(described("Etc/UTC", List.of(), "a".repeat(8), List.of(), most)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@",
        "a",
        "a@",
        "@a",
        "a@@a",
        "a@b@c",
        ".a@a",
        "a.@a",
        "a..b@a",
        "a@.a",
        "a@a.",
        "a@a..b",
        "a@-a",
        "a@a-.b",
        "a@a_b",
        "a b@a",
        "a@b c",
        "\"a\"@b",
        "a@[::1]",
        "<a@b>",
        "a,b@c",
        "a;b@c",
        "a:b@c",
        "a@b\r\nRCPT TO:c@d",
        "a\u0000@b",
        "é@b",
        "a@é",
        "\u0661@b"
      })
  void refusesWhatIsNoAddress(String address) {
    refusedDescription(reachedAt(address), Reason.MALFORMED);
  }

  @Test
  void boundsAnAddress() {
    String host = ".example".repeat(15);
    for (String address : List.of(
        "",
        "a@b",
        "o'n+dates.2@xn--bcher-kva.example",
        "a".repeat(64) + "@" + "b".repeat(63) + host)) {
      done(Schedule.of(THREE), "ridge-head", new DescribeSide(reachedAt(address)));
    }
    refusedDescription(reachedAt("a".repeat(65) + "@b"), Reason.MALFORMED);
    refusedDescription(reachedAt("a@" + "b".repeat(64)), Reason.MALFORMED);
    refusedDescription(reachedAt("a@bcd" + ".example".repeat(31) + "ss"), Reason.TOO_LONG);
  }

  private static Description reachedAt(String mail) {
    return new Description("Etc/UTC", List.of(), "", List.of(), List.of(), mail);
  }

  private static Description described(
      String zone,
      List<String> languages,
      String emblem,
      List<Weekday> weekend,
      List<Holiday> holidays) {
    return new Description(zone, languages, emblem, weekend, holidays, "");
  }

  private static void refusedHolidays(List<Holiday> holidays, Reason reason) {
    refusedDescription(described("Etc/UTC", List.of(), "", List.of(), holidays), reason);
  }

  private static void refusedDescription(Description description, Reason reason) {
    refused(Schedule.of(THREE), "ridge-head", new DescribeSide(description), reason);
  }

  // --- people ---

  @Test
  void whatWasTakenOnceIsNotTakenAgain() {
    Schedule schedule = in(MeetingState.AGREED);
    assertThat(schedule.decide(
            new Act("ridge-head", schedule.seq(), 0), new DescribeSide(DESCRIPTION)))
        .isEqualTo(new Refused(Reason.ALREADY));
  }

  @Test
  void whoGoesHasNoRightsAndWhatWasSaidStays() {
    Schedule schedule = in(MeetingState.COUNTERED);
    List<Delegation> changed = new ArrayList<>(Tables.TWO);
    changed.set(1, new Delegation("ridge", List.of(new Delegation.Seat("new", Role.HEAD))));
    Schedule after = schedule.seated(changed);
    assertThat(after.meetings()).isEqualTo(schedule.meetings());
    refused(after, "ridge-head", new WithdrawOffer(0, 1), Reason.NOT_SEATED);
    done(after, "new", new WithdrawOffer(0, 1));
    done(after, "harbour-head", new AcceptOffer(0, 1, 1));
    assertThatThrownBy(() -> schedule.seated(THREE)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Schedule.of(THREE.subList(0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
