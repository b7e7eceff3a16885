package org.parley.course.web;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.parley.course.json.Followed;
import org.parley.course.json.Timetable;

/** Of people in a process, about the dates of its meetings. */
record ScheduleCommands(Chance chance) implements RandomCommands {

  private static final List<String> ROLES = List.of("head", "deputy", "secretariat", "observer");

  /** A meeting in a view, from its id to its offer. */
  private static final Pattern MEETING = Pattern.compile("\\{\"id\":(\\d+),(.*?)\"sequence\":");

  private static final Pattern OFFER = Pattern.compile("\"offer\":\\{\"seq\":(\\d+),");

  private static final Pattern SPAN = Pattern.compile("\"agreed\":\\{\"span\":(\\{[^}]*})");

  /** What is proposed for the public and what is in force, in a view, each with its place where there is one. */
  private static final Pattern PUBLICITY = publicity("publicity");

  /** Of readouts. */
  private static final Pattern READOUT = publicity("readout");

  private static final Pattern OBJECTION =
      Pattern.compile("\\{\"side\":\"[a-z]+\",\"seat\":\"([a-z-]+)\"");

  private static final Pattern PURGE = Pattern.compile("\"purge\":\\{\"seq\":(\\d+)");

  private static Pattern publicity(String name) {
    return Pattern.compile(
        "\"" + name
            + "\":\\{\"proposed\":(?:null|\\{\"seq\":(\\d+).*?\"keys\":\\[[^]]*]}),\"inForce\":(?:null|\\{\"seq\":(\\d+))");
  }

  /** A meeting and the offer that stands. */
  private record Pending(int meeting, int offer) {}

  @Override
  public List<String> roles() {
    return ROLES;
  }

  @Override
  public Followed open(String delegations) {
    return Objects.requireNonNull(Timetable.open(delegations));
  }

  @Override
  public String opening(int seq) {
    return seq == 0
        ? "{\"type\":\"proposeMeeting\",\"follows\":-1,\"dates\":{\"type\":\"dates\",\"spans\":["
            + "{\"zone\":\"Europe/Zurich\",\"startMs\":1804147200000,\"minutes\":180}],\"format\":\"inPerson\","
            + "\"venue\":\"Pier 4\"}}"
        : "{\"type\":\"acceptOffer\",\"meeting\":0,\"offer\":0,\"span\":0}";
  }

  @Override
  public String command(int seq, Followed followed) {
    String view = followed.view();
    Pending pending = pending(seq, view);
    String which = ",\"meeting\":" + pending.meeting();
    String about = which + ",\"offer\":" + pending.offer();
    return switch (chance.below(38)) {
      case 0, 1, 2 ->
        "{\"type\":\"proposeMeeting\",\"follows\":"
            + (chance.below(2) == 0 ? -1 : pending.meeting())
            + ",\"dates\":" + dates() + "}";
      case 3, 4, 5, 6 ->
        "{\"type\":\"makeOffer\"" + which + ",\"seen\":" + pending.offer() + ",\"proposal\":"
            + proposal() + "}";
      case 7 -> "{\"type\":\"declineOffer\"" + about + "}";
      case 8 -> "{\"type\":\"withdrawOffer\"" + about + "}";
      case 9 -> "{\"type\":\"describeSide\",\"description\":" + description() + "}";
      case 10 -> chance.spoilt("{\"type\":\"describeSide\",\"description\":" + description() + "}");
      case 11, 12 -> objection(view);
      case 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 24 -> line(view);
      case 34, 35, 36, 37 -> purge(view);
      case 20 ->
        chance.spoilt("{\"type\":\"proposeMeeting\",\"follows\":-1,\"dates\":" + dates() + "}");
      default ->
        "{\"type\":\"acceptOffer\"" + about + ",\"span\":" + Math.max(0, chance.below(5) - 3) + "}";
    };
  }

  /** Of those that the view shows one; now and then what was before. */
  private Pending pending(int seq, String view) {
    List<Pending> shown = new ArrayList<>();
    Matcher meeting = MEETING.matcher(view);
    while (meeting.find()) {
      Matcher offer = OFFER.matcher(meeting.group(2));
      shown.add(new Pending(
          Integer.parseInt(meeting.group(1)),
          offer.find() ? Integer.parseInt(offer.group(1)) : -1));
    }
    return shown.isEmpty() || chance.below(9) == 0
        ? new Pending(seq - chance.below(6), seq - chance.below(6))
        : shown.get(chance.below(shown.size()));
  }

  /** About the first meeting, or no such. Mostly what is proposed gets keys, and what is in force is taken down. */
  private String line(String view) {
    boolean isReadout = chance.below(3) == 0;
    Matcher publicity = (isReadout ? READOUT : PUBLICITY).matcher(view);
    Matcher meeting = MEETING.matcher(view);
    boolean isKnown = publicity.find() && meeting.find();
    String which = ",\"meeting\":" + (isKnown ? meeting.group(1) : "7");
    String proposed = isKnown && publicity.group(1) != null ? publicity.group(1) : "-1";
    String inForce = isKnown && publicity.group(2) != null ? publicity.group(2) : "-1";
    String propose = "{\"type\":\"proposeLine\"" + which + ",\"seen\":" + proposed + ",\"line\":"
        + (isReadout ? readout() : anyLine(view)) + "}";
    int among = proposed.equals("-1") ? 4 : 14;
    return switch (chance.below(among)) {
      case 0 -> inForce.equals("-1") ? propose : takeDown(which, inForce);
      case 1 -> chance.spoilt(propose);
      case 2 -> propose;
      case 3 -> proposed.equals("-1") ? propose : takeDown(which, inForce);
      case 4 -> "{\"type\":\"declineLine\"" + which + ",\"proposal\":" + proposed + "}";
      case 5, 6 -> "{\"type\":\"withdrawLine\"" + which + ",\"proposal\":" + proposed + "}";
      default ->
        "{\"type\":\"acceptLine\"" + which + ",\"proposal\":" + proposed + ",\"signature\":\""
            + chance.pick(List.of("A", "_")).repeat(86 - chance.below(9) / 8) + "\"}";
    };
  }

  /** Mostly a key to what is proposed. */
  private String purge(String view) {
    Matcher standing = PURGE.matcher(view);
    if (!standing.find()) {
      return chance.below(4) == 0
          ? "{\"type\":\"withdrawPurge\",\"proposal\":0}"
          : "{\"type\":\"proposePurge\"}";
    }
    String about = "\"proposal\":" + standing.group(1);
    return switch (chance.below(6)) {
      case 0 -> "{\"type\":\"proposePurge\"}";
      case 1 -> "{\"type\":\"withdrawPurge\"," + about + "}";
      default ->
        "{\"type\":\"acceptPurge\"," + about + ",\"signature\":\""
            + chance.pick(List.of("A", "_")).repeat(86 - chance.below(9) / 8) + "\"}";
    };
  }

  private static String takeDown(String which, String inForce) {
    return "{\"type\":\"takeDownLine\"" + which + ",\"line\":" + inForce + "}";
  }

  private String anyLine(String view) {
    Matcher span = SPAN.matcher(view);
    String date = span.find()
        ? span.group(1)
        : "{\"zone\":\"Asia/Amman\",\"startMs\":1804147200000,\"minutes\":60}";
    return switch (chance.below(6)) {
      case 0, 1 -> "{\"type\":\"noComment\"}";
      case 2 -> "{\"type\":\"dateLine\",\"span\":" + date + "}";
      case 3 ->
        "{\"type\":\"topicLine\",\"span\":" + date + ",\"level\":\"" + chance.text()
            + "\",\"topic\":\"" + chance.text() + "\"}";
      default ->
        "{\"type\":\""
            + (view.contains("\"state\":\"cancelled\"") ? "cancellationLine" : "postponementLine")
            + "\",\"reason\":\"" + chance.text() + "\"}";
    };
  }

  private String readout() {
    String columns = chance
        .pick(List.of(List.of("en"), List.of("en", "ar"), List.of("ar", "he"), List.of("x", "en")))
        .stream()
        .map(language -> "{\"language\":\"" + language + "\",\"text\":\"" + chance.text()
            + chance.pick(List.of("", "\\n", "\\u0007")) + "\"}")
        .collect(joining(","));
    return "{\"type\":\"readout\",\"notBeforeMs\":" + (1804147200000L + chance.below(3))
        + ",\"columns\":[" + columns + "]}";
  }

  private String proposal() {
    return switch (chance.below(4)) {
      case 0 -> "{\"type\":\"postponement\",\"ground\":" + ground() + "}";
      case 1 -> "{\"type\":\"cancellation\",\"ground\":" + ground() + "}";
      default -> dates();
    };
  }

  private String objection(String view) {
    List<String> raised =
        OBJECTION.matcher(view).results().map(found -> found.group(1)).toList();
    String seat = raised.isEmpty() || chance.below(3) == 0
        ? chance.pick(Chance.SIDES) + "-" + chance.pick(ROLES)
        : chance.pick(raised);
    return chance.below(2) == 0
        ? "{\"type\":\"liftObjection\",\"seat\":\"" + seat + "\"}"
        : "{\"type\":\"raiseObjection\",\"seat\":\"" + seat + "\",\"text\":\"" + chance.text()
            + "\"}";
  }

  private String dates() {
    String spans = IntStream.range(0, 1 + chance.below(3))
        .mapToObj(i -> "{\"zone\":\"" + chance.pick(List.of("Asia/Amman", "Etc/GMT+3"))
            + "\",\"startMs\":" + (1804147200000L + chance.below(40) * 86_400_000L)
            + ",\"minutes\":" + (1 + chance.below(60)) * 5 + "}")
        .collect(joining(","));
    String format = chance.pick(List.of("virtual", "inPerson", "hybrid"));
    return "{\"type\":\"dates\",\"spans\":[" + spans + "],\"format\":\"" + format
        + "\",\"venue\":\"" + (format.equals("virtual") ? "" : chance.text()) + "\"}";
  }

  private String ground() {
    String audience = chance.pick(List.of("public", "shared", "private"));
    return "{\"audience\":\"" + audience + "\",\"text\":\""
        + (audience.equals("private") ? "" : chance.text()) + "\"}";
  }

  private String description() {
    String holidays = IntStream.range(0, chance.below(3))
        .mapToObj(i -> "{\"date\":\"202" + i + "-02-" + (25 + chance.below(5)) + "\",\"name\":\""
            + chance.text() + "\"}")
        .collect(joining(","));
    return "{\"zone\":\"Asia/Amman\",\"languages\":[\"ar\",\""
        + chance.pick(List.of("en-GB", "zh-Hant", "x"))
        + "\"],\"emblem\":\"" + chance.pick(List.of("", "RA", "\ud83d\ude80", "\ud83d"))
        + "\",\"weekend\":[\"friday\",\"" + chance.pick(List.of("saturday", "sunday", "friday"))
        + "\"],\"holidays\":[" + holidays + "],\"mail\":\""
        + chance.pick(List.of("", "dates@harbour.example", "dates@-", "dates")) + "\"}";
  }
}
