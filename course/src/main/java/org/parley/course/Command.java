package org.parley.course;

/** What somebody at the table wishes to do. A motion is named by the place of its proposal in the log. */
public sealed interface Command {

  /** Proposes something, and gives one's side's key to it. */
  record Propose(Matter matter) implements Command {}

  /** Gives one's side's key. */
  record Agree(int motion) implements Command {}

  /** Says no for a side that has not given its key: the motion is over. */
  record Decline(int motion) implements Command {}

  /** Takes one's side's key back. */
  record Withdraw(int motion) implements Command {}

  /** Wishes to speak. */
  record RaiseHand() implements Command {}

  /** Wishes to speak no more. */
  record LowerHand() implements Command {}

  /** Lets somebody of the own side speak, when it is that side's turn. */
  record GiveFloor(String seat) implements Command {}

  /** Ends one's own speech, or that of somebody of one's side; the next in line speaks. */
  record Yield() implements Command {}

  /** Lets the next in line speak, whoever speaks now. */
  record Next() implements Command {}

  /**
   * Tells who else is present where one is, and how one is connected, instead of what one told before.
   *
   * @param others empty for nobody
   */
  record Declare(String others, Declaration.Line line) implements Command {}

  /** Asks everybody to declare anew. */
  record AskDeclarations() implements Command {}

  /** Ends a sidebar, whichever side's key opened it first: nobody is held in it. */
  record EndSidebar(Circle circle) implements Command {}

  /**
   * Says for the record that somebody of one's side is at the table, oneself included. That nobody gets in by it is the business of the
   * group's keys.
   */
  record Admit(String seat) implements Command {}

  /** Says for the record that somebody of one's side is not at the table any more. */
  record Depart(String seat) implements Command {}

  /** Signs the record for one's side, up to here. */
  record Sign() implements Command {}
}
