package org.parley.course.board;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Author;
import org.parley.course.Delegation;
import org.parley.course.Folded;
import org.parley.course.Keys;
import org.parley.course.Reason;
import org.parley.course.Texts;
import org.parley.course.board.BoardCommand.AgreeOnCriteria;
import org.parley.course.board.BoardCommand.Assess;
import org.parley.course.board.BoardCommand.DeclineCriteria;
import org.parley.course.board.BoardCommand.ProposeCriteria;
import org.parley.course.board.BoardCommand.ReviseAlternative;
import org.parley.course.board.BoardCommand.TableAlternative;
import org.parley.course.board.BoardCommand.TakeBackAlternative;
import org.parley.course.board.BoardCommand.TakePosition;
import org.parley.course.board.BoardCommand.WithdrawCriteria;
import org.parley.course.board.BoardEvent.AlternativeRevised;
import org.parley.course.board.BoardEvent.AlternativeTabled;
import org.parley.course.board.BoardEvent.AlternativeTakenBack;
import org.parley.course.board.BoardEvent.Assessed;
import org.parley.course.board.BoardEvent.CriteriaAgreed;
import org.parley.course.board.BoardEvent.CriteriaCarried;
import org.parley.course.board.BoardEvent.CriteriaDeclined;
import org.parley.course.board.BoardEvent.CriteriaLapsed;
import org.parley.course.board.BoardEvent.CriteriaProposed;
import org.parley.course.board.BoardEvent.CriteriaWithdrawn;
import org.parley.course.board.BoardEvent.PositionTaken;
import org.parley.course.board.BoardOutcome.Noted;
import org.parley.course.board.BoardOutcome.Refused;

/**
 * What the sides weigh. Immutable: a command gives a new one, and one that is refused gives none. Whoever takes the same acts in the order
 * of the log comes to the same state.
 *
 * @param delegations of the charter, in its order
 * @param seq the place of the last act that had an effect; -1 before the first. None before it has any more.
 * @param proposal of other criteria, which waits for keys; null where none does
 * @param alternatives in the order in which they were tabled, with those that were taken back
 */
public record Board(
    List<Delegation> delegations,
    int seq,
    Criteria criteria,
    @Nullable CriteriaProposal proposal,
    List<Alternative> alternatives)
    implements Folded<Board, BoardCommand, BoardOutcome> {

  /** With those that were taken back. Nobody compares more, and what everybody folds stays small. */
  public static final int MAX_ALTERNATIVES = 500;

  public Board {
    delegations = List.copyOf(delegations);
    alternatives = List.copyOf(alternatives);
  }

  /** A board on which nothing is yet, of delegations that {@link Delegation#fit}. */
  public static Board of(List<Delegation> delegations) {
    Delegation.requireFit(delegations);
    return new Board(delegations, -1, Criteria.EMPTY, null, List.of());
  }

  /** What becomes of a command. */
  @Override
  public BoardOutcome decide(Act act, BoardCommand command) {
    if (act.seq() <= seq) {
      return new Refused(Reason.ALREADY);
    }
    Author author = Author.of(act, delegations);
    Reason refusal = BoardRight.of(command).refusal(author == null ? null : author.role());
    if (author == null || refusal != null) {
      return new Refused(refusal == null ? Reason.NOT_SEATED : refusal);
    }
    return switch (command) {
      case ProposeCriteria(List<Criterion> items) -> propose(author, items);
      case AgreeOnCriteria(int named) -> agree(author, proposal(named));
      case DeclineCriteria(int named) -> decline(author, proposal(named));
      case WithdrawCriteria(int named) -> withdraw(author, proposal(named));
      case TableAlternative tabled -> table(author, tabled);
      case ReviseAlternative revised ->
        about(revised.alternative(), one -> revise(author, one, revised));
      case TakeBackAlternative(int named) -> about(named, one -> takeBack(author, one));
      case TakePosition taken ->
        about(taken.alternative(), one -> takePosition(author, one, taken));
      case Assess said -> about(said.alternative(), one -> assess(author, one, said));
    };
  }

  /** The same board under a charter that changed: people come and go, the sides and what they said stay. */
  @Override
  public Board seated(List<Delegation> changed) {
    Delegation.requireSameSides(delegations, changed);
    return new Board(changed, seq, criteria, proposal, alternatives);
  }

  /** Null where there is none. */
  public @Nullable Alternative alternative(int id) {
    return alternatives.stream().filter(one -> one.id() == id).findFirst().orElse(null);
  }

  /** Those that stand and that every side supports or could accept, by what it stated last. */
  public List<Alternative> overlap() {
    return alternatives.stream()
        .filter(one ->
            !one.isTakenBack() && delegations.stream().allMatch(side -> isOpenTo(one, side.id())))
        .toList();
  }

  private static boolean isOpenTo(Alternative alternative, String side) {
    Position position = alternative.positionOf(side);
    return position != null && position.stance().isOpen();
  }

  // --- criteria ---

  private @Nullable CriteriaProposal proposal(int named) {
    return proposal == null || proposal.seq() != named ? null : proposal;
  }

  private BoardOutcome propose(Author author, List<Criterion> items) {
    if (proposal != null || items.equals(criteria.items())) {
      return new Refused(Reason.ALREADY);
    }
    Reason wrong = Criteria.wrong(items);
    return wrong == null
        ? proposing(
            author, CriteriaProposal.of(author, items), new CriteriaProposed(author.act(), items))
        : new Refused(wrong);
  }

  private BoardOutcome agree(Author author, @Nullable CriteriaProposal proposed) {
    if (proposed == null) {
      return new Refused(Reason.OVER);
    }
    if (proposed.hasKeyOf(author.side())) {
      return new Refused(Reason.ALREADY);
    }
    Act act = author.act();
    CriteriaProposal held = proposed.withKeyOf(author);
    BoardEvent agreed = new CriteriaAgreed(act, proposed.seq());
    if (!Keys.areComplete(held.keys(), delegations)) {
      return proposing(author, held, agreed);
    }
    Criteria carried = new Criteria(held.seq(), held.items());
    List<Alternative> under =
        alternatives.stream().map(one -> one.under(carried)).toList();
    return new Noted(
        new Board(delegations, act.seq(), carried, null, under),
        List.of(agreed, new CriteriaCarried(act, held.seq())));
  }

  private BoardOutcome decline(Author author, @Nullable CriteriaProposal proposed) {
    if (proposed == null) {
      return new Refused(Reason.OVER);
    }
    // Whoever agreed takes the key back instead.
    return proposed.hasKeyOf(author.side())
        ? new Refused(Reason.ALREADY)
        : proposing(author, null, new CriteriaDeclined(author.act(), proposed.seq()));
  }

  private BoardOutcome withdraw(Author author, @Nullable CriteriaProposal proposed) {
    if (proposed == null) {
      return new Refused(Reason.OVER);
    }
    if (!proposed.hasKeyOf(author.side())) {
      return new Refused(Reason.NOT_YOUR_SIDE);
    }
    CriteriaProposal left = proposed.withoutKeyOf(author.side());
    BoardEvent withdrawn = new CriteriaWithdrawn(author.act(), proposed.seq());
    return left.keys().isEmpty()
        ? proposing(author, null, withdrawn, new CriteriaLapsed(author.act(), proposed.seq()))
        : proposing(author, left, withdrawn);
  }

  private Noted proposing(Author author, @Nullable CriteriaProposal changed, BoardEvent... events) {
    return new Noted(
        new Board(delegations, author.act().seq(), criteria, changed, alternatives),
        List.of(events));
  }

  // --- alternatives ---

  private BoardOutcome table(Author author, TableAlternative command) {
    boolean isSecondPlan = command.isPlan()
        && alternatives.stream().anyMatch(one -> one.isPlan() && !one.isTakenBack());
    if (isSecondPlan) {
      return new Refused(Reason.ALREADY);
    }
    if (alternatives.size() == MAX_ALTERNATIVES) {
      return new Refused(Reason.TOO_MANY);
    }
    Reason wrong = Edition.wrong(command.title(), command.text());
    if (wrong != null) {
      return new Refused(wrong);
    }
    List<Alternative> more = new ArrayList<>(alternatives);
    more.add(Alternative.of(author, command.isPlan(), command.title(), command.text()));
    return noted(
        author, more, new AlternativeTabled(author.act(), command.isPlan(), command.title()));
  }

  /** Does something with one that stands. */
  private BoardOutcome about(int named, Function<Alternative, BoardOutcome> doing) {
    Alternative alternative = alternative(named);
    if (alternative == null) {
      return new Refused(Reason.UNKNOWN);
    }
    return alternative.isTakenBack() ? new Refused(Reason.OVER) : doing.apply(alternative);
  }

  private BoardOutcome revise(Author author, Alternative alternative, ReviseAlternative command) {
    if (!alternative.side().equals(author.side())) {
      return new Refused(Reason.NOT_YOUR_SIDE);
    }
    if (command.seen() != alternative.version()) {
      return new Refused(Reason.ofVersion(command.seen(), alternative.version()));
    }
    Edition newest = alternative.newest();
    if (newest.title().equals(command.title()) && newest.text().equals(command.text())) {
      return new Refused(Reason.ALREADY);
    }
    if (alternative.wordings().size() == Alternative.MAX_WORDINGS) {
      return new Refused(Reason.TOO_MANY);
    }
    Reason wrong = Edition.wrong(command.title(), command.text());
    return wrong == null
        ? noted(
            author,
            alternative.revised(author.act(), command.title(), command.text()),
            new AlternativeRevised(author.act(), alternative.id(), command.title()))
        : new Refused(wrong);
  }

  private BoardOutcome takeBack(Author author, Alternative alternative) {
    return alternative.side().equals(author.side())
        ? noted(
            author,
            alternative.takenBack(author.act()),
            new AlternativeTakenBack(author.act(), alternative.id()))
        : new Refused(Reason.NOT_YOUR_SIDE);
  }

  private BoardOutcome takePosition(Author author, Alternative alternative, TakePosition command) {
    // What was said of another wording is not said of this one.
    if (command.version() != alternative.version()) {
      return new Refused(Reason.ofVersion(command.version(), alternative.version()));
    }
    Reason wrong = command.stance().wrong(command.condition());
    if (wrong != null) {
      return new Refused(wrong);
    }
    Position before = alternative.positionOf(author.side());
    boolean isSame = before == null
        ? command.stance() == Stance.NOT_STATED
        : before.says(command.version(), command.stance(), command.condition());
    if (isSame) {
      return new Refused(Reason.ALREADY);
    }
    if (alternative.countOf(author.side()) == Alternative.MAX_POSITIONS) {
      return new Refused(Reason.TOO_MANY);
    }
    Act act = author.act();
    Position taken =
        new Position(author.side(), act, command.version(), command.stance(), command.condition());
    return noted(
        author,
        alternative.with(taken),
        new PositionTaken(act, alternative.id(), command.stance(), command.condition()));
  }

  private BoardOutcome assess(Author author, Alternative alternative, Assess command) {
    if (command.criteria() != criteria.version()) {
      return new Refused(Reason.ofVersion(command.criteria(), criteria.version()));
    }
    if (!criteria.has(command.criterion())) {
      return new Refused(Reason.UNKNOWN);
    }
    String text = command.text();
    Reason wrong = Texts.wrong(text, Assessment.MAX_CHARS);
    if (wrong != null || (!text.isEmpty() && Texts.isBlank(text))) {
      return new Refused(wrong == null ? Reason.MALFORMED : wrong);
    }
    Assessment before = alternative.assessmentOf(author.side(), command.criterion());
    if (text.equals(before == null ? "" : before.text())) {
      return new Refused(Reason.ALREADY);
    }
    Act act = author.act();
    return noted(
        author,
        alternative.with(new Assessment(author.side(), command.criterion(), act, text)),
        new Assessed(act, alternative.id(), command.criterion(), text));
  }

  private Noted noted(Author author, Alternative changed, BoardEvent event) {
    return noted(
        author,
        alternatives.stream()
            .map(one -> one.id() == changed.id() ? changed : one)
            .toList(),
        event);
  }

  private Noted noted(Author author, List<Alternative> changed, BoardEvent event) {
    return new Noted(
        new Board(delegations, author.act().seq(), criteria, proposal, changed), List.of(event));
  }
}
