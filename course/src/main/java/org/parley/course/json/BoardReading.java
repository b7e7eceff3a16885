package org.parley.course.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.board.BoardCommand;
import org.parley.course.board.Criterion;
import org.parley.course.board.Stance;
import org.parley.course.json.Json.Fields;

/** What comes in about the board, as strictly as {@link Reading} takes the rest. */
final class BoardReading {

  private BoardReading() {}

  static @Nullable BoardCommand command(String text) {
    Fields fields = Reading.fields(text);
    String type = fields == null ? null : fields.text("type");
    if (fields == null || type == null) {
      return null;
    }
    return switch (type) {
      case "proposeCriteria" -> propose(fields);
      case "agreeOnCriteria", "declineCriteria", "withdrawCriteria" -> aboutProposal(type, fields);
      case "tableAlternative" -> table(fields);
      case "reviseAlternative" -> revise(fields);
      case "takeBackAlternative" -> {
        Integer alternative =
            fields.areJust("type", "alternative") ? fields.number("alternative") : null;
        yield alternative == null ? null : new BoardCommand.TakeBackAlternative(alternative);
      }
      case "takePosition" -> takePosition(fields);
      case "assess" -> assess(fields);
      default -> null;
    };
  }

  private static @Nullable BoardCommand propose(Fields fields) {
    Json.Array items = fields.areJust("type", "items") ? fields.array("items") : null;
    List<Criterion> read = items == null ? null : items.as(BoardReading::criterion);
    return read == null ? null : new BoardCommand.ProposeCriteria(read);
  }

  private static @Nullable Criterion criterion(Json json) {
    if (!(json instanceof Fields fields) || !fields.areJust("id", "text")) {
      return null;
    }
    Integer id = fields.number("id");
    String text = fields.text("text");
    return id == null || text == null ? null : new Criterion(id, text);
  }

  private static @Nullable BoardCommand aboutProposal(String type, Fields fields) {
    Integer proposal = fields.areJust("type", "proposal") ? fields.number("proposal") : null;
    if (proposal == null) {
      return null;
    }
    return switch (type) {
      case "agreeOnCriteria" -> new BoardCommand.AgreeOnCriteria(proposal);
      case "declineCriteria" -> new BoardCommand.DeclineCriteria(proposal);
      default -> new BoardCommand.WithdrawCriteria(proposal);
    };
  }

  private static @Nullable BoardCommand table(Fields fields) {
    Boolean isPlan = fields.flag("isPlan");
    String title = fields.text("title");
    String text = fields.text("text");
    return isPlan == null
            || title == null
            || text == null
            || !fields.areJust("type", "isPlan", "title", "text")
        ? null
        : new BoardCommand.TableAlternative(isPlan, title, text);
  }

  private static @Nullable BoardCommand revise(Fields fields) {
    Integer alternative = fields.number("alternative");
    Integer seen = fields.number("seen");
    String title = fields.text("title");
    String text = fields.text("text");
    return alternative == null
            || seen == null
            || title == null
            || text == null
            || !fields.areJust("type", "alternative", "seen", "title", "text")
        ? null
        : new BoardCommand.ReviseAlternative(alternative, seen, title, text);
  }

  private static @Nullable BoardCommand takePosition(Fields fields) {
    Integer alternative = fields.number("alternative");
    Integer version = fields.number("version");
    Stance stance = Reading.constant(Stance.values(), fields.text("stance"));
    String condition = fields.text("condition");
    return alternative == null
            || version == null
            || stance == null
            || condition == null
            || !fields.areJust("type", "alternative", "version", "stance", "condition")
        ? null
        : new BoardCommand.TakePosition(alternative, version, stance, condition);
  }

  private static @Nullable BoardCommand assess(Fields fields) {
    Integer alternative = fields.number("alternative");
    Integer criteria = fields.number("criteria");
    Integer criterion = fields.number("criterion");
    String text = fields.text("text");
    return alternative == null
            || criteria == null
            || criterion == null
            || text == null
            || !fields.areJust("type", "alternative", "criteria", "criterion", "text")
        ? null
        : new BoardCommand.Assess(alternative, criteria, criterion, text);
  }
}
