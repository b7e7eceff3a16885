package org.parley.course.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.parley.course.Act;
import org.parley.course.Delegation;
import org.parley.course.Reason;
import org.parley.course.Role;
import org.parley.course.Tables;
import org.parley.course.actions.ActionCommand.AgreeToAction;
import org.parley.course.actions.ActionCommand.ProposeAction;
import org.parley.course.actions.ActionOutcome.Listed;
import org.parley.course.actions.ActionOutcome.Refused;

/** Actions to test with. */
final class Lists {

  /** With a head, a secretariat and a member each. */
  static final List<Delegation> THREE = List.of(side("harbour"), side("ridge"), side("valley"));

  static final ProposeAction SURVEY =
      new ProposeAction(List.of("ridge"), "Survey the pier", "2027-03-09");

  private Lists() {}

  private static Delegation side(String id) {
    return Tables.side(id, Role.HEAD, Role.SECRETARIAT, Role.MEMBER);
  }

  /** Of two sides: the survey, 0, by Harbour's key alone. */
  static Actions proposed() {
    return done(Actions.of(Tables.TWO), "harbour-head", SURVEY);
  }

  /** By both keys. */
  static Actions agreed() {
    return done(proposed(), "ridge-head", new AgreeToAction(0));
  }

  static Action action(Actions actions, int id) {
    return Objects.requireNonNull(actions.action(id));
  }

  /** Carries a command out at the next place of the log, a second later for each. */
  static Actions done(Actions actions, String seat, ActionCommand command) {
    return at(actions, seat, command).next();
  }

  static Listed at(Actions actions, String seat, ActionCommand command) {
    int seq = actions.seq() + 1;
    ActionOutcome outcome = actions.decide(new Act(seat, seq, seq * 1000L), command);
    assertThat(outcome).isInstanceOf(Listed.class);
    return (Listed) outcome;
  }

  static void refused(Actions actions, String seat, ActionCommand command, Reason reason) {
    Act act = new Act(seat, actions.seq() + 1, 0);
    assertThat(actions.decide(act, command)).isEqualTo(new Refused(reason));
  }
}
