package org.parley.course.actions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Author;
import org.parley.course.Delegation;
import org.parley.course.Folded;
import org.parley.course.Keys;
import org.parley.course.Motion;
import org.parley.course.Reason;
import org.parley.course.Texts;
import org.parley.course.actions.ActionCommand.AgreeToAction;
import org.parley.course.actions.ActionCommand.DeclineAction;
import org.parley.course.actions.ActionCommand.MarkDone;
import org.parley.course.actions.ActionCommand.ProposeAction;
import org.parley.course.actions.ActionCommand.ReopenAction;
import org.parley.course.actions.ActionCommand.WithdrawAction;
import org.parley.course.actions.ActionEvent.ActionAgreed;
import org.parley.course.actions.ActionEvent.ActionCarried;
import org.parley.course.actions.ActionEvent.ActionDeclined;
import org.parley.course.actions.ActionEvent.ActionDone;
import org.parley.course.actions.ActionEvent.ActionLapsed;
import org.parley.course.actions.ActionEvent.ActionProposed;
import org.parley.course.actions.ActionEvent.ActionReopened;
import org.parley.course.actions.ActionEvent.ActionWithdrawn;
import org.parley.course.actions.ActionOutcome.Listed;
import org.parley.course.actions.ActionOutcome.Refused;

/**
 * What the sides of a process have agreed to do. Immutable: a command gives a new one, and one that is refused gives none. Whoever takes the
 * same acts in the order of the log comes to the same state.
 *
 * @param delegations of the charter, in its order
 * @param seq the place of the last act that had an effect; -1 before the first. None before it has any more.
 * @param all in the order in which they were proposed, but for proposals that are over
 */
public record Actions(List<Delegation> delegations, int seq, List<Action> all)
    implements Folded<Actions, ActionCommand, ActionOutcome> {

  /** Proposed, or agreed and not done. A longer list nobody works off. */
  public static final int MAX_OPEN = 200;

  /** With those that are done. More would only make what everybody folds larger. */
  public static final int MAX_ACTIONS = 1_000;

  public Actions {
    delegations = List.copyOf(delegations);
    all = List.copyOf(all);
  }

  /** Before the first, of delegations that {@link Delegation#fit}. */
  public static Actions of(List<Delegation> delegations) {
    Delegation.requireFit(delegations);
    return new Actions(delegations, -1, List.of());
  }

  @Override
  public ActionOutcome decide(Act act, ActionCommand command) {
    if (act.seq() <= seq) {
      return new Refused(Reason.ALREADY);
    }
    Author author = Author.of(act, delegations);
    Reason refusal = ActionRight.of(command).refusal(author == null ? null : author.role());
    if (author == null || refusal != null) {
      return new Refused(refusal == null ? Reason.NOT_SEATED : refusal);
    }
    return switch (command) {
      case ProposeAction proposed -> propose(author, proposed);
      case AgreeToAction(int named) -> about(named, one -> agree(author, one));
      case DeclineAction(int named) -> about(named, one -> decline(author, one));
      case WithdrawAction(int named) -> about(named, one -> withdraw(author, one));
      case MarkDone(int named) -> about(named, one -> markDone(author, one));
      case ReopenAction(int named) -> about(named, one -> reopen(author, one));
    };
  }

  @Override
  public Actions seated(List<Delegation> changed) {
    Delegation.requireSameSides(delegations, changed);
    return new Actions(changed, seq, all);
  }

  /** Null where there is none, or not any more. */
  public @Nullable Action action(int id) {
    return all.stream().filter(one -> one.id() == id).findFirst().orElse(null);
  }

  private ActionOutcome propose(Author author, ProposeAction command) {
    Reason wrong = wrong(command);
    if (wrong != null) {
      return new Refused(wrong);
    }
    if (all.size() == MAX_ACTIONS || open() >= MAX_OPEN) {
      return new Refused(Reason.TOO_MANY);
    }
    List<Action> more = new ArrayList<>(all);
    more.add(Action.of(author, command));
    return new Listed(
        new Actions(delegations, author.act().seq(), more),
        List.of(new ActionProposed(author.act(), command.who(), command.what(), command.due())));
  }

  private @Nullable Reason wrong(ProposeAction command) {
    List<String> inOrder =
        delegations.stream().map(Delegation::id).filter(command.who()::contains).toList();
    if (command.who().isEmpty() || !inOrder.equals(command.who())) {
      boolean areKnown = inOrder.containsAll(command.who());
      return areKnown ? Reason.MALFORMED : Reason.UNKNOWN;
    }
    Reason wrong = Texts.wrong(command.what(), Action.MAX_WHAT_CHARS);
    boolean fits =
        !Texts.isBlank(command.what()) && (command.due().isEmpty() || Texts.isDate(command.due()));
    return wrong == null && !fits ? Reason.MALFORMED : wrong;
  }

  private long open() {
    return all.stream().filter(Action::isOpen).count();
  }

  /** Does something with one that is there, if not too much was done with it. */
  private ActionOutcome about(int named, Function<Action, ActionOutcome> doing) {
    Action action = action(named);
    if (action == null) {
      return new Refused(Reason.OVER);
    }
    return action.history().size() == Action.MAX_STEPS
        ? new Refused(Reason.TOO_MANY)
        : doing.apply(action);
  }

  // --- while it is proposed ---

  private ActionOutcome agree(Author author, Action action) {
    if (action.state() != ActionState.PROPOSED || Keys.haveOf(action.keys(), author.side())) {
      return new Refused(Reason.ALREADY);
    }
    Act act = author.act();
    List<Motion.Key> keys = Keys.with(action.keys(), author);
    boolean isCarried = Keys.areComplete(keys, delegations);
    ActionState next = isCarried ? ActionState.AGREED : ActionState.PROPOSED;
    Action agreed = action.after(author, ActionStep.Deed.AGREED, next, keys);
    ActionEvent event = new ActionAgreed(act, action.id());
    return isCarried
        ? listed(author, agreed, event, new ActionCarried(act, action.id()))
        : listed(author, agreed, event);
  }

  private ActionOutcome decline(Author author, Action action) {
    if (action.state() != ActionState.PROPOSED) {
      return new Refused(Reason.OVER);
    }
    // Whoever agreed takes the key back instead.
    return Keys.haveOf(action.keys(), author.side())
        ? new Refused(Reason.ALREADY)
        : without(author, action, new ActionDeclined(author.act(), action.id()));
  }

  private ActionOutcome withdraw(Author author, Action action) {
    if (action.state() != ActionState.PROPOSED) {
      return new Refused(Reason.OVER);
    }
    if (!Keys.haveOf(action.keys(), author.side())) {
      return new Refused(Reason.NOT_YOUR_SIDE);
    }
    Act act = author.act();
    List<Motion.Key> left = Keys.without(action.keys(), author.side());
    ActionEvent event = new ActionWithdrawn(act, action.id());
    return left.isEmpty()
        ? without(author, action, event, new ActionLapsed(act, action.id()))
        : listed(
            author,
            action.after(author, ActionStep.Deed.WITHDREW, ActionState.PROPOSED, left),
            event);
  }

  // --- when it is agreed ---

  private ActionOutcome markDone(Author author, Action action) {
    Reason wrong = wrongToTell(author, action, ActionState.AGREED);
    return wrong == null
        ? listed(
            author,
            action.after(author, ActionStep.Deed.DONE, ActionState.DONE, action.keys()),
            new ActionDone(author.act(), action.id()))
        : new Refused(wrong);
  }

  private ActionOutcome reopen(Author author, Action action) {
    Reason wrong = wrongToTell(author, action, ActionState.DONE);
    if (wrong == null && open() >= MAX_OPEN) {
      wrong = Reason.TOO_MANY;
    }
    return wrong == null
        ? listed(
            author,
            action.after(author, ActionStep.Deed.REOPENED, ActionState.AGREED, action.keys()),
            new ActionReopened(author.act(), action.id()))
        : new Refused(wrong);
  }

  /** Whoever is to do it says whether it is done. */
  private static @Nullable Reason wrongToTell(Author author, Action action, ActionState from) {
    if (!action.who().contains(author.side())) {
      return Reason.NOT_YOUR_SIDE;
    }
    if (action.state() == ActionState.PROPOSED) {
      return Reason.WRONG_STATE;
    }
    return action.state() == from ? null : Reason.ALREADY;
  }

  private Listed listed(Author author, Action changed, ActionEvent... events) {
    return new Listed(
        new Actions(
            delegations,
            author.act().seq(),
            all.stream().map(one -> one.id() == changed.id() ? changed : one).toList()),
        List.of(events));
  }

  private Listed without(Author author, Action gone, ActionEvent... events) {
    return new Listed(
        new Actions(
            delegations,
            author.act().seq(),
            all.stream().filter(one -> one.id() != gone.id()).toList()),
        List.of(events));
  }
}
