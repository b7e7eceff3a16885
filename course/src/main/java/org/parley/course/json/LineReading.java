package org.parley.course.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.json.Json.Array;
import org.parley.course.json.Json.Fields;
import org.parley.course.schedule.LineCommand;
import org.parley.course.schedule.PublicLine;
import org.parley.course.schedule.PublicLine.ReadoutColumn;
import org.parley.course.schedule.Span;

/** What comes in about what the public may read, as strictly as {@link Reading} takes the rest. */
final class LineReading {

  private LineReading() {}

  static @Nullable LineCommand command(String type, Fields fields) {
    Integer meeting = fields.number("meeting");
    if (meeting == null) {
      return null;
    }
    return switch (type) {
      case "proposeLine" -> propose(meeting, fields);
      case "acceptLine" -> accept(meeting, fields);
      case "takeDownLine" -> {
        Integer line = fields.areJust("type", "meeting", "line") ? fields.number("line") : null;
        yield line == null ? null : new LineCommand.TakeDownLine(meeting, line);
      }
      default -> end(type, meeting, fields);
    };
  }

  private static @Nullable LineCommand propose(int meeting, Fields fields) {
    Integer seen = fields.number("seen");
    PublicLine line = line(fields.fields("line"));
    return seen == null || line == null || !fields.areJust("type", "meeting", "seen", "line")
        ? null
        : new LineCommand.ProposeLine(meeting, seen, line);
  }

  private static @Nullable LineCommand accept(int meeting, Fields fields) {
    Integer proposal = fields.number("proposal");
    String signature = fields.text("signature");
    return proposal == null
            || signature == null
            || !fields.areJust("type", "meeting", "proposal", "signature")
        ? null
        : new LineCommand.AcceptLine(meeting, proposal, signature);
  }

  private static @Nullable LineCommand end(String type, int meeting, Fields fields) {
    Integer proposal =
        fields.areJust("type", "meeting", "proposal") ? fields.number("proposal") : null;
    if (proposal == null) {
      return null;
    }
    return type.equals("declineLine")
        ? new LineCommand.DeclineLine(meeting, proposal)
        : new LineCommand.WithdrawLine(meeting, proposal);
  }

  private static @Nullable PublicLine line(@Nullable Fields fields) {
    String type = fields == null ? null : fields.text("type");
    if (fields == null || type == null) {
      return null;
    }
    return switch (type) {
      case "noComment" -> fields.areJust("type") ? new PublicLine.NoComment() : null;
      case "dateLine" -> {
        Span span = fields.areJust("type", "span") ? span(fields) : null;
        yield span == null ? null : new PublicLine.DateLine(span);
      }
      case "topicLine" -> topic(fields);
      case "postponementLine", "cancellationLine" -> {
        String reason = fields.areJust("type", "reason") ? fields.text("reason") : null;
        yield reason == null ? null : ended(type, reason);
      }
      case "readout" -> readout(fields);
      default -> null;
    };
  }

  private static @Nullable PublicLine topic(Fields fields) {
    Span span = span(fields);
    String level = fields.text("level");
    String topic = fields.text("topic");
    return span == null
            || level == null
            || topic == null
            || !fields.areJust("type", "span", "level", "topic")
        ? null
        : new PublicLine.TopicLine(span, level, topic);
  }

  private static @Nullable PublicLine readout(Fields fields) {
    Long notBeforeMs = fields.whole("notBeforeMs");
    Array columns = fields.array("columns");
    List<ReadoutColumn> read = columns == null ? null : columns.as(LineReading::column);
    return notBeforeMs == null || read == null || !fields.areJust("type", "notBeforeMs", "columns")
        ? null
        : new PublicLine.Readout(notBeforeMs, read);
  }

  private static @Nullable ReadoutColumn column(Json value) {
    Fields fields = value instanceof Fields column ? column : null;
    String language = fields == null ? null : fields.text("language");
    String text = fields == null ? null : fields.text("text");
    return fields == null || language == null || text == null || !fields.areJust("language", "text")
        ? null
        : new ReadoutColumn(language, text);
  }

  private static PublicLine ended(String type, String reason) {
    return type.equals("postponementLine")
        ? new PublicLine.PostponementLine(reason)
        : new PublicLine.CancellationLine(reason);
  }

  private static @Nullable Span span(Fields fields) {
    return ScheduleReading.span(fields.fields("span"));
  }
}
