package org.parley.course.board;

import java.util.List;
import org.parley.course.Act;

/** What happened at the board. */
public sealed interface BoardEvent {

  /** Of the one entry by which it happened. */
  Act act();

  /** Criteria wait for every side's key; the act's place names the proposal. */
  record CriteriaProposed(Act act, List<Criterion> items) implements BoardEvent {
    public CriteriaProposed {
      items = List.copyOf(items);
    }
  }

  /** A side gave its key. */
  record CriteriaAgreed(Act act, int proposal) implements BoardEvent {}

  /** A side said no. */
  record CriteriaDeclined(Act act, int proposal) implements BoardEvent {}

  /** A side took its key back. */
  record CriteriaWithdrawn(Act act, int proposal) implements BoardEvent {}

  /** Nobody stands by the proposal any more. */
  record CriteriaLapsed(Act act, int proposal) implements BoardEvent {}

  /** All keys are there: alternatives are compared by these. */
  record CriteriaCarried(Act act, int proposal) implements BoardEvent {}

  /** The act's place names it. */
  record AlternativeTabled(Act act, boolean isPlan, String title) implements BoardEvent {}

  /** The act's place names its version. */
  record AlternativeRevised(Act act, int alternative, String title) implements BoardEvent {}

  record AlternativeTakenBack(Act act, int alternative) implements BoardEvent {}

  /** The author's side stands to it so. */
  record PositionTaken(Act act, int alternative, Stance stance, String condition)
      implements BoardEvent {}

  /** The author's side says something of it under a criterion; nothing any more where the text is empty. */
  record Assessed(Act act, int alternative, int criterion, String text) implements BoardEvent {}
}
