package org.parley.course.web;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.parley.course.json.Easel;
import org.parley.course.json.Followed;

/** Of people at a board. */
record BoardCommands(Chance chance) implements RandomCommands {

  private static final List<String> ROLES = List.of("head", "deputy", "expert", "member");

  private static final List<String> STANCES =
      List.of("supports", "supports", "couldAccept", "reserves", "opposes", "notStated");

  private static final Pattern CRITERIA = Pattern.compile("\"criteria\":\\{\"version\":(-?\\d+)");

  private static final Pattern PROPOSAL = Pattern.compile("\"proposal\":\\{\"seq\":(\\d+)");

  private static final Pattern ALTERNATIVE = Pattern.compile(
      "\\{\"id\":(\\d+),\"isPlan\":(?:true|false),.*?,\"version\":(\\d+),\"versions\"");

  /** With its newest version. */
  private record Known(int id, int version) {}

  @Override
  public List<String> roles() {
    return ROLES;
  }

  @Override
  public Followed open(String delegations) {
    return Objects.requireNonNull(Easel.open(delegations));
  }

  @Override
  public String opening(int seq) {
    return seq == 0
        ? "{\"type\":\"tableAlternative\",\"isPlan\":true,\"title\":\"A pier for both\",\"text\":\"By day\\nand by night\"}"
        : "{\"type\":\"takePosition\",\"alternative\":0,\"version\":0,\"stance\":\"supports\",\"condition\":\"\"}";
  }

  @Override
  public String command(int seq, Followed followed) {
    String view = followed.view();
    Known known = known(seq, view);
    int proposal = number(view, PROPOSAL, seq - chance.below(6));
    return switch (chance.below(30)) {
      case 0, 1 -> table();
      case 2 -> chance.spoilt(table());
      case 3, 4 -> "{\"type\":\"proposeCriteria\",\"items\":[" + items() + "]}";
      case 5 ->
        "{\"type\":\"" + chance.pick(List.of("declineCriteria", "withdrawCriteria"))
            + "\",\"proposal\":" + proposal + "}";
      case 6, 7, 8, 9, 10, 11 -> "{\"type\":\"agreeOnCriteria\",\"proposal\":" + proposal + "}";
      case 12 -> "{\"type\":\"takeBackAlternative\",\"alternative\":" + known.id() + "}";
      case 13, 14, 15 ->
        "{\"type\":\"reviseAlternative\",\"alternative\":" + known.id() + ",\"seen\":"
            + known.version() + ",\"title\":\"" + chance.text() + "\",\"text\":\"" + chance.text()
            + "\"}";
      case 16, 17, 18, 19, 20 -> assess(known, number(view, CRITERIA, -1));
      default -> position(known);
    };
  }

  private String table() {
    return "{\"type\":\"tableAlternative\",\"isPlan\":" + (chance.below(3) == 0) + ",\"title\":\""
        + chance.text() + "\",\"text\":\"" + chance.text() + "\"}";
  }

  private String items() {
    return IntStream.range(0, chance.below(4))
        .mapToObj(
            id -> "{\"id\":" + (id + chance.below(2)) + ",\"text\":\"" + chance.text() + "\"}")
        .collect(joining(","));
  }

  private String assess(Known known, int criteria) {
    return "{\"type\":\"assess\",\"alternative\":" + known.id() + ",\"criteria\":" + criteria
        + ",\"criterion\":" + chance.below(4) + ",\"text\":\""
        + chance.pick(List.of("", chance.text())) + "\"}";
  }

  private String position(Known known) {
    String stance = chance.pick(STANCES);
    boolean hasCondition = stance.equals("couldAccept")
        || (stance.equals("reserves") && chance.below(2) == 0)
        || chance.below(20) == 0;
    return "{\"type\":\"takePosition\",\"alternative\":" + known.id() + ",\"version\":"
        + known.version() + ",\"stance\":\"" + stance + "\",\"condition\":\""
        + (hasCondition ? chance.text() : "") + "\"}";
  }

  /** Of those that the view shows one; now and then what was before. */
  private Known known(int seq, String view) {
    List<Known> shown = ALTERNATIVE
        .matcher(view)
        .results()
        .map(found -> new Known(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))))
        .toList();
    return shown.isEmpty() || chance.below(9) == 0
        ? new Known(seq - chance.below(6), seq - chance.below(6))
        : shown.get(chance.below(shown.size()));
  }

  private static int number(String view, Pattern pattern, int otherwise) {
    Matcher matcher = pattern.matcher(view);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
  }
}
