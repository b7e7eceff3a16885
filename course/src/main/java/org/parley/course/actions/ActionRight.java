package org.parley.course.actions;

import org.jspecify.annotations.Nullable;
import org.parley.course.Reason;
import org.parley.course.Role;
import org.parley.course.actions.ActionCommand.AgreeToAction;
import org.parley.course.actions.ActionCommand.DeclineAction;
import org.parley.course.actions.ActionCommand.MarkDone;
import org.parley.course.actions.ActionCommand.ProposeAction;
import org.parley.course.actions.ActionCommand.ReopenAction;
import org.parley.course.actions.ActionCommand.WithdrawAction;

/** The table of rights: which roles may do what about actions. What else a command needs, {@link Actions} asks. */
public enum ActionRight {
  PROPOSE_ACTION(Of.HEADS),
  AGREE_TO_ACTION(Of.HEADS),
  DECLINE_ACTION(Of.HEADS),
  WITHDRAW_ACTION(Of.HEADS),
  MARK_DONE(Of.PREPARERS),
  REOPEN_ACTION(Of.PREPARERS);

  private enum Of {
    /** Heads and deputies. */
    HEADS,
    /** These and the secretariat. */
    PREPARERS;

    boolean has(Role role) {
      return switch (this) {
        case HEADS -> role.speaksForSide();
        case PREPARERS -> role.prepares();
      };
    }
  }

  private final Of of;

  ActionRight(Of of) {
    this.of = of;
  }

  /** What it takes for a command. */
  public static ActionRight of(ActionCommand command) {
    return switch (command) {
      case ProposeAction _ -> PROPOSE_ACTION;
      case AgreeToAction _ -> AGREE_TO_ACTION;
      case DeclineAction _ -> DECLINE_ACTION;
      case WithdrawAction _ -> WITHDRAW_ACTION;
      case MarkDone _ -> MARK_DONE;
      case ReopenAction _ -> REOPEN_ACTION;
    };
  }

  /**
   * Why not; null for who has the right.
   *
   * @param role null for whoever is not seated
   */
  public @Nullable Reason refusal(@Nullable Role role) {
    if (role == null) {
      return Reason.NOT_SEATED;
    }
    return of.has(role) ? null : Reason.NOT_YOUR_ROLE;
  }
}
