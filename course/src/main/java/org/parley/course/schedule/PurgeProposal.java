package org.parley.course.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Author;
import org.parley.course.Delegation;
import org.parley.course.Reason;
import org.parley.course.schedule.LineProposal.LineKey;
import org.parley.course.schedule.PurgeCommand.AcceptPurge;
import org.parley.course.schedule.PurgeCommand.ProposePurge;
import org.parley.course.schedule.PurgeCommand.WithdrawPurge;
import org.parley.course.schedule.PurgeEvent.PurgeAccepted;
import org.parley.course.schedule.PurgeEvent.PurgeAgreed;
import org.parley.course.schedule.PurgeEvent.PurgeProposed;
import org.parley.course.schedule.PurgeEvent.PurgeWithdrawn;

/**
 * That what the server holds of the process be deleted. It needs a key of every side, of the one that proposed it as well: a key signs the
 * proposal's place in the log, which nobody knows before it stands there.
 *
 * @param seq its place in the log, which names it
 * @param by the seat that made it
 * @param atMs when, by that seat's clock
 * @param keys in the order in which they were given; of each side one at most
 */
public record PurgeProposal(int seq, String side, String by, long atMs, List<LineKey> keys) {

  public PurgeProposal {
    keys = List.copyOf(keys);
  }

  /** What becomes of a command: a reason, or what is proposed from then on, null for nothing, and what happened. */
  sealed interface Decided {
    record No(Reason reason) implements Decided {}

    record Yes(@Nullable PurgeProposal next, List<ScheduleEvent> events) implements Decided {
      public Yes {
        events = List.copyOf(events);
      }
    }
  }

  static Decided decide(
      List<Delegation> delegations,
      @Nullable PurgeProposal standing,
      Author author,
      PurgeCommand command) {
    Act act = author.act();
    if (command instanceof ProposePurge) {
      return standing == null
          ? new Decided.Yes(
              new PurgeProposal(act.seq(), author.side(), act.seat(), act.atMs(), List.of()),
              List.of(new PurgeProposed(act)))
          : new Decided.No(Reason.ALREADY);
    }
    if (standing == null || standing.seq() != named(command)) {
      return new Decided.No(Reason.OVER);
    }
    if (command instanceof AcceptPurge(int _, String signature)) {
      return standing.accept(delegations, author, signature);
    }
    // With all its keys as well: were it carried out, nobody could write this any more.
    return new Decided.Yes(null, List.of(new PurgeWithdrawn(act, standing.seq())));
  }

  private static int named(PurgeCommand command) {
    return switch (command) {
      case ProposePurge() -> Meeting.NONE;
      case AcceptPurge(int proposal, String _) -> proposal;
      case WithdrawPurge(int proposal) -> proposal;
    };
  }

  private Decided accept(List<Delegation> delegations, Author author, String signature) {
    if (!Checks.isSignature(signature)) {
      return new Decided.No(Reason.MALFORMED);
    }
    // Another signature counts: the one before may be bad, or by a link that was replaced.
    if (keys.stream()
        .anyMatch(key -> key.side().equals(author.side()) && key.signature().equals(signature))) {
      return new Decided.No(Reason.ALREADY);
    }
    Act act = author.act();
    List<LineKey> more = new ArrayList<>(keys);
    more.removeIf(key -> key.side().equals(author.side()));
    more.add(new LineKey(author.side(), act.seat(), act.seq(), act.atMs(), signature));
    PurgeProposal held = new PurgeProposal(seq, side, by, atMs, more);
    ScheduleEvent accepted = new PurgeAccepted(act, seq);
    return new Decided.Yes(
        held,
        held.isAgreed(delegations)
            ? List.of(accepted, new PurgeAgreed(act, seq))
            : List.of(accepted));
  }

  private boolean isAgreed(List<Delegation> delegations) {
    return delegations.stream()
        .allMatch(each -> keys.stream().anyMatch(key -> key.side().equals(each.id())));
  }
}
