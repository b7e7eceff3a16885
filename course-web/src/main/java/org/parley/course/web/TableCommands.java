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

  private static final Pattern MOTION = Pattern.compile("\\{\"seq\":(\\d+),\"matter\"");

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
  public String command(int seq, Followed followed) {
    String view = followed.view();
    int motion = motion(seq, view);
    return switch (chance.below(38)) {
      case 0, 1 -> propose(phase(view));
      case 2, 3, 4 -> propose(agenda(number(view, "\"version\":(\\d+)", -1)));
      case 5 ->
        "{\"type\":\"" + chance.pick(List.of("decline", "withdraw")) + "\",\"motion\":" + motion
            + "}";
      case 6, 7, 8 -> "{\"type\":\"raiseHand\"}";
      case 9, 10 -> "{\"type\":\"" + chance.pick(List.of("lowerHand", "yield")) + "\"}";
      case 11, 12 -> "{\"type\":\"next\"}";
      case 13 ->
        propose("{\"type\":\"setSeating\",\"order\":\""
            + chance.pick(List.of("charter", "alphabetical", "rotating")) + "\"}");
      case 14 ->
        "{\"type\":\"declare\",\"others\":\"" + chance.pick(List.of("", chance.text()))
            + "\",\"line\":\"" + chance.pick(List.of("wired", "wireless", "mobile", "unknown"))
            + "\"}";
      case 15 -> "{\"type\":\"askDeclarations\"}";
      case 16 ->
        "{\"type\":\"giveFloor\",\"seat\":\"" + chance.pick(Chance.SIDES) + "-" + chance.pick(ROLES)
            + "\"}";
      case 17 -> chance.spoilt(propose("{\"type\":\"newAgenda\",\"items\":[" + items() + "]}"));
      case 18, 19 -> propose("{\"type\":\"openSidebar\",\"circle\":\"" + circle() + "\"}");
      case 20 -> "{\"type\":\"endSidebar\",\"circle\":\"" + circle() + "\"}";
      case 21, 22 ->
        "{\"type\":\"" + chance.pick(List.of("admit", "depart")) + "\",\"seat\":\""
            + chance.pick(Chance.SIDES) + "-" + chance.pick(ROLES) + "\"}";
      case 23 -> "{\"type\":\"sign\"}";
      default -> "{\"type\":\"agree\",\"motion\":" + motion + "}";
    };
  }

  private String circle() {
    return chance.pick(List.of("heads", "experts"));
  }

  /** Mostly what leads on from the phase that the view shows. */
  private String phase(String view) {
    boolean isOpen = view.contains("\"phase\":\"open\"") || view.contains("\"phase\":\"recess\"");
    return isOpen == (chance.below(6) > 0)
        ? "{\"type\":\"" + chance.pick(List.of("recess", "resumption", "closing")) + "\"}"
        : "{\"type\":\"opening\",\"meeting\":" + (chance.below(6) - 1) + "}";
  }

  /** An agenda where there is none, and mostly its items after that. */
  private String agenda(int version) {
    return chance.below(5) == 0 || version < 0
        ? "{\"type\":\"newAgenda\",\"items\":[" + items() + "]}"
        : "{\"type\":\"nextItem\",\"agenda\":" + version + ",\"item\":" + (chance.below(3) - 1)
            + "}";
  }

  /** One that is pending; now and then, or where none is, what was before. */
  private int motion(int seq, String view) {
    List<String> pending =
        MOTION.matcher(view).results().map(found -> found.group(1)).toList();
    return pending.isEmpty() || chance.below(9) == 0
        ? seq - chance.below(6)
        : Integer.parseInt(chance.pick(pending));
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
