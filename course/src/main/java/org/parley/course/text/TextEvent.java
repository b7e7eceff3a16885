package org.parley.course.text;

import java.util.List;
import org.parley.course.Act;

/** What happened to joint texts. */
public sealed interface TextEvent {

  /** Of the one entry by which it happened. */
  Act act();

  int text();

  record TextOpened(Act act, int text, TextKind kind, String title) implements TextEvent {}

  /** A side put paragraphs on the table. */
  record ParagraphsAdded(Act act, int text, List<Integer> paragraphs) implements TextEvent {
    public ParagraphsAdded {
      paragraphs = List.copyOf(paragraphs);
    }
  }

  record BracketOpened(Act act, int text, int paragraph, int passage) implements TextEvent {}

  /** The author's side has another wording. */
  record WordingWritten(Act act, int text, int paragraph, int passage) implements TextEvent {}

  /** The author's side has no wording any more. */
  record WordingDropped(Act act, int text, int paragraph, int passage) implements TextEvent {}

  /**
   * The author's side accepts a wording.
   *
   * @param of whose; empty for the text before
   */
  record WordingAccepted(Act act, int text, int paragraph, int passage, String of)
      implements TextEvent {}

  record AcceptanceRetracted(Act act, int text, int paragraph, int passage) implements TextEvent {}

  /**
   * All sides have accepted a wording: it is agreed text. Empty, it is gone.
   *
   * @param of whose it was; empty for the text before
   */
  record PassageAgreed(Act act, int text, int paragraph, int passage, String of, String content)
      implements TextEvent {}

  /** Nobody would have the passage say anything, and nothing stood there before. */
  record PassageGone(Act act, int text, int paragraph, int passage) implements TextEvent {}

  /** Nothing is left of it. */
  record ParagraphGone(Act act, int text, int paragraph) implements TextEvent {}

  record CommentAdded(Act act, int text, int paragraph, int comment) implements TextEvent {}

  record CommentRemoved(Act act, int text, int paragraph, int comment) implements TextEvent {}

  record ParagraphInitialled(Act act, int text, int paragraph) implements TextEvent {}

  record InitialsWithdrawn(Act act, int text, int paragraph) implements TextEvent {}

  /**
   * The paragraph changed, so these sides have not initialled it any more.
   *
   * @param sides at least one
   */
  record InitialsCleared(Act act, int text, int paragraph, List<String> sides)
      implements TextEvent {
    public InitialsCleared {
      sides = List.copyOf(sides);
    }
  }

  record TextApproved(Act act, int text) implements TextEvent {}

  record ApprovalWithdrawn(Act act, int text) implements TextEvent {}

  /**
   * The text changed, so these sides have not approved it any more.
   *
   * @param sides at least one
   */
  record ApprovalsCleared(Act act, int text, List<String> sides) implements TextEvent {
    public ApprovalsCleared {
      sides = List.copyOf(sides);
    }
  }
}
