package org.parley.course.json;

import org.jspecify.annotations.Nullable;
import org.parley.course.board.Alternative;
import org.parley.course.board.Assessment;
import org.parley.course.board.BoardEvent;
import org.parley.course.board.Criteria;
import org.parley.course.board.CriteriaProposal;
import org.parley.course.board.Criterion;
import org.parley.course.board.Edition;
import org.parley.course.board.Position;
import org.parley.course.json.BoardView.Outline;
import org.parley.course.json.Json.Array;
import org.parley.course.json.Json.Fields;

/** What goes out about the board. A test holds it against the records. */
final class BoardWriting {

  private BoardWriting() {}

  static Json of(BoardAnswer answer) {
    return switch (answer) {
      case BoardAnswer.Noted noted ->
        Fields.of("noted").with("events", Array.of(noted.events(), BoardWriting::of));
      case Answer.Refused refused -> Writing.of((Answer) refused);
    };
  }

  static Json of(BoardView view) {
    return Fields.of()
        .with("seq", view.seq())
        .with("criteria", of(view.criteria()))
        .with("proposal", of(view.proposal()))
        .with("alternatives", Array.of(view.alternatives(), BoardWriting::of))
        .with("overlap", Array.of(view.overlap(), one -> new Json.Whole(one)));
  }

  static Json of(Alternative alternative) {
    return Fields.of()
        .with("id", alternative.id())
        .with("isPlan", new Json.Flag(alternative.isPlan()))
        .with("side", alternative.side())
        .with("isTakenBack", new Json.Flag(alternative.isTakenBack()))
        .with("wordings", Array.of(alternative.wordings(), BoardWriting::of))
        .with("positions", Array.of(alternative.positions(), BoardWriting::of))
        .with("assessments", Array.of(alternative.assessments(), BoardWriting::of))
        .with("changed", alternative.changed());
  }

  private static Json of(BoardEvent event) {
    return switch (event) {
      case BoardEvent.CriteriaProposed one ->
        of("criteriaProposed", one).with("items", Array.of(one.items(), BoardWriting::of));
      case BoardEvent.CriteriaAgreed one ->
        of("criteriaAgreed", one).with("proposal", one.proposal());
      case BoardEvent.CriteriaDeclined one ->
        of("criteriaDeclined", one).with("proposal", one.proposal());
      case BoardEvent.CriteriaWithdrawn one ->
        of("criteriaWithdrawn", one).with("proposal", one.proposal());
      case BoardEvent.CriteriaLapsed one ->
        of("criteriaLapsed", one).with("proposal", one.proposal());
      case BoardEvent.CriteriaCarried one ->
        of("criteriaCarried", one).with("proposal", one.proposal());
      case BoardEvent.AlternativeTabled one ->
        of("alternativeTabled", one)
            .with("isPlan", new Json.Flag(one.isPlan()))
            .with("title", one.title());
      case BoardEvent.AlternativeRevised one ->
        of("alternativeRevised", one)
            .with("alternative", one.alternative())
            .with("title", one.title());
      case BoardEvent.AlternativeTakenBack one ->
        of("alternativeTakenBack", one).with("alternative", one.alternative());
      case BoardEvent.PositionTaken one ->
        of("positionTaken", one)
            .with("alternative", one.alternative())
            .with("stance", Names.of(one.stance()))
            .with("condition", one.condition());
      case BoardEvent.Assessed one ->
        of("assessed", one)
            .with("alternative", one.alternative())
            .with("criterion", one.criterion())
            .with("text", one.text());
    };
  }

  private static Fields of(String type, BoardEvent event) {
    return Fields.of(type).with("act", Writing.of(event.act()));
  }

  private static Json of(Criteria criteria) {
    return Fields.of()
        .with("version", criteria.version())
        .with("items", Array.of(criteria.items(), BoardWriting::of));
  }

  private static Json of(Criterion criterion) {
    return Fields.of().with("id", criterion.id()).with("text", criterion.text());
  }

  private static Json of(@Nullable CriteriaProposal proposal) {
    return proposal == null
        ? new Json.Nothing()
        : Fields.of()
            .with("seq", proposal.seq())
            .with("items", Array.of(proposal.items(), BoardWriting::of))
            .with("by", proposal.by())
            .with("atMs", proposal.atMs())
            .with("keys", Array.of(proposal.keys(), Writing::of));
  }

  private static Json of(Outline outline) {
    return Fields.of()
        .with("id", outline.id())
        .with("isPlan", new Json.Flag(outline.isPlan()))
        .with("side", outline.side())
        .with("isTakenBack", new Json.Flag(outline.isTakenBack()))
        .with("title", outline.title())
        .with("version", outline.version())
        .with("versions", outline.versions())
        .with("positions", Array.of(outline.positions(), BoardWriting::of))
        .with("assessments", Array.of(outline.assessments(), BoardWriting::of))
        .with("changed", outline.changed());
  }

  private static Json of(Edition wording) {
    return Fields.of()
        .with("act", Writing.of(wording.act()))
        .with("title", wording.title())
        .with("text", wording.text());
  }

  private static Json of(Position position) {
    return Fields.of()
        .with("side", position.side())
        .with("act", Writing.of(position.act()))
        .with("version", position.version())
        .with("stance", Names.of(position.stance()))
        .with("condition", position.condition());
  }

  private static Json of(Assessment assessment) {
    return Fields.of()
        .with("side", assessment.side())
        .with("criterion", assessment.criterion())
        .with("act", Writing.of(assessment.act()))
        .with("text", assessment.text());
  }
}
