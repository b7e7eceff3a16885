package org.parley.course.web;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.parley.course.json.Followed;
import org.parley.course.json.Table;

/** Of people at a table. */
record TableCommands(Chance chance) implements RandomCommands {

  private static final List<String> ROLES = List.of("head", "deputy", "member", "interpreter");

  @Override
  public List<String> roles() {
    return ROLES;
  }

  @Override
  public Followed open(String delegations) {
    return Objects.requireNonNull(Table.open(delegations));
  }

  @Override
  public String opening(int seq) {
    return seq == 0
        ? propose("{\"type\":\"opening\",\"meeting\":-1}")
        : "{\"type\":\"agree\",\"motion\":0}";
  }

  @Override
  public String command(int seq, String view) {
    int motion = number(view, "\\{\"seq\":(\\d+),\"matter\"", seq - chance.below(6));
    int version = number(view, "\"version\":(\\d+)", seq);
    return switch (chance.below(23)) {
      case 0 -> propose("{\"type\":\"opening\",\"meeting\":" + (chance.below(6) - 1) + "}");
      case 1 ->
        propose("{\"type\":\"" + chance.pick(List.of("recess", "resumption", "closing")) + "\"}");
      case 2 -> propose("{\"type\":\"newAgenda\",\"items\":[" + items() + "]}");
      case 3 ->
        propose("{\"type\":\"nextItem\",\"agenda\":" + version + ",\"item\":"
            + (chance.below(4) - 1) + "}");
      case 4, 5, 6, 7, 8 -> "{\"type\":\"agree\",\"motion\":" + motion + "}";
      case 9 ->
        "{\"type\":\"" + chance.pick(List.of("decline", "withdraw")) + "\",\"motion\":" + motion
            + "}";
      case 10, 11, 12, 13 -> "{\"type\":\"raiseHand\"}";
      case 14, 15 -> "{\"type\":\"" + chance.pick(List.of("lowerHand", "yield")) + "\"}";
      case 16, 17 -> "{\"type\":\"next\"}";
      case 18 ->
        propose("{\"type\":\"setSeating\",\"order\":\""
            + chance.pick(List.of("charter", "alphabetical", "rotating")) + "\"}");
      case 19 ->
        "{\"type\":\"declare\",\"others\":\"" + chance.pick(List.of("", chance.text()))
            + "\",\"line\":\"" + chance.pick(List.of("wired", "wireless", "mobile", "unknown"))
            + "\"}";
      case 20 -> "{\"type\":\"askDeclarations\"}";
      case 21 ->
        "{\"type\":\"giveFloor\",\"seat\":\"" + chance.pick(Chance.SIDES) + "-" + chance.pick(ROLES)
            + "\"}";
      default -> chance.spoilt(propose("{\"type\":\"newAgenda\",\"items\":[" + items() + "]}"));
    };
  }

  private static int number(String view, String pattern, int otherwise) {
    Matcher matcher = Pattern.compile(pattern).matcher(view);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
  }

  private static String propose(String matter) {
    return "{\"type\":\"propose\",\"matter\":" + matter + "}";
  }

  private String items() {
    return IntStream.range(0, chance.below(4))
        .mapToObj(id -> "{\"id\":" + id + ",\"text\":\"" + chance.text() + "\",\"minutes\":"
            + chance.below(90) + ",\"label\":\""
            + chance.pick(List.of("onRecord", "offRecord", "chathamHouse")) + "\"}")
        .collect(joining(","));
  }
}
