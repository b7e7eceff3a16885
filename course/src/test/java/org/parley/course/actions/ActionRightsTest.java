package org.parley.course.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.course.Act;
import org.parley.course.Reason;
import org.parley.course.Role;
import org.parley.course.Tables;
import org.parley.course.actions.ActionCommand.AgreeToAction;
import org.parley.course.actions.ActionCommand.DeclineAction;
import org.parley.course.actions.ActionCommand.MarkDone;
import org.parley.course.actions.ActionCommand.ReopenAction;
import org.parley.course.actions.ActionCommand.WithdrawAction;
import org.parley.course.actions.ActionOutcome.Listed;
import org.parley.course.actions.ActionOutcome.Refused;

public class ActionRightsTest {

  /** Every role of each side, with something proposed, agreed and done: what the table refuses is refused for that reason, and what it allows is done somewhere. */
  @ParameterizedTest
  @EnumSource(ActionRight.class)
  void theTableDecides(ActionRight right) {
    Actions finished = Lists.done(Lists.agreed(), "ridge-head", new MarkDone(0));
    for (Role role : Role.values()) {
      boolean isEverDone = false;
      for (Actions actions : List.of(Lists.proposed(), Lists.agreed(), finished)) {
        for (String side : List.of("harbour-", "ridge-")) {
          isEverDone |= isDone(actions, right, role, side + role.name().toLowerCase(Locale.ROOT));
        }
      }
      assertThat(isEverDone).isEqualTo(right.refusal(role) == null);
    }
    assertThat(isDone(finished, right, null, "nobody")).isFalse();
  }

  private static boolean isDone(
      Actions actions, ActionRight right, @Nullable Role role, String seat) {
    ActionCommand command = example(right);
    assertThat(ActionRight.of(command)).isEqualTo(right);
    ActionOutcome outcome = actions.decide(new Act(seat, actions.seq() + 1, 0), command);
    Reason refusal = right.refusal(role);
    if (refusal != null) {
      assertThat(outcome).isEqualTo(new Refused(refusal));
    }
    return outcome instanceof Listed;
  }

  private static ActionCommand example(ActionRight right) {
    return switch (right) {
      case PROPOSE_ACTION -> Lists.SURVEY;
      case AGREE_TO_ACTION -> new AgreeToAction(0);
      case DECLINE_ACTION -> new DeclineAction(0);
      case WITHDRAW_ACTION -> new WithdrawAction(0);
      case MARK_DONE -> new MarkDone(0);
      case REOPEN_ACTION -> new ReopenAction(0);
    };
  }

  /** What a command needs besides. */
  private static String besides(ActionRight right) {
    return switch (right) {
      case PROPOSE_ACTION ->
        "fewer than " + Actions.MAX_OPEN + " are proposed or to be done, and there are fewer than "
            + Actions.MAX_ACTIONS
            + " with those that are done; sides of the meeting, in the charter's order; 1 to "
            + Action.MAX_WHAT_CHARS + " characters; a day, or none";
      case AGREE_TO_ACTION -> "it is proposed, and one's side has not given its key";
      case DECLINE_ACTION ->
        "it is proposed, and one's side has not given its key: the proposal is over";
      case WITHDRAW_ACTION -> "it is proposed, and one's side has given its key";
      case MARK_DONE -> "it is agreed and not done, and one's side is to do it";
      case REOPEN_ACTION ->
        "it is done, and one's side is to do it; fewer than " + Actions.MAX_OPEN
            + " are proposed or to be done";
    };
  }

  /** Of docs/rights.md. */
  public static String chapter() {
    StringBuilder out = new StringBuilder("""

        ## On actions

        Whatever the meeting's phase.

        | command | who | if |
        |---|---|---|
        """);
    for (ActionRight right : ActionRight.values()) {
      String who = Tables.words(role -> right.refusal(role) == null);
      String cells = String.join(" | ", Tables.words(right), who, besides(right));
      out.append("| ").append(cells).append(" |\n");
    }
    return out.append("""

        Something is to be done when each side's head or deputy has given a key: the proposal is the first. No more than %d things are done about one.
        """.formatted(Action.MAX_STEPS)).toString();
  }
}
