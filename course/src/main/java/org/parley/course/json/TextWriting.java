package org.parley.course.json;

import java.util.List;
import org.parley.course.json.Json.Array;
import org.parley.course.json.Json.Fields;
import org.parley.course.text.Acceptance;
import org.parley.course.text.AgreedText;
import org.parley.course.text.Column;
import org.parley.course.text.Comment;
import org.parley.course.text.Mark;
import org.parley.course.text.Paragraph;
import org.parley.course.text.Passage;
import org.parley.course.text.Segment;
import org.parley.course.text.TextEvent;
import org.parley.course.text.Wording;

/** What goes out about joint texts. A test holds it against the records. */
final class TextWriting {

  private TextWriting() {}

  static Json of(TextAnswer answer) {
    return switch (answer) {
      case TextAnswer.Drafted drafted ->
        Fields.of("drafted").with("events", Array.of(drafted.events(), TextWriting::of));
      case Answer.Refused refused -> Writing.of((Answer) refused);
    };
  }

  static Json of(TextsView view) {
    return Fields.of()
        .with("seq", view.seq())
        .with("texts", Array.of(view.texts(), TextWriting::of));
  }

  private static Json of(TextsView.Head head) {
    return Fields.of()
        .with("id", head.id())
        .with("kind", Names.of(head.kind()))
        .with("title", head.title())
        .with("languages", texts(head.languages()))
        .with("paragraphs", head.paragraphs())
        .with("open", head.open())
        .with("initialled", head.initialled())
        .with("clean", new Json.Flag(head.clean()))
        .with("changed", head.changed())
        .with("approvals", Array.of(head.approvals(), TextWriting::of));
  }

  static Json of(List<TextsView.Outlined> outline) {
    return Array.of(
        outline,
        one -> Fields.of()
            .with("id", one.id())
            .with("changed", one.changed())
            .with("open", one.open())
            .with("initials", texts(one.initials())));
  }

  static Json of(Paragraph paragraph) {
    return Fields.of()
        .with("id", paragraph.id())
        .with("changed", paragraph.changed())
        .with("columns", Array.of(paragraph.columns(), TextWriting::of))
        .with("comments", Array.of(paragraph.comments(), TextWriting::of))
        .with("initials", Array.of(paragraph.initials(), TextWriting::of));
  }

  private static Json of(Column column) {
    return Fields.of().with("segments", Array.of(column.segments(), TextWriting::of));
  }

  private static Json of(Segment segment) {
    return switch (segment) {
      case AgreedText(int id, String text) ->
        Fields.of("agreedText").with("id", id).with("text", text);
      case Passage passage ->
        Fields.of("passage")
            .with("id", passage.id())
            .with("seq", passage.seq())
            .with("before", passage.before())
            .with("wordings", Array.of(passage.wordings(), TextWriting::of))
            .with("acceptances", Array.of(passage.acceptances(), TextWriting::of));
    };
  }

  private static Json of(Wording wording) {
    return Fields.of()
        .with("side", wording.side())
        .with("text", wording.text())
        .with("seq", wording.seq());
  }

  private static Json of(Acceptance acceptance) {
    return Fields.of()
        .with("side", acceptance.side())
        .with("of", acceptance.of())
        .with("seat", acceptance.seat())
        .with("seq", acceptance.seq());
  }

  private static Json of(Comment comment) {
    return Fields.of()
        .with("seq", comment.seq())
        .with("side", comment.side())
        .with("seat", comment.seat())
        .with("atMs", comment.atMs())
        .with("body", comment.body());
  }

  private static Json of(Mark mark) {
    return Fields.of()
        .with("side", mark.side())
        .with("seat", mark.seat())
        .with("seq", mark.seq())
        .with("atMs", mark.atMs());
  }

  private static Json of(TextEvent event) {
    return switch (event) {
      case TextEvent.TextOpened one ->
        of("textOpened", one).with("kind", Names.of(one.kind())).with("title", one.title());
      case TextEvent.ParagraphsAdded one ->
        of("paragraphsAdded", one)
            .with("paragraphs", Array.of(one.paragraphs(), id -> new Json.Whole(id)));
      case TextEvent.BracketOpened one ->
        of("bracketOpened", one).with("paragraph", one.paragraph()).with("passage", one.passage());
      case TextEvent.WordingWritten one ->
        of("wordingWritten", one).with("paragraph", one.paragraph()).with("passage", one.passage());
      case TextEvent.WordingDropped one ->
        of("wordingDropped", one).with("paragraph", one.paragraph()).with("passage", one.passage());
      case TextEvent.WordingAccepted one ->
        of("wordingAccepted", one)
            .with("paragraph", one.paragraph())
            .with("passage", one.passage())
            .with("of", one.of());
      case TextEvent.AcceptanceRetracted one ->
        of("acceptanceRetracted", one)
            .with("paragraph", one.paragraph())
            .with("passage", one.passage());
      case TextEvent.PassageAgreed one ->
        of("passageAgreed", one)
            .with("paragraph", one.paragraph())
            .with("passage", one.passage())
            .with("of", one.of())
            .with("content", one.content());
      case TextEvent.PassageGone one ->
        of("passageGone", one).with("paragraph", one.paragraph()).with("passage", one.passage());
      case TextEvent.ParagraphGone one ->
        of("paragraphGone", one).with("paragraph", one.paragraph());
      case TextEvent.CommentAdded one ->
        of("commentAdded", one).with("paragraph", one.paragraph()).with("comment", one.comment());
      case TextEvent.CommentRemoved one ->
        of("commentRemoved", one).with("paragraph", one.paragraph()).with("comment", one.comment());
      case TextEvent.ParagraphInitialled one ->
        of("paragraphInitialled", one).with("paragraph", one.paragraph());
      case TextEvent.InitialsWithdrawn one ->
        of("initialsWithdrawn", one).with("paragraph", one.paragraph());
      case TextEvent.InitialsCleared one ->
        of("initialsCleared", one)
            .with("paragraph", one.paragraph())
            .with("sides", texts(one.sides()));
      case TextEvent.TextApproved one -> of("textApproved", one);
      case TextEvent.ApprovalWithdrawn one -> of("approvalWithdrawn", one);
      case TextEvent.ApprovalsCleared one ->
        of("approvalsCleared", one).with("sides", texts(one.sides()));
    };
  }

  private static Fields of(String type, TextEvent event) {
    return Fields.of(type).with("act", Writing.of(event.act())).with("text", event.text());
  }

  private static Json texts(List<String> texts) {
    return Array.of(texts, Json.Text::new);
  }
}
