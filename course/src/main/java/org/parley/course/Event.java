package org.parley.course;

/** What happened at the table. */
public sealed interface Event {

  /** Of the one entry by which it happened. */
  Act act();

  /** A motion is pending now; the act's place names it. */
  record Proposed(Act act, Matter matter) implements Event {}

  /** A side gave its key. */
  record Agreed(Act act, int motion) implements Event {}

  /** A side took its key back. */
  record Withdrawn(Act act, int motion) implements Event {}

  /** A side said no. */
  record Declined(Act act, int motion) implements Event {}

  /** All keys are there: the matter came about. */
  record Carried(Act act, Motion motion) implements Event {}

  /** Nobody stands by it any more, or it has lost its sense by what came about. */
  record Lapsed(Act act, int motion) implements Event {}

  record HandRaised(Act act) implements Event {}

  record HandLowered(Act act) implements Event {}

  /** Somebody speaks. */
  record FloorGiven(Act act, String seat) implements Event {}

  /** Somebody has spoken, for so long. */
  record SpeechEnded(Act act, String seat, long spentMs) implements Event {}

  /** The author has a new declaration. */
  record Declared(Act act, String others, Declaration.Line line) implements Event {}

  /** What was declared before is older than the question. */
  record DeclarationsAsked(Act act) implements Event {}

  /** A circle is not aside any more: somebody ended it, or the meeting was closed. */
  record SidebarEnded(Act act, Circle circle) implements Event {}

  record Admitted(Act act, String seat) implements Event {}

  record Departed(Act act, String seat) implements Event {}

  /** A side signed the record. */
  record Signed(Act act, String side) implements Event {}
}
