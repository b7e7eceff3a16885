package org.parley.course.json;

import org.jspecify.annotations.Nullable;
import org.parley.course.json.Json.Array;
import org.parley.course.json.Json.Fields;
import org.parley.course.schedule.LineEvent;
import org.parley.course.schedule.LineProposal;
import org.parley.course.schedule.LineProposal.LineKey;
import org.parley.course.schedule.PublicLine;
import org.parley.course.schedule.Publicity;

/** What goes out about what the public may read. A test holds it against the records. */
final class LineWriting {

  private LineWriting() {}

  static Json of(Publicity publicity) {
    return Fields.of()
        .with("proposed", of(publicity.proposed()))
        .with("inForce", of(publicity.inForce()))
        .with("isOutdated", new Json.Flag(publicity.isOutdated()));
  }

  static Json of(LineEvent event) {
    return switch (event) {
      case LineEvent.LineProposed one ->
        of("lineProposed", one).with("instead", one.instead()).with("line", of(one.line()));
      case LineEvent.LineAccepted one -> of("lineAccepted", one).with("proposal", one.proposal());
      case LineEvent.LineDeclined one -> of("lineDeclined", one).with("proposal", one.proposal());
      case LineEvent.LineWithdrawn one -> of("lineWithdrawn", one).with("proposal", one.proposal());
      case LineEvent.LineConsentWithdrawn one ->
        of("lineConsentWithdrawn", one).with("proposal", one.proposal());
      case LineEvent.LineAgreed one -> of("lineAgreed", one).with("proposal", one.proposal());
      case LineEvent.LineLapsed one -> of("lineLapsed", one).with("proposal", one.proposal());
      case LineEvent.LineTakenDown one -> of("lineTakenDown", one).with("line", one.line());
    };
  }

  private static Fields of(String type, LineEvent event) {
    return Fields.of(type).with("act", Writing.of(event.act())).with("meeting", event.meeting());
  }

  private static Json of(@Nullable LineProposal proposal) {
    return proposal == null
        ? new Json.Nothing()
        : Fields.of()
            .with("seq", proposal.seq())
            .with("side", proposal.side())
            .with("by", proposal.by())
            .with("atMs", proposal.atMs())
            .with("line", of(proposal.line()))
            .with("keys", Array.of(proposal.keys(), LineWriting::of));
  }

  static Json of(LineKey key) {
    return Fields.of()
        .with("side", key.side())
        .with("by", key.by())
        .with("seq", key.seq())
        .with("atMs", key.atMs())
        .with("signature", key.signature());
  }

  private static Json of(PublicLine line) {
    return switch (line) {
      case PublicLine.NoComment() -> Fields.of("noComment");
      case PublicLine.DateLine one ->
        Fields.of("dateLine").with("span", ScheduleWriting.of(one.span()));
      case PublicLine.TopicLine one ->
        Fields.of("topicLine")
            .with("span", ScheduleWriting.of(one.span()))
            .with("level", one.level())
            .with("topic", one.topic());
      case PublicLine.PostponementLine(String reason) ->
        Fields.of("postponementLine").with("reason", reason);
      case PublicLine.CancellationLine(String reason) ->
        Fields.of("cancellationLine").with("reason", reason);
      case PublicLine.Readout one ->
        Fields.of("readout")
            .with("notBeforeMs", one.notBeforeMs())
            .with("columns", Array.of(one.columns(), LineWriting::of));
    };
  }

  private static Json of(PublicLine.ReadoutColumn column) {
    return Fields.of().with("language", column.language()).with("text", column.text());
  }
}
