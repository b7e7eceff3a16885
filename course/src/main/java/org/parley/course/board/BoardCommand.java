package org.parley.course.board;

import java.util.List;

/** What somebody wishes to do at the board. A proposal and an alternative are named by their places in the log. */
public sealed interface BoardCommand {

  /** Proposes criteria instead of those that are agreed, and gives one's side's key to them. */
  record ProposeCriteria(List<Criterion> items) implements BoardCommand {
    public ProposeCriteria {
      items = List.copyOf(items);
    }
  }

  /** Gives one's side's key. */
  record AgreeOnCriteria(int proposal) implements BoardCommand {}

  /** Says no for a side that has not given its key: the proposal is over. */
  record DeclineCriteria(int proposal) implements BoardCommand {}

  /** Takes one's side's key back. */
  record WithdrawCriteria(int proposal) implements BoardCommand {}

  /** Lays something on the table to agree on. */
  record TableAlternative(boolean isPlan, String title, String text) implements BoardCommand {}

  /**
   * Gives an alternative of one's side another wording.
   *
   * @param seen the version that the author has seen
   */
  record ReviseAlternative(int alternative, int seen, String title, String text)
      implements BoardCommand {}

  /** One's side does not stand by its alternative any more. */
  record TakeBackAlternative(int alternative) implements BoardCommand {}

  /**
   * States how one's side stands to an alternative, instead of what it stated before.
   *
   * @param version that the author has seen
   * @param condition empty for none
   */
  record TakePosition(int alternative, int version, Stance stance, String condition)
      implements BoardCommand {}

  /**
   * Says something of an alternative under a criterion for one's side, instead of what was said before.
   *
   * @param criteria the version of them that the author has seen
   * @param text empty to say nothing any more
   */
  record Assess(int alternative, int criteria, int criterion, String text)
      implements BoardCommand {}
}
