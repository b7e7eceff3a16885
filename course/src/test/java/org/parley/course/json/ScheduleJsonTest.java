package org.parley.course.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.course.Act;
import org.parley.course.Reason;
import org.parley.course.schedule.Described;
import org.parley.course.schedule.Description;
import org.parley.course.schedule.Format;
import org.parley.course.schedule.Ground;
import org.parley.course.schedule.Holiday;
import org.parley.course.schedule.LineCommand;
import org.parley.course.schedule.LineEvent;
import org.parley.course.schedule.LineProposal;
import org.parley.course.schedule.LineProposal.LineKey;
import org.parley.course.schedule.Meeting;
import org.parley.course.schedule.MeetingCommand;
import org.parley.course.schedule.MeetingEvent;
import org.parley.course.schedule.MeetingState;
import org.parley.course.schedule.Objection;
import org.parley.course.schedule.Offer;
import org.parley.course.schedule.Proposal;
import org.parley.course.schedule.PublicLine;
import org.parley.course.schedule.Publicity;
import org.parley.course.schedule.PurgeCommand;
import org.parley.course.schedule.PurgeEvent;
import org.parley.course.schedule.PurgeProposal;
import org.parley.course.schedule.ScheduleCommand;
import org.parley.course.schedule.ScheduleEvent;
import org.parley.course.schedule.Span;
import org.parley.course.schedule.Step;
import org.parley.course.schedule.Terms;
import org.parley.course.schedule.Weekday;

class ScheduleJsonTest {

  private static final Span SPAN = new Span("Asia/Amman", Span.MAX_START_MS, 90);

  private static final Proposal.Dates DATES = new Proposal.Dates(
      List.of(SPAN, new Span("Etc/GMT+3", 0, 5)),
      Format.IN_PERSON,
      "\"Pier\" \ud83d\ude80\ud83d\n");

  private static final Ground GROUND = new Ground(Ground.Audience.SHARED, "</script>");

  private static final Description DESCRIPTION = new Description(
      "Asia/Amman",
      List.of("ar", "en-GB"),
      "\ud83d\ude80",
      List.of(Weekday.FRIDAY, Weekday.SATURDAY),
      List.of(new Holiday("2027-03-09", "Day of the harbour")),
      "dates@harbour.example");

  private static final List<PublicLine> LINES = List.of(
      new PublicLine.NoComment(),
      new PublicLine.DateLine(SPAN),
      new PublicLine.TopicLine(SPAN, "Ministers", "\"Pier\" \ud83d\ude80\ud83d\n"),
      new PublicLine.PostponementLine("</script>"),
      new PublicLine.CancellationLine(""),
      new PublicLine.Readout(
          Span.MAX_START_MS,
          List.of(
              new PublicLine.ReadoutColumn("en", "\"Pier\" \ud83d\ude80\ud83d\n"),
              new PublicLine.ReadoutColumn("ar", "</script>"))));

  private static final List<Proposal> PROPOSALS =
      List.of(DATES, new Proposal.Postponement(GROUND), new Proposal.Cancellation(GROUND));

  private static List<ScheduleCommand> commands() {
    List<ScheduleCommand> commands = new ArrayList<>(List.of(
        new ScheduleCommand.DescribeSide(DESCRIPTION),
        new ScheduleCommand.ProposeMeeting(-1, DATES),
        new ScheduleCommand.RaiseObjection("b", "\"Pier\" \ud83d\ude80\ud83d\n"),
        new ScheduleCommand.LiftObjection("b"),
        new MeetingCommand.AcceptOffer(1, 2, 3),
        new MeetingCommand.DeclineOffer(-1, Integer.MAX_VALUE),
        new MeetingCommand.WithdrawOffer(1, Integer.MIN_VALUE)));
    PROPOSALS.forEach(one -> commands.add(new MeetingCommand.MakeOffer(7, 8, one)));
    commands.add(new LineCommand.AcceptLine(1, 2, "c2lnbmVk"));
    commands.add(new LineCommand.DeclineLine(1, 2));
    commands.add(new LineCommand.WithdrawLine(1, 2));
    commands.add(new LineCommand.TakeDownLine(1, 2));
    LINES.forEach(one -> commands.add(new LineCommand.ProposeLine(7, -1, one)));
    commands.add(new PurgeCommand.ProposePurge());
    commands.add(new PurgeCommand.AcceptPurge(2, "c2lnbmVk"));
    commands.add(new PurgeCommand.WithdrawPurge(2));
    return commands;
  }

  @Test
  void readsWhatTheRecordsSay() {
    assertThat(commands())
        .extracting(Object::getClass)
        .contains(Reflected.members(ScheduleCommand.class));
    assertThat(PROPOSALS).extracting(Object::getClass).contains(Reflected.members(Proposal.class));
    assertThat(LINES).extracting(Object::getClass).contains(Reflected.members(PublicLine.class));
    for (ScheduleCommand command : commands()) {
      assertThat(ScheduleReading.command(Reflected.of(command).print())).isEqualTo(command);
    }
    for (Format format : Format.values()) {
      readsBack(new Proposal.Dates(List.of(SPAN), format, ""));
    }
    for (Ground.Audience audience : Ground.Audience.values()) {
      readsBack(new Proposal.Cancellation(new Ground(audience, "")));
    }
  }

  private static void readsBack(Proposal proposal) {
    ScheduleCommand command = new MeetingCommand.MakeOffer(0, 0, proposal);
    assertThat(ScheduleReading.command(Reflected.of(command).print())).isEqualTo(command);
  }

  @Test
  void writesWhatTheRecordsSay() {
    Act act = new Act("a", 5, 1L << 50);
    Terms terms = new Terms(SPAN, Format.HYBRID, "Pier 4");
    List<MeetingEvent> events = new ArrayList<>(List.of(
        new MeetingEvent.MeetingProposed(act, 5, 4, DATES),
        new MeetingEvent.OfferAccepted(act, 4, 3, 2),
        new MeetingEvent.OfferDeclined(act, 4, 3),
        new MeetingEvent.OfferWithdrawn(act, 4, 3),
        new MeetingEvent.ConsentWithdrawn(act, 4, 3),
        new MeetingEvent.DatesAgreed(act, 4, 3, terms),
        new MeetingEvent.MeetingPostponed(act, 4, 3, GROUND),
        new MeetingEvent.MeetingCancelled(act, 4, 3, GROUND),
        new MeetingEvent.MeetingDropped(act, 4)));
    PROPOSALS.forEach(one -> events.add(new MeetingEvent.OfferMade(act, 4, -1, one)));
    LINES.forEach(one -> events.add(new LineEvent.LineProposed(act, 4, -1, one)));
    events.add(new LineEvent.LineAccepted(act, 4, 3));
    events.add(new LineEvent.LineDeclined(act, 4, 3));
    events.add(new LineEvent.LineWithdrawn(act, 4, 3));
    events.add(new LineEvent.LineConsentWithdrawn(act, 4, 3));
    events.add(new LineEvent.LineAgreed(act, 4, 3));
    events.add(new LineEvent.LineLapsed(act, 4, 3));
    events.add(new LineEvent.LineTakenDown(act, 4, 3));
    List<ScheduleEvent> all = new ArrayList<>(events);
    all.add(new ScheduleEvent.SideDescribed(act, DESCRIPTION));
    all.add(new ScheduleEvent.ObjectionRaised(act, "b", "</script>"));
    all.add(new ScheduleEvent.ObjectionLifted(act, "b"));
    all.add(new PurgeEvent.PurgeProposed(act));
    all.add(new PurgeEvent.PurgeAccepted(act, 3));
    all.add(new PurgeEvent.PurgeWithdrawn(act, 3));
    all.add(new PurgeEvent.PurgeAgreed(act, 3));
    assertThat(all).extracting(Object::getClass).contains(Reflected.members(ScheduleEvent.class));
    assertWritten(new ScheduleAnswer.Arranged(all));
    for (Reason reason : Reason.values()) {
      assertWritten(new Answer.Refused(reason));
    }
    Offer.Consent key = new Offer.Consent("B", "b", 6, 77, 1);
    LineProposal proposal = new LineProposal(
        7, "A", "a", 9, LINES.get(2), List.of(new LineKey("B", "b", 8, 77, "c2lnbmVk")));
    LineProposal readout = new LineProposal(8, "A", "a", 9, LINES.getLast(), List.of());
    List<Step> history = events.stream().map(event -> new Step("A", event)).toList();
    List<Meeting> meetings = Stream.of(MeetingState.values())
        .map(state -> new Meeting(
            5,
            4,
            state,
            terms,
            new Offer(5, "A", "a", 9, DATES, List.of(key)),
            3,
            history,
            new Publicity(proposal, proposal, true),
            new Publicity(readout, readout, false)))
        .toList();
    ScheduleView view = new ScheduleView(
        5,
        List.of(new Described("A", act, DESCRIPTION)),
        meetings,
        List.of(new Objection("A", "b", "a", act, "Was not invited")),
        new PurgeProposal(9, "A", "a", 9, List.of(new LineKey("B", "b", 8, 77, "c2lnbmVk"))));
    assertThat(ScheduleWriting.of(view).print()).isEqualTo(Reflected.of(view).print());
    Publicity nothing = new Publicity(null, null, false);
    Meeting bare =
        new Meeting(5, -1, MeetingState.PROPOSED, null, null, -1, List.of(), nothing, nothing);
    ScheduleView small = new ScheduleView(-1, List.of(), List.of(bare), List.of(), null);
    assertThat(ScheduleWriting.of(small).print()).isEqualTo(Reflected.of(small).print());
  }

  private static void assertWritten(ScheduleAnswer answer) {
    String text = ScheduleWriting.of(answer).print();
    assertThat(text).isEqualTo(Reflected.of(answer).print());
    assertThat(text.chars().filter(c -> c < ' ')).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"type\":\"yield\"}",
        "{\"type\":\"acceptOffer\",\"meeting\":0,\"offer\":0}",
        "{\"type\":\"acceptOffer\",\"meeting\":0,\"offer\":0,\"span\":\"0\"}",
        "{\"type\":\"acceptOffer\",\"meeting\":0,\"offer\":0,\"span\":0,\"more\":0}",
        "{\"type\":\"declineOffer\",\"meeting\":0,\"offer\":0.5}",
        "{\"type\":\"declineOffer\",\"meeting\":0,\"offer\":0,\"span\":0}",
        "{\"type\":\"withdrawOffer\",\"meeting\":0}",
        "{\"type\":\"makeOffer\",\"meeting\":0,\"seen\":0,\"proposal\":null}",
        "{\"type\":\"makeOffer\",\"meeting\":0,\"seen\":0,\"proposal\":{\"type\":\"feast\",\"ground\":{\"audience\":\"public\",\"text\":\"a\"}}}",
        "{\"type\":\"makeOffer\",\"meeting\":0,\"seen\":0,\"proposal\":{\"type\":\"postponement\",\"ground\":{\"audience\":\"all\",\"text\":\"a\"}}}",
        "{\"type\":\"makeOffer\",\"meeting\":0,\"seen\":0,\"proposal\":{\"type\":\"postponement\",\"ground\":{\"audience\":\"public\"}}}",
        "{\"type\":\"makeOffer\",\"meeting\":0,\"seen\":0,\"proposal\":{\"ground\":{\"audience\":\"public\",\"text\":\"a\"}}}",
        "{\"type\":\"proposeMeeting\",\"follows\":-1,\"dates\":{\"type\":\"postponement\",\"ground\":{\"audience\":\"public\",\"text\":\"a\"}}}",
        "{\"type\":\"proposeMeeting\",\"follows\":-1,\"dates\":{\"spans\":[],\"format\":\"virtual\",\"venue\":\"\"}}",
        "{\"type\":\"proposeMeeting\",\"follows\":-1,\"dates\":{\"type\":\"dates\",\"spans\":[1],\"format\":\"virtual\",\"venue\":\"\"}}",
        "{\"type\":\"proposeMeeting\",\"follows\":-1,\"dates\":{\"type\":\"dates\",\"spans\":[],\"format\":\"VIRTUAL\",\"venue\":\"\"}}",
        "{\"type\":\"proposeMeeting\",\"follows\":-1,\"dates\":{\"type\":\"dates\",\"spans\":[{\"zone\":\"a\",\"startMs\":99999999999999999,\"minutes\":5}],\"format\":\"virtual\",\"venue\":\"\"}}",
        "{\"type\":\"acceptLine\",\"meeting\":0,\"proposal\":0}",
        "{\"type\":\"acceptLine\",\"meeting\":0,\"proposal\":0,\"signature\":0}",
        "{\"type\":\"declineLine\",\"meeting\":0,\"proposal\":0,\"signature\":\"a\"}",
        "{\"type\":\"withdrawLine\",\"proposal\":0}",
        "{\"type\":\"takeDownLine\",\"meeting\":0,\"proposal\":0}",
        "{\"type\":\"proposeLine\",\"meeting\":0,\"seen\":-1,\"line\":null}",
        "{\"type\":\"proposeLine\",\"meeting\":0,\"line\":{\"type\":\"noComment\"}}",
        "{\"type\":\"proposeLine\",\"meeting\":0,\"seen\":-1,\"line\":{\"type\":\"noComment\",\"reason\":\"a\"}}",
        "{\"type\":\"proposeLine\",\"meeting\":0,\"seen\":-1,\"line\":{\"type\":\"dateLine\"}}",
        "{\"type\":\"proposeLine\",\"meeting\":0,\"seen\":-1,\"line\":{\"type\":\"dateLine\",\"span\":{\"zone\":\"a\",\"startMs\":0}}}",
        "{\"type\":\"proposeLine\",\"meeting\":0,\"seen\":-1,\"line\":{\"type\":\"topicLine\",\"span\":{\"zone\":\"a\",\"startMs\":0,\"minutes\":5},\"topic\":\"a\"}}",
        "{\"type\":\"proposeLine\",\"meeting\":0,\"seen\":-1,\"line\":{\"type\":\"rumour\",\"reason\":\"a\"}}",
        "{\"type\":\"proposeLine\",\"meeting\":0,\"seen\":-1,\"line\":{\"type\":\"readout\",\"columns\":[]}}",
        "{\"type\":\"proposeLine\",\"meeting\":0,\"seen\":-1,\"line\":{\"type\":\"readout\",\"notBeforeMs\":0.5,\"columns\":[]}}",
        "{\"type\":\"proposeLine\",\"meeting\":0,\"seen\":-1,\"line\":{\"type\":\"readout\",\"notBeforeMs\":0,\"columns\":{}}}",
        "{\"type\":\"proposeLine\",\"meeting\":0,\"seen\":-1,\"line\":{\"type\":\"readout\",\"notBeforeMs\":0,\"columns\":[{\"text\":\"a\"}]}}",
        "{\"type\":\"proposeLine\",\"meeting\":0,\"seen\":-1,\"line\":{\"type\":\"readout\",\"notBeforeMs\":0,\"columns\":[{\"language\":\"en\",\"text\":\"a\",\"by\":\"a\"}]}}",
        "{\"type\":\"proposeLine\",\"meeting\":0,\"seen\":-1,\"line\":{\"type\":\"readout\",\"notBeforeMs\":0,\"columns\":[\"a\"]}}",
        "{\"type\":\"raiseObjection\",\"seat\":\"b\"}",
        "{\"type\":\"raiseObjection\",\"seat\":1,\"text\":\"a\"}",
        "{\"type\":\"raiseObjection\",\"seat\":\"b\",\"text\":\"a\",\"side\":\"A\"}",
        "{\"type\":\"proposePurge\",\"proposal\":0}",
        "{\"type\":\"acceptPurge\",\"proposal\":0}",
        "{\"type\":\"acceptPurge\",\"proposal\":\"0\",\"signature\":\"a\"}",
        "{\"type\":\"withdrawPurge\"}",
        "{\"type\":\"withdrawPurge\",\"proposal\":0,\"signature\":\"a\"}",
        "{\"type\":\"liftObjection\"}",
        "{\"type\":\"liftObjection\",\"seat\":\"b\",\"text\":\"a\"}",
        "{\"type\":\"describeSide\",\"description\":{}}",
        "{\"type\":\"describeSide\",\"description\":{\"zone\":\"a\",\"languages\":[1],\"emblem\":\"\",\"weekend\":[],\"holidays\":[]}}",
        "{\"type\":\"describeSide\",\"description\":{\"zone\":\"a\",\"languages\":[],\"emblem\":\"\",\"weekend\":[\"day\"],\"holidays\":[]}}",
        "{\"type\":\"describeSide\",\"description\":{\"zone\":\"a\",\"languages\":[],\"emblem\":\"\",\"weekend\":[],\"holidays\":[{}]}}",
        "{\"type\":\"describeSide\",\"description\":{\"zone\":\"a\",\"languages\":[],\"emblem\":\"\",\"weekend\":[],\"holidays\":[],\"mail\":1}}",
        "{\"type\":\"describeSide\",\"description\":{\"zone\":\"a\",\"languages\":[],\"emblem\":\"\",\"weekend\":[],\"holidays\":[],\"post\":\"\"}}"
      })
  void refusesWhatIsNoCommand(String text) {
    assertThat(ScheduleReading.command(text)).isNull();
  }

  @Test
  void readsADescriptionOfAnOlderLog() {
    ScheduleCommand command = new ScheduleCommand.DescribeSide(
        new Description("Etc/UTC", List.of(), "", List.of(), List.of(), ""));
    String text = Reflected.of(command).print();
    assertThat(text).contains(",\"mail\":\"\"");
    assertThat(ScheduleReading.command(text.replace(",\"mail\":\"\"", ""))).isEqualTo(command);
  }

  @Test
  void readsTheLargestDescriptionAndNothingLonger() {
    List<Holiday> holidays = IntStream.range(0, Description.MAX_HOLIDAYS)
        .mapToObj(_ -> new Holiday("2027-03-09", "\u0000".repeat(Holiday.MAX_NAME_CHARS)))
        .toList();
    ScheduleCommand command = new ScheduleCommand.DescribeSide(new Description(
        "a".repeat(Span.MAX_ZONE_CHARS),
        Collections.nCopies(8, "a".repeat(Description.MAX_LANGUAGE_CHARS)),
        "\u0000".repeat(8),
        List.of(Weekday.values()),
        holidays,
        "a".repeat(Description.MAX_MAIL_CHARS)));
    String text = Reflected.of(command).print();
    assertThat(ScheduleReading.command(text)).isEqualTo(command);
    assertThat(ScheduleReading.command(" ".repeat(Reading.MAX_CHARS) + text)).isNull();
  }

  /** What has no UTF-8, or moves a terminal's cursor, is no text that others are shown. */
  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d", "\\u0000", "\\n", "\\u009b", "\ud83d"})
  void refusesHostileTexts(String text) {
    Timetable timetable = Objects.requireNonNull(
        Timetable.open(
            "[{\"id\":\"A\",\"seats\":[{\"id\":\"a\",\"role\":\"head\"}]},{\"id\":\"B\",\"seats\":[]}]"));
    String command = Reflected.of(new ScheduleCommand.ProposeMeeting(
            -1, new Proposal.Dates(List.of(SPAN), Format.HYBRID, "@")))
        .print();
    assertThat(timetable.check("a", 0, command)).contains("arranged");
    assertThat(timetable.check("a", 0, command.replace("@", text)))
        .isEqualTo("{\"type\":\"refused\",\"reason\":\"malformed\"}");
    assertThat(timetable.check("a", 0, command.replace("@", "@".repeat(201))))
        .isEqualTo("{\"type\":\"refused\",\"reason\":\"tooLong\"}");
  }

  @Test
  void opensForDelegationsAlone() {
    assertThat(Timetable.open("[]")).isNull();
    assertThat(Timetable.open("[{\"id\":\"A\",\"seats\":[]},{\"id\":\"A\",\"seats\":[]}]"))
        .isNull();
  }

  @Property(tries = 500)
  void garbageNeverThrows(
      @ForAll String garbage,
      @ForAll @IntRange(max = 19) int which,
      @ForAll @IntRange(max = 300) int at) {
    ScheduleReading.command(garbage);
    String valid = Reflected.of(commands().get(which)).print();
    int cut = Math.min(at, valid.length());
    ScheduleReading.command(valid.substring(0, cut) + garbage + valid.substring(cut));
    assertThat(ScheduleReading.command(valid.substring(0, Math.min(cut, valid.length() - 1))))
        .isNull();
  }
}
