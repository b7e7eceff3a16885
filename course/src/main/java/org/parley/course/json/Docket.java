package org.parley.course.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Delegation;
import org.parley.course.Reason;
import org.parley.course.actions.Action;
import org.parley.course.actions.ActionCommand;
import org.parley.course.actions.ActionEvent;
import org.parley.course.actions.ActionOutcome;
import org.parley.course.actions.Actions;

/**
 * What is to be done, as it is followed: {@link Actions} that move on with what is taken from the log. Commands are {@link ActionCommand}s,
 * answers {@link ActionAnswer}s, the view an {@link ActionsView}, a detail an {@link Action}.
 */
public final class Docket extends Followed {

  private static final Current.Telling<Actions, ActionCommand, ActionOutcome> TELLING =
      new Current.Telling<>(
          ActionReading::command,
          new ActionOutcome.Refused(Reason.MALFORMED),
          Docket::next,
          (_, _, outcome) -> answer(outcome));

  private final Current<Actions, ActionCommand, ActionOutcome> current;

  private Docket(Actions actions) {
    current = new Current<>(actions, TELLING);
  }

  /**
   * Before the first; null for what are no delegations.
   *
   * @param delegations an array of {@link Delegation}
   */
  public static @Nullable Docket open(String delegations) {
    List<Delegation> read = Reading.delegations(delegations);
    return read == null ? null : new Docket(Actions.of(read));
  }

  @Override
  Current<?, ?, ?> current() {
    return current;
  }

  @Override
  public String view() {
    return ActionWriting.of(ActionsView.of(current.state())).print();
  }

  @Override
  public String detail(int id) {
    Action action = current.state().action(id);
    return action == null
        ? new Json.Nothing().print()
        : ActionWriting.of(action).print();
  }

  private static @Nullable Actions next(ActionOutcome outcome) {
    return outcome instanceof ActionOutcome.Listed(Actions next, List<ActionEvent> _) ? next : null;
  }

  private static Json answer(ActionOutcome outcome) {
    return ActionWriting.of(
        switch (outcome) {
          case ActionOutcome.Listed listed -> new ActionAnswer.Listed(listed.events());
          case ActionOutcome.Refused refused -> new Answer.Refused(refused.reason());
        });
  }
}
