package org.parley.course.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.course.Act;
import org.parley.course.Reason;
import org.parley.course.Role;
import org.parley.course.Tables;
import org.parley.course.text.TextOutcome.Refused;

public class TextRightsTest {

  /** Every role with every command, in a text with a bracket and in one without: what the table refuses is refused for that reason, and what it allows is not. */
  @ParameterizedTest
  @EnumSource(TextRight.class)
  void theTableDecides(TextRight right) {
    for (JointTexts texts : List.of(Drafts.tabled(), Drafts.clean())) {
      for (Role role : Role.values()) {
        for (String side : List.of("harbour-", "ridge-")) {
          decides(texts, right, role, side + role.name().toLowerCase(Locale.ROOT));
        }
      }
      decides(texts, right, null, "nobody");
    }
  }

  private static void decides(JointTexts texts, TextRight right, @Nullable Role role, String seat) {
    Act act = new Act(seat, texts.seq() + 1, 0);
    @Nullable TextCommand command = example(right, texts);
    TextOutcome outcome =
        command == null ? texts.write(act, 0, 1, "Shut") : texts.decide(act, command);
    if (command != null) {
      assertThat(TextRight.of(command)).isEqualTo(right);
    }
    Reason refusal = right.refusal(role);
    if (refusal != null) {
      assertThat(outcome).isEqualTo(new Refused(refusal));
    } else if (outcome instanceof Refused(Reason reason)) {
      assertThat(reason).isIn(Reason.OVER, Reason.ALREADY, Reason.WRONG_STATE);
      assertThat(right)
          .isNotIn(TextRight.OPEN_TEXT, TextRight.ADD_PARAGRAPHS, TextRight.ADD_COMMENT);
    }
  }

  /** Null for what is no command. */
  private static @Nullable TextCommand example(TextRight right, JointTexts texts) {
    int seen = Drafts.text(texts).changed();
    return switch (right) {
      case OPEN_TEXT -> Drafts.OPEN;
      case ADD_PARAGRAPHS ->
        new TextCommand.AddParagraphs(0, 0, List.of(new NewParagraph(List.of("b"))));
      case BRACKET -> new TextCommand.Bracket(0, 0, 0, 2, 0, 3);
      case WRITE -> null;
      case DROP_WORDING -> new TextCommand.DropWording(0, 1);
      case ACCEPT_WORDING -> new TextCommand.AcceptWording(0, 1, "harbour", 1);
      case RETRACT_ACCEPTANCE -> new TextCommand.RetractAcceptance(0, 1);
      case ADD_COMMENT -> new TextCommand.AddComment(0, 0, "Fine");
      case REMOVE_COMMENT -> new TextCommand.RemoveComment(0, 0, 7);
      case INITIAL -> Drafts.initialling(texts, 0, seen);
      case UNINITIAL -> new TextCommand.Uninitial(0, 0);
      case APPROVE_TEXT -> Drafts.approving(texts, seen);
      case DISAPPROVE_TEXT -> new TextCommand.DisapproveText(0);
    };
  }

  /** What a command needs besides. */
  private static String besides(TextRight right) {
    return switch (right) {
      case OPEN_TEXT ->
        "there are fewer than " + JointTexts.MAX_TEXTS + "; a title of 1 to "
            + JointText.MAX_TITLE_CHARS + " characters, 1 to " + JointText.MAX_LANGUAGES
            + " languages";
      case ADD_PARAGRAPHS ->
        "it has at most " + JointText.MAX_PARAGRAPHS
            + " then; a wording for each language, not all of them empty";
      case BRACKET ->
        "what is cut is agreed text as one saw it; a language of a paragraph has at most "
            + Column.MAX_SEGMENTS + " pieces then";
      case WRITE ->
        "the bracket is open; at most " + Wording.MAX_CHARS + " characters, " + Column.MAX_CHARS
            + " in a language of a paragraph";
      case DROP_WORDING -> "one's side has one, and the bracket is open";
      case ACCEPT_WORDING ->
        "the bracket is open, the wording another side's and as one saw it, and one's side has not accepted it";
      case RETRACT_ACCEPTANCE -> "one's side has accepted a wording, and the bracket is open";
      case ADD_COMMENT ->
        "1 to " + Comment.MAX_CHARS + " characters, at most " + Paragraph.MAX_COMMENTS
            + " to a paragraph";
      case REMOVE_COMMENT -> "it is one's side's";
      case INITIAL ->
        "the paragraph is as one saw it and has no open bracket, the digest is of what it says, and one's side has not";
      case UNINITIAL -> "one's side has";
      case APPROVE_TEXT ->
        "the text is as one saw it and has a paragraph and no open bracket, the digest is of what it says, and one's side has not";
      case DISAPPROVE_TEXT -> "one's side has";
    };
  }

  /** Of docs/rights.md. */
  public static String chapter() {
    StringBuilder out = new StringBuilder("""

        ## On joint texts

        Whether the meeting is open or not.

        | command | who | if |
        |---|---|---|
        """);
    for (TextRight right : TextRight.values()) {
      out.append("| ")
          .append(String.join(
              " | ",
              List.of(
                  Tables.words(right),
                  Tables.words(role -> right.refusal(role) == null),
                  besides(right))))
          .append(" |\n");
    }
    return out.append("""

            What a side puts on the table is an open bracket, as is what somebody cuts out of agreed text. In a bracket each side has at most one wording,
            which its own people alone write. It is agreed text when every other side's head or deputy has accepted it, and what stood there before when
            every side's has; an empty one is struck. Who changes a wording clears the acceptances of it. A bracket without a wording, in which nothing
            stood before, is gone when the last wording is taken back.

            Any later change to a paragraph clears its initials, and any to a text its approvals. Comments are no change.
            """).toString();
  }
}
