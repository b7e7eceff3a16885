package org.parley.course.text;

import org.jspecify.annotations.Nullable;
import org.parley.course.Reason;
import org.parley.course.Role;
import org.parley.course.text.TextCommand.AcceptWording;
import org.parley.course.text.TextCommand.AddComment;
import org.parley.course.text.TextCommand.AddParagraphs;
import org.parley.course.text.TextCommand.ApproveText;
import org.parley.course.text.TextCommand.Bracket;
import org.parley.course.text.TextCommand.DisapproveText;
import org.parley.course.text.TextCommand.DropWording;
import org.parley.course.text.TextCommand.Initial;
import org.parley.course.text.TextCommand.OpenText;
import org.parley.course.text.TextCommand.RemoveComment;
import org.parley.course.text.TextCommand.RetractAcceptance;
import org.parley.course.text.TextCommand.Uninitial;

/** The table of rights: which roles may do what with joint texts, whether the meeting is open or not. What else it takes, {@link JointTexts} asks. */
public enum TextRight {
  OPEN_TEXT(Of.DRAFTERS),
  ADD_PARAGRAPHS(Of.DRAFTERS),
  BRACKET(Of.DRAFTERS),
  WRITE(Of.DRAFTERS),
  DROP_WORDING(Of.DRAFTERS),
  ACCEPT_WORDING(Of.HEADS),
  RETRACT_ACCEPTANCE(Of.HEADS),
  ADD_COMMENT(Of.DRAFTERS),
  REMOVE_COMMENT(Of.DRAFTERS),
  INITIAL(Of.HEADS),
  UNINITIAL(Of.HEADS),
  APPROVE_TEXT(Of.HEADS),
  DISAPPROVE_TEXT(Of.HEADS);

  private enum Of {
    /** Heads and deputies. */
    HEADS,
    /** These and who works on texts for them. */
    DRAFTERS;

    boolean has(Role role) {
      return switch (this) {
        case HEADS -> role.speaksForSide();
        case DRAFTERS -> role.prepares() || role == Role.ADVISER || role == Role.EXPERT;
      };
    }
  }

  private final Of of;

  TextRight(Of of) {
    this.of = of;
  }

  /** What it takes for a command. */
  public static TextRight of(TextCommand command) {
    return switch (command) {
      case OpenText _ -> OPEN_TEXT;
      case AddParagraphs _ -> ADD_PARAGRAPHS;
      case Bracket _ -> BRACKET;
      case DropWording _ -> DROP_WORDING;
      case AcceptWording _ -> ACCEPT_WORDING;
      case RetractAcceptance _ -> RETRACT_ACCEPTANCE;
      case AddComment _ -> ADD_COMMENT;
      case RemoveComment _ -> REMOVE_COMMENT;
      case Initial _ -> INITIAL;
      case Uninitial _ -> UNINITIAL;
      case ApproveText _ -> APPROVE_TEXT;
      case DisapproveText _ -> DISAPPROVE_TEXT;
    };
  }

  /**
   * Why not; null for who has the right.
   *
   * @param role null for whoever is not seated
   */
  public @Nullable Reason refusal(@Nullable Role role) {
    if (role == null) {
      return Reason.NOT_SEATED;
    }
    return of.has(role) ? null : Reason.NOT_YOUR_ROLE;
  }
}
