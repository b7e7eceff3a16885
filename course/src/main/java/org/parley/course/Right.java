package org.parley.course;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Command.Admit;
import org.parley.course.Command.Agree;
import org.parley.course.Command.AskDeclarations;
import org.parley.course.Command.Declare;
import org.parley.course.Command.Decline;
import org.parley.course.Command.Depart;
import org.parley.course.Command.EndSidebar;
import org.parley.course.Command.GiveFloor;
import org.parley.course.Command.LowerHand;
import org.parley.course.Command.Next;
import org.parley.course.Command.Propose;
import org.parley.course.Command.RaiseHand;
import org.parley.course.Command.Sign;
import org.parley.course.Command.Withdraw;
import org.parley.course.Command.Yield;

/** The table of rights: which roles may do what in which phase. What else a command needs, {@link Course} asks. */
public enum Right {
  PROPOSE_OPENING(Of.HEADS, Phase.NOT_OPEN, Phase.CLOSED),
  PROPOSE_RECESS(Of.HEADS, Phase.OPEN),
  PROPOSE_RESUMPTION(Of.HEADS, Phase.RECESS),
  PROPOSE_CLOSING(Of.HEADS, Phase.OPEN, Phase.RECESS),
  PROPOSE_SEATING(Of.HEADS, Phase.values()),
  PROPOSE_NEW_AGENDA(Of.HEADS, Phase.values()),
  PROPOSE_NEXT_ITEM(Of.HEADS, Phase.OPEN),
  PROPOSE_SIDEBAR(Of.HEADS, Phase.OPEN, Phase.RECESS),
  AGREE(Of.HEADS, Phase.values()),
  DECLINE(Of.HEADS, Phase.values()),
  WITHDRAW(Of.HEADS, Phase.values()),
  RAISE_HAND(Of.SPEAKERS, Phase.OPEN),
  LOWER_HAND(Of.ALL, Phase.OPEN, Phase.RECESS),
  GIVE_FLOOR(Of.HEADS, Phase.OPEN),
  YIELD(Of.ALL, Phase.OPEN),
  NEXT(Of.HEADS, Phase.OPEN),
  DECLARE(Of.ALL, Phase.values()),
  ASK_DECLARATIONS(Of.HEADS, Phase.values()),
  END_SIDEBAR(Of.HEADS, Phase.OPEN, Phase.RECESS),
  ADMIT(Of.HEADS, Phase.values()),
  DEPART(Of.ALL, Phase.values()),
  SIGN(Of.HEADS, Phase.CLOSED);

  private enum Of {
    /** Heads and deputies. */
    HEADS,
    /** Who takes part in the talks. */
    SPEAKERS,
    ALL;

    boolean has(Role role) {
      return switch (this) {
        case HEADS -> role.speaksForSide();
        case SPEAKERS -> role.speaks();
        case ALL -> true;
      };
    }
  }

  private final Of of;
  // What List.of gives is immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Phase> phases;

  Right(Of of, Phase... phases) {
    this.of = of;
    this.phases = List.of(phases);
  }

  /** What it takes for a command. */
  public static Right of(Command command) {
    return switch (command) {
      case Propose(Matter matter) -> toPropose(matter.kind());
      case Agree _ -> AGREE;
      case Decline _ -> DECLINE;
      case Withdraw _ -> WITHDRAW;
      case RaiseHand _ -> RAISE_HAND;
      case LowerHand _ -> LOWER_HAND;
      case GiveFloor _ -> GIVE_FLOOR;
      case Yield _ -> YIELD;
      case Next _ -> NEXT;
      case Declare _ -> DECLARE;
      case AskDeclarations _ -> ASK_DECLARATIONS;
      case EndSidebar _ -> END_SIDEBAR;
      case Admit _ -> ADMIT;
      case Depart _ -> DEPART;
      case Sign _ -> SIGN;
    };
  }

  static Right toPropose(Kind kind) {
    return switch (kind) {
      case OPENING -> PROPOSE_OPENING;
      case RECESS -> PROPOSE_RECESS;
      case RESUMPTION -> PROPOSE_RESUMPTION;
      case CLOSING -> PROPOSE_CLOSING;
      case SEATING -> PROPOSE_SEATING;
      case NEW_AGENDA -> PROPOSE_NEW_AGENDA;
      case NEXT_ITEM -> PROPOSE_NEXT_ITEM;
      case SIDEBAR_OF_HEADS, SIDEBAR_OF_EXPERTS -> PROPOSE_SIDEBAR;
    };
  }

  /**
   * Why not; null for who has the right.
   *
   * @param role null for whoever is not seated
   */
  public @Nullable Reason refusal(@Nullable Role role, Phase phase) {
    if (role == null) {
      return Reason.NOT_SEATED;
    }
    if (!of.has(role)) {
      return Reason.NOT_YOUR_ROLE;
    }
    return phases.contains(phase) ? null : Reason.WRONG_PHASE;
  }
}
