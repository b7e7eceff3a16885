package org.parley.course.web;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.parley.course.json.Docket;
import org.parley.course.json.Followed;

/** Of people who agree on what is to be done. */
record ActionCommands(Chance chance) implements RandomCommands {

  private static final List<String> ROLES = List.of("head", "deputy", "secretariat", "member");

  private static final List<String> DEEDS = List.of(
      "agreeToAction",
      "agreeToAction",
      "agreeToAction",
      "agreeToAction",
      "markDone",
      "markDone",
      "reopenAction",
      "declineAction",
      "withdrawAction");

  /** What people write may hold separators of lines. */
  private static final Pattern LISTED = Pattern.compile("\\{\"id\":(\\d+),\"who\"");

  @Override
  public List<String> roles() {
    return ROLES;
  }

  @Override
  public Followed open(String delegations) {
    return Objects.requireNonNull(Docket.open(delegations));
  }

  @Override
  public String opening(int seq) {
    return seq == 0
        ? propose("[\"ridge\"]", "Survey the pier", "2027-03-09")
        : "{\"type\":\"agreeToAction\",\"action\":0}";
  }

  @Override
  public String command(int seq, Followed followed) {
    return switch (chance.below(12)) {
      case 0, 1 -> propose();
      case 2 -> chance.spoilt(propose());
      default ->
        "{\"type\":\"" + chance.pick(DEEDS) + "\",\"action\":" + action(seq, followed.view()) + "}";
    };
  }

  private String propose() {
    String who = chance.pick(List.of(
        "[\"harbour\"]",
        "[\"harbour\",\"ridge\"]",
        "[\"ridge\",\"harbour\"]",
        "[\"valley\"]",
        "[]"));
    return propose(
        who,
        chance.text(),
        chance.pick(List.of("", "2028-02-29", "2027-02-29", "0000-01-01", "x")));
  }

  private static String propose(String who, String what, String due) {
    return "{\"type\":\"proposeAction\",\"who\":" + who + ",\"what\":\"" + what + "\",\"due\":\""
        + due + "\"}";
  }

  /** One that is listed; now and then what was before. */
  private int action(int seq, String view) {
    List<Integer> listed = LISTED
        .matcher(view)
        .results()
        .map(found -> Integer.parseInt(found.group(1)))
        .toList();
    return listed.isEmpty() || chance.below(9) == 0 ? seq - chance.below(6) : chance.pick(listed);
  }
}
