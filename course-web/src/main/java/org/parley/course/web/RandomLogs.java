package org.parley.course.web;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.parley.course.Act;
import org.parley.course.json.Table;

/**
 * Logs of random acts, with what became of each and of the table: for whoever has the rules in another shape, to come to the same. The
 * same seed gives the same logs.
 */
final class RandomLogs {

  private static final List<String> SIDES = List.of("harbour", "ridge", "valley");
  private static final List<String> ROLES = List.of("head", "deputy", "member");
  private static final int MAX_ENTRIES = 80;

  /** Texts that are easily spoilt on their way. */
  private static final List<String> TEXTS = List.of(
      "Access to the pier",
      "\u0645\u0631\u062d\u0628\u0627",
      "\ud83d\ude80",
      "\ud83d",
      "\\u0000\\n\\\"",
      "__proto__",
      "</script>",
      "\u2028\u202e");

  private final Random random;

  RandomLogs(long seed) {
    random = new Random(seed);
  }

  /** An array of logs: delegations, entries with their answers, and the view at the end. All but places and times is JSON as text. */
  String write(int count) {
    return IntStream.range(0, count).mapToObj(_ -> log()).collect(joining(",\n", "[\n", "\n]\n"));
  }

  private String log() {
    int sides = 2 + random.nextInt(2);
    String delegations = delegations(sides);
    Table table = Objects.requireNonNull(Table.open(delegations));
    List<String> entries = new ArrayList<>();
    int size = random.nextInt(MAX_ENTRIES);
    while (entries.size() < size) {
      int seq = entries.size();
      // Many begin well.
      boolean opens = seq < sides && size % 8 != 0;
      String seat = opens ? SIDES.get(seq) + "-head" : pick(SIDES) + "-" + pick(ROLES);
      String command = opens ? opening(seq) : command(seq, table.view());
      // Now and then a clock that lies, and a place that was before.
      long atMs =
          random.nextInt(9) == 0 ? random.nextLong(1L << 53) : seq * 1000L + random.nextInt(3000);
      int place = !opens && random.nextInt(9) == 0 ? Math.max(0, seq - 1) : seq;
      String answer = table.apply(new Act(seat, place, atMs), command);
      entries.add("{\"seat\":" + quoted(seat) + ",\"seq\":" + place + ",\"atMs\":" + atMs
          + ",\"command\":" + quoted(command) + ",\"answer\":" + quoted(answer) + "}");
    }
    return "{\"delegations\":" + quoted(delegations) + ",\"entries\":["
        + String.join(",\n", entries) + "],\"view\":" + quoted(table.view()) + "}";
  }

  private static String opening(int seq) {
    return seq == 0 ? propose("{\"type\":\"opening\"}") : "{\"type\":\"agree\",\"motion\":0}";
  }

  private String delegations(int sides) {
    return SIDES.stream()
        .limit(sides)
        .map(side -> ROLES.stream()
            .map(role -> "{\"id\":\"" + side + "-" + role + "\",\"role\":\"" + role + "\"}")
            .collect(joining(",", "{\"id\":\"" + side + "\",\"seats\":[", "]}")))
        .collect(joining(",", "[", "]"));
  }

  /** Mostly about what the view shows. */
  private String command(int seq, String view) {
    int motion = number(view, "\\{\"seq\":(\\d+),\"matter\"", seq - random.nextInt(6));
    int version = number(view, "\"version\":(\\d+)", seq);
    return switch (random.nextInt(20)) {
      case 0 -> propose("{\"type\":\"" + pick(List.of("opening", "recess")) + "\"}");
      case 1 -> propose("{\"type\":\"" + pick(List.of("resumption", "closing")) + "\"}");
      case 2 -> propose("{\"type\":\"newAgenda\",\"items\":[" + items() + "]}");
      case 3 ->
        propose("{\"type\":\"nextItem\",\"agenda\":" + version + ",\"item\":" + random.nextInt(3)
            + "}");
      case 4, 5, 6, 7, 8 -> "{\"type\":\"agree\",\"motion\":" + motion + "}";
      case 9 ->
        "{\"type\":\"" + pick(List.of("decline", "withdraw")) + "\",\"motion\":" + motion + "}";
      case 10, 11, 12, 13 -> "{\"type\":\"raiseHand\"}";
      case 14, 15 -> "{\"type\":\"" + pick(List.of("lowerHand", "yield")) + "\"}";
      case 16, 17 -> "{\"type\":\"next\"}";
      case 18 -> "{\"type\":\"giveFloor\",\"seat\":\"" + pick(SIDES) + "-" + pick(ROLES) + "\"}";
      default -> spoilt(propose("{\"type\":\"newAgenda\",\"items\":[" + items() + "]}"));
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
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(id ->
            "{\"id\":" + id + ",\"text\":\"" + pick(TEXTS) + "\",\"minutes\":" + random.nextInt(90)
                + ",\"label\":\"" + pick(List.of("onRecord", "offRecord", "chathamHouse")) + "\"}")
        .collect(joining(","));
  }

  /** With one character less, or another. */
  private String spoilt(String text) {
    int at = random.nextInt(text.length());
    String instead = pick(List.of("", "\"", "}", "0", " ", "\u0000"));
    return text.substring(0, at) + instead + text.substring(at + 1);
  }

  private String pick(List<String> some) {
    return some.get(random.nextInt(some.size()));
  }

  /** As a JSON string, all but ASCII escaped. */
  private static String quoted(String text) {
    return text.chars()
        .mapToObj(c -> c == '"' || c == '\\'
            ? "\\" + (char) c
            : c < ' ' || c > '~' ? "\\u%04x".formatted(c) : Character.toString(c))
        .collect(joining("", "\"", "\""));
  }
}
