package org.parley.course.actions;

import java.util.List;
import org.parley.course.Act;

/** What happened about actions. */
public sealed interface ActionEvent {

  /** Of the one entry by which it happened. */
  Act act();

  /** It waits for every side's key; the act's place names it. */
  record ActionProposed(Act act, List<String> who, String what, String due) implements ActionEvent {
    public ActionProposed {
      who = List.copyOf(who);
    }
  }

  /** A side gave its key. */
  record ActionAgreed(Act act, int action) implements ActionEvent {}

  /** A side said no: it is gone. */
  record ActionDeclined(Act act, int action) implements ActionEvent {}

  /** A side took its key back. */
  record ActionWithdrawn(Act act, int action) implements ActionEvent {}

  /** Nobody stands by the proposal any more: it is gone. */
  record ActionLapsed(Act act, int action) implements ActionEvent {}

  /** All keys are there: it is to be done. */
  record ActionCarried(Act act, int action) implements ActionEvent {}

  record ActionDone(Act act, int action) implements ActionEvent {}

  record ActionReopened(Act act, int action) implements ActionEvent {}
}
