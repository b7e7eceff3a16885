package org.parley.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.parley.course.Command.Agree;
import org.parley.course.Command.Propose;
import org.parley.course.Delegation.Seat;
import org.parley.course.Matter.Closing;
import org.parley.course.Matter.Opening;
import org.parley.course.Matter.Recess;
import org.parley.course.Outcome.Done;
import org.parley.course.Outcome.Refused;

/** Tables to test with. */
public final class Tables {

  /** Two sides, with somebody in each role. */
  public static final List<Delegation> TWO = List.of(fullSide("harbour"), fullSide("ridge"));

  /** With a head, a deputy and a member each. */
  static final List<Delegation> THREE = List.of(side("harbour"), side("ridge"), side("valley"));

  static final List<Item> ITEMS = List.of(
      new Item(1, "Access to the pier", 30, Item.Label.ON_RECORD),
      new Item(2, "Night traffic", 0, Item.Label.CHATHAM_HOUSE));

  private Tables() {}

  static Delegation side(String id) {
    return side(id, Role.HEAD, Role.DEPUTY, Role.MEMBER);
  }

  private static Delegation fullSide(String id) {
    return side(id, Role.values());
  }

  /** The seats are named after the side and the role: {@code harbour-head}. */
  public static Delegation side(String id, Role... roles) {
    return new Delegation(
        id,
        Stream.of(roles)
            .map(role -> new Seat(id + "-" + role.name().toLowerCase(Locale.ROOT), role))
            .toList());
  }

  static Course in(Phase phase) {
    Course course = Course.of(TWO);
    return switch (phase) {
      case NOT_OPEN -> course;
      case OPEN -> agreed(course, new Opening(Opening.NONE));
      case RECESS -> agreed(in(Phase.OPEN), new Recess());
      case CLOSED -> agreed(in(Phase.OPEN), new Closing());
    };
  }

  /** After one side's proposal and the consent of all others. */
  static Course agreed(Course course, Matter matter) {
    String first = course.delegations().getFirst().id();
    Course proposed = done(course, first + "-head", new Propose(matter));
    int motion = proposed.seq();
    for (Delegation other : course.delegations()) {
      if (!other.id().equals(first)) {
        proposed = done(proposed, other.id() + "-head", new Agree(motion));
      }
    }
    return proposed;
  }

  /** Carries a command out at the next place of the log, a second later for each. */
  static Course done(Course course, String seat, Command command) {
    return at(course, course.seq() + 1, seat, (course.seq() + 1) * 1000L, command)
        .next();
  }

  static Done at(Course course, int seq, String seat, long atMs, Command command) {
    Outcome outcome = course.decide(new Act(seat, seq, atMs), command);
    assertThat(outcome).isInstanceOf(Done.class);
    return (Done) outcome;
  }

  static void refused(Course course, String seat, Command command, Reason reason) {
    Act act = new Act(seat, course.seq() + 1, 0);
    assertThat(course.decide(act, command)).isEqualTo(new Refused(reason));
  }

  public static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Those roles. */
  public static String words(Predicate<Role> which) {
    List<String> roles =
        Stream.of(Role.values()).filter(which).map(Tables::words).toList();
    return roles.isEmpty()
        ? "–"
        : roles.size() == Role.values().length ? "all" : String.join(", ", roles);
  }
}
