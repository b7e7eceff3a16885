package org.parley.course.web;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.parley.course.Act;
import org.parley.course.json.Followed;

/**
 * Logs of random acts, with what became of each and of the state: for whoever has the rules in another shape, to come to the same. The
 * same seed gives the same logs.
 */
final class RandomLogs {

  private static final int MAX_ENTRIES = 80;

  private final Chance chance;
  private final RandomCommands commands;

  private RandomLogs(Chance chance, RandomCommands commands) {
    this.chance = chance;
    this.commands = commands;
  }

  static RandomLogs ofTables(long seed) {
    Chance chance = new Chance(seed);
    return new RandomLogs(chance, new TableCommands(chance));
  }

  static RandomLogs ofSchedules(long seed) {
    Chance chance = new Chance(seed);
    return new RandomLogs(chance, new ScheduleCommands(chance));
  }

  static RandomLogs ofTexts(long seed) {
    Chance chance = new Chance(seed);
    return new RandomLogs(chance, new TextCommands(chance));
  }

  static RandomLogs ofBoards(long seed) {
    Chance chance = new Chance(seed);
    return new RandomLogs(chance, new BoardCommands(chance));
  }

  static RandomLogs ofActions(long seed) {
    Chance chance = new Chance(seed);
    return new RandomLogs(chance, new ActionCommands(chance));
  }

  /** An array of logs: delegations, entries with those that they go by and their answers, the view at the end and the detail of what has the id 0. All but places and times is JSON as text. */
  String write(int count) {
    return IntStream.range(0, count).mapToObj(_ -> log()).collect(joining(",\n", "[\n", "\n]\n"));
  }

  private String log() {
    int sides = 2 + chance.below(2);
    String delegations = delegations(sides);
    Followed followed = commands.open(delegations);
    List<String> entries = new ArrayList<>();
    int size = chance.below(MAX_ENTRIES);
    while (entries.size() < size) {
      int seq = entries.size();
      // Many begin well.
      boolean opens = seq < sides && size % 8 != 0;
      String seat = opens
          ? Chance.SIDES.get(seq) + "-head"
          : chance.pick(Chance.SIDES) + "-" + chance.pick(commands.roles());
      String command = opens ? commands.opening(seq) : commands.command(seq, followed);
      // Now and then a clock that lies, and a place that was before.
      long atMs = chance.below(9) == 0 ? chance.anyTimeMs() : seq * 1000L + chance.below(3000);
      int place = !opens && chance.below(9) == 0 ? Math.max(0, seq - 1) : seq;
      String seated = chance.below(12) == 0 ? swapped(delegations) : delegations;
      followed.seat(seated);
      String answer = commands.apply(followed, new Act(seat, place, atMs), command);
      entries.add(
          "{\"delegations\":" + quoted(seated) + ",\"seat\":" + quoted(seat) + ",\"seq\":" + place
              + ",\"atMs\":" + atMs
              + ",\"command\":" + quoted(command) + ",\"answer\":" + quoted(answer) + "}");
    }
    return "{\"delegations\":" + quoted(delegations) + ",\"entries\":["
        + String.join(",\n", entries) + "],\"view\":" + quoted(commands.view(followed))
        + ",\"detail\":" + quoted(followed.detail(0)) + "}";
  }

  private String delegations(int sides) {
    return Chance.SIDES.stream()
        .limit(sides)
        .map(side -> commands.roles().stream()
            .map(role -> "{\"id\":\"" + side + "-" + role + "\",\"role\":\"" + role + "\"}")
            .collect(joining(",", "{\"id\":\"" + side + "\",\"seats\":[", "]}")))
        .collect(joining(",", "[", "]"));
  }

  /** The same people, heads and others with each other's roles. */
  private static String swapped(String delegations) {
    return delegations
        .replace("\"role\":\"head\"", "\"role\":\"?\"")
        .replace("\"role\":\"member\"", "\"role\":\"head\"")
        .replace("\"role\":\"?\"", "\"role\":\"member\"");
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
