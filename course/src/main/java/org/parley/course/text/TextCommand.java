package org.parley.course.text;

import java.util.List;

/** What somebody at the table wishes to do with joint texts. What is written in wordings comes another way: {@link JointTexts#write}. */
public sealed interface TextCommand {

  /** Begins a text, with nothing in it. */
  record OpenText(TextKind kind, String title, List<String> languages) implements TextCommand {
    public OpenText {
      languages = List.copyOf(languages);
    }
  }

  /**
   * Puts one's side's wordings on the table: each is a bracket until all have agreed to it.
   *
   * @param after the paragraph behind which they go; {@link JointTexts#START} for none
   */
  record AddParagraphs(int text, int after, List<NewParagraph> paragraphs) implements TextCommand {
    public AddParagraphs {
      paragraphs = List.copyOf(paragraphs);
    }
  }

  /**
   * Opens a bracket in agreed text; where nothing is between the places, one for an insertion.
   *
   * @param language the place of the language in the text's
   * @param segment the agreed text's; {@link JointTexts#NOTHING} where the paragraph says nothing in that language
   * @param from in UTF-16 units of the segment's text
   */
  record Bracket(int text, int paragraph, int language, int segment, int from, int to)
      implements TextCommand {}

  /** Takes one's side's wording back. */
  record DropWording(int text, int passage) implements TextCommand {}

  /**
   * Accepts a wording for one's side, instead of what it accepted before.
   *
   * @param of the side whose wording it is; {@link Passage#BEFORE} for the text before
   * @param seen the place of that wording's last change that one saw; for the text before, of the passage's opening
   */
  record AcceptWording(int text, int passage, String of, int seen) implements TextCommand {}

  /** Takes one's side's acceptance back. */
  record RetractAcceptance(int text, int passage) implements TextCommand {}

  record AddComment(int text, int paragraph, String body) implements TextCommand {}

  /** Takes a comment of one's side back. */
  record RemoveComment(int text, int paragraph, int comment) implements TextCommand {}

  /**
   * Initials a paragraph for one's side.
   *
   * @param seen the place of its last change that one saw
   * @param digest of what it says, by {@link TextForm}
   */
  record Initial(int text, int paragraph, int seen, String digest) implements TextCommand {}

  /** Takes one's side's initials back. */
  record Uninitial(int text, int paragraph) implements TextCommand {}

  /**
   * Approves a text for one's side.
   *
   * @param seen the place of its last change that one saw
   * @param digest of what it says, by {@link TextForm}: a record names what was approved by it
   */
  record ApproveText(int text, int seen, String digest) implements TextCommand {}

  /** Takes one's side's approval back. */
  record DisapproveText(int text) implements TextCommand {}
}
