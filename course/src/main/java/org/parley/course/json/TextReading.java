package org.parley.course.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.json.Json.Array;
import org.parley.course.json.Json.Fields;
import org.parley.course.text.NewParagraph;
import org.parley.course.text.TextCommand;
import org.parley.course.text.TextKind;

/** What comes in about joint texts, as strictly as {@link Reading} takes the rest. */
final class TextReading {

  private TextReading() {}

  static @Nullable TextCommand command(String text) {
    Fields fields = Reading.fields(text);
    String type = fields == null ? null : fields.text("type");
    if (fields == null || type == null) {
      return null;
    }
    if (type.equals("openText")) {
      return open(fields);
    }
    Integer named = fields.number("text");
    return named == null ? null : command(type, named, fields);
  }

  private static @Nullable TextCommand command(String type, int text, Fields fields) {
    return switch (type) {
      case "addParagraphs" -> add(text, fields);
      case "bracket" -> bracket(text, fields);
      case "dropWording", "retractAcceptance" -> aboutPassage(type, text, fields);
      case "acceptWording" -> accept(text, fields);
      case "addComment" -> {
        Integer paragraph = fields.number("paragraph");
        String body = fields.text("body");
        yield paragraph == null
                || body == null
                || !fields.areJust("type", "text", "paragraph", "body")
            ? null
            : new TextCommand.AddComment(text, paragraph, body);
      }
      case "removeComment" -> {
        Integer paragraph = fields.number("paragraph");
        Integer comment = fields.number("comment");
        yield paragraph == null
                || comment == null
                || !fields.areJust("type", "text", "paragraph", "comment")
            ? null
            : new TextCommand.RemoveComment(text, paragraph, comment);
      }
      case "initial" -> {
        Integer paragraph = fields.number("paragraph");
        Integer seen = fields.number("seen");
        String digest = fields.text("digest");
        yield paragraph == null
                || seen == null
                || digest == null
                || !fields.areJust("type", "text", "paragraph", "seen", "digest")
            ? null
            : new TextCommand.Initial(text, paragraph, seen, digest);
      }
      case "uninitial" -> {
        Integer paragraph = fields.number("paragraph");
        yield paragraph == null || !fields.areJust("type", "text", "paragraph")
            ? null
            : new TextCommand.Uninitial(text, paragraph);
      }
      case "approveText" -> {
        Integer seen = fields.number("seen");
        String digest = fields.text("digest");
        yield seen == null || digest == null || !fields.areJust("type", "text", "seen", "digest")
            ? null
            : new TextCommand.ApproveText(text, seen, digest);
      }
      case "disapproveText" ->
        fields.areJust("type", "text") ? new TextCommand.DisapproveText(text) : null;
      default -> null;
    };
  }

  private static @Nullable TextCommand open(Fields fields) {
    TextKind kind = Reading.constant(TextKind.values(), fields.text("kind"));
    String title = fields.text("title");
    List<String> languages = texts(fields.array("languages"));
    return kind == null
            || title == null
            || languages == null
            || !fields.areJust("type", "kind", "title", "languages")
        ? null
        : new TextCommand.OpenText(kind, title, languages);
  }

  private static @Nullable TextCommand add(int text, Fields fields) {
    Integer after = fields.number("after");
    Array paragraphs = fields.array("paragraphs");
    List<NewParagraph> read = paragraphs == null ? null : paragraphs.as(TextReading::paragraph);
    return after == null || read == null || !fields.areJust("type", "text", "after", "paragraphs")
        ? null
        : new TextCommand.AddParagraphs(text, after, read);
  }

  private static @Nullable NewParagraph paragraph(Json json) {
    if (!(json instanceof Fields fields) || !fields.areJust("wordings")) {
      return null;
    }
    List<String> wordings = texts(fields.array("wordings"));
    return wordings == null ? null : new NewParagraph(wordings);
  }

  private static @Nullable TextCommand bracket(int text, Fields fields) {
    Integer paragraph = fields.number("paragraph");
    Integer language = fields.number("language");
    Integer segment = fields.number("segment");
    Integer from = fields.number("from");
    Integer to = fields.number("to");
    return paragraph == null
            || language == null
            || segment == null
            || from == null
            || to == null
            || !fields.areJust("type", "text", "paragraph", "language", "segment", "from", "to")
        ? null
        : new TextCommand.Bracket(text, paragraph, language, segment, from, to);
  }

  private static @Nullable TextCommand aboutPassage(String type, int text, Fields fields) {
    Integer passage = fields.areJust("type", "text", "passage") ? fields.number("passage") : null;
    if (passage == null) {
      return null;
    }
    return type.equals("dropWording")
        ? new TextCommand.DropWording(text, passage)
        : new TextCommand.RetractAcceptance(text, passage);
  }

  private static @Nullable TextCommand accept(int text, Fields fields) {
    Integer passage = fields.number("passage");
    String of = fields.text("of");
    Integer seen = fields.number("seen");
    return passage == null
            || of == null
            || seen == null
            || !fields.areJust("type", "text", "passage", "of", "seen")
        ? null
        : new TextCommand.AcceptWording(text, passage, of, seen);
  }

  private static @Nullable List<String> texts(@Nullable Array array) {
    return array == null
        ? null
        : array.as(json -> json instanceof Json.Text(String value) ? value : null);
  }
}
