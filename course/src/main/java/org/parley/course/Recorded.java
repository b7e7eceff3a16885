package org.parley.course;

/** What of a table goes into the record of the meeting: what binds a side, and who was there. Neither speeches nor raised hands do. */
public final class Recorded {

  private Recorded() {}

  /** Whether a command that is taken at this table goes into the record. What is off the record leaves nothing there. */
  public static boolean is(Course before, Command command) {
    return switch (command) {
      case Command.Propose(Matter matter) -> is(before, matter);
      case Command.Agree(int motion) -> isMotion(before, motion);
      case Command.Decline(int motion) -> isMotion(before, motion);
      case Command.Withdraw(int motion) -> isMotion(before, motion);
      case Command.Admit _, Command.Depart _, Command.Sign _ -> true;
      case Command.Declare _ -> before.isOnRecord();
      case Command.RaiseHand _,
          Command.LowerHand _,
          Command.GiveFloor _,
          Command.Yield _,
          Command.Next _,
          Command.AskDeclarations _,
          Command.EndSidebar _ -> false;
    };
  }

  private static boolean isMotion(Course before, int motion) {
    return before.motions().stream()
        .anyMatch(one -> one.seq() == motion && is(before, one.matter()));
  }

  /** How a meeting runs is recorded throughout: or a record would not tell where it has gaps. */
  private static boolean is(Course before, Matter matter) {
    return switch (matter.kind()) {
      case OPENING, RECESS, RESUMPTION, CLOSING, NEW_AGENDA, NEXT_ITEM -> true;
      case SEATING, SIDEBAR_OF_HEADS, SIDEBAR_OF_EXPERTS -> before.isOnRecord();
    };
  }
}
