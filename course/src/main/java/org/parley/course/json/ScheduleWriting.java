package org.parley.course.json;

import org.jspecify.annotations.Nullable;
import org.parley.course.json.Json.Array;
import org.parley.course.json.Json.Fields;
import org.parley.course.schedule.Described;
import org.parley.course.schedule.Description;
import org.parley.course.schedule.Ground;
import org.parley.course.schedule.Holiday;
import org.parley.course.schedule.LineEvent;
import org.parley.course.schedule.Meeting;
import org.parley.course.schedule.MeetingEvent;
import org.parley.course.schedule.Objection;
import org.parley.course.schedule.Offer;
import org.parley.course.schedule.Offer.Consent;
import org.parley.course.schedule.Proposal;
import org.parley.course.schedule.PurgeEvent;
import org.parley.course.schedule.ScheduleEvent;
import org.parley.course.schedule.Span;
import org.parley.course.schedule.Step;
import org.parley.course.schedule.Terms;

/** What goes out about a process. A test holds it against the records. */
final class ScheduleWriting {

  private ScheduleWriting() {}

  static Json of(ScheduleAnswer answer) {
    return switch (answer) {
      case ScheduleAnswer.Arranged arranged ->
        Fields.of("arranged").with("events", Array.of(arranged.events(), ScheduleWriting::of));
      case Answer.Refused refused -> Writing.of((Answer) refused);
    };
  }

  static Json of(ScheduleView view) {
    return Fields.of()
        .with("seq", view.seq())
        .with("descriptions", Array.of(view.descriptions(), ScheduleWriting::of))
        .with("meetings", Array.of(view.meetings(), ScheduleWriting::of))
        .with("objections", Array.of(view.objections(), ScheduleWriting::of))
        .with("purge", PurgeJson.of(view.purge()));
  }

  private static Json of(ScheduleEvent event) {
    return switch (event) {
      case ScheduleEvent.SideDescribed one ->
        Fields.of("sideDescribed")
            .with("act", Writing.of(one.act()))
            .with("description", of(one.description()));
      case ScheduleEvent.ObjectionRaised one ->
        Fields.of("objectionRaised")
            .with("act", Writing.of(one.act()))
            .with("seat", one.seat())
            .with("text", one.text());
      case ScheduleEvent.ObjectionLifted one ->
        Fields.of("objectionLifted").with("act", Writing.of(one.act())).with("seat", one.seat());
      case PurgeEvent one -> PurgeJson.of(one);
      case MeetingEvent one -> of(one);
    };
  }

  private static Json of(MeetingEvent event) {
    return switch (event) {
      case LineEvent one -> LineWriting.of(one);
      case MeetingEvent.MeetingProposed one ->
        of("meetingProposed", one).with("follows", one.follows()).with("dates", of(one.dates()));
      case MeetingEvent.OfferMade one ->
        of("offerMade", one).with("instead", one.instead()).with("proposal", of(one.proposal()));
      case MeetingEvent.OfferAccepted one ->
        of("offerAccepted", one).with("offer", one.offer()).with("span", one.span());
      case MeetingEvent.OfferDeclined one -> of("offerDeclined", one).with("offer", one.offer());
      case MeetingEvent.OfferWithdrawn one -> of("offerWithdrawn", one).with("offer", one.offer());
      case MeetingEvent.ConsentWithdrawn one ->
        of("consentWithdrawn", one).with("offer", one.offer());
      case MeetingEvent.DatesAgreed one ->
        of("datesAgreed", one).with("sequence", one.sequence()).with("terms", of(one.terms()));
      case MeetingEvent.MeetingPostponed one ->
        of("meetingPostponed", one)
            .with("sequence", one.sequence())
            .with("ground", of(one.ground()));
      case MeetingEvent.MeetingCancelled one ->
        of("meetingCancelled", one)
            .with("sequence", one.sequence())
            .with("ground", of(one.ground()));
      case MeetingEvent.MeetingDropped one -> of("meetingDropped", one);
    };
  }

  private static Fields of(String type, MeetingEvent event) {
    return Fields.of(type).with("act", Writing.of(event.act())).with("meeting", event.meeting());
  }

  private static Json of(Meeting meeting) {
    return Fields.of()
        .with("id", meeting.id())
        .with("follows", meeting.follows())
        .with("state", Names.of(meeting.state()))
        .with("agreed", meeting.agreed() == null ? new Json.Nothing() : of(meeting.agreed()))
        .with("offer", of(meeting.offer()))
        .with("sequence", meeting.sequence())
        .with("history", Array.of(meeting.history(), ScheduleWriting::of))
        .with("publicity", LineWriting.of(meeting.publicity()))
        .with("readout", LineWriting.of(meeting.readout()));
  }

  private static Json of(Objection objection) {
    return Fields.of()
        .with("side", objection.side())
        .with("seat", objection.seat())
        .with("by", objection.by())
        .with("act", Writing.of(objection.act()))
        .with("text", objection.text());
  }

  private static Json of(Step step) {
    return Fields.of().with("side", step.side()).with("event", of(step.event()));
  }

  private static Json of(Terms terms) {
    return Fields.of()
        .with("span", of(terms.span()))
        .with("format", Names.of(terms.format()))
        .with("venue", terms.venue());
  }

  private static Json of(@Nullable Offer offer) {
    return offer == null
        ? new Json.Nothing()
        : Fields.of()
            .with("seq", offer.seq())
            .with("side", offer.side())
            .with("by", offer.by())
            .with("atMs", offer.atMs())
            .with("proposal", of(offer.proposal()))
            .with("keys", Array.of(offer.keys(), ScheduleWriting::of));
  }

  private static Json of(Consent key) {
    return Fields.of()
        .with("side", key.side())
        .with("by", key.by())
        .with("seq", key.seq())
        .with("atMs", key.atMs())
        .with("span", key.span());
  }

  private static Json of(Proposal proposal) {
    return switch (proposal) {
      case Proposal.Dates dates ->
        Fields.of("dates")
            .with("spans", Array.of(dates.spans(), ScheduleWriting::of))
            .with("format", Names.of(dates.format()))
            .with("venue", dates.venue());
      case Proposal.Postponement(Ground ground) ->
        Fields.of("postponement").with("ground", of(ground));
      case Proposal.Cancellation(Ground ground) ->
        Fields.of("cancellation").with("ground", of(ground));
    };
  }

  static Json of(Span span) {
    return Fields.of()
        .with("zone", span.zone())
        .with("startMs", span.startMs())
        .with("minutes", span.minutes());
  }

  private static Json of(Ground ground) {
    return Fields.of().with("audience", Names.of(ground.audience())).with("text", ground.text());
  }

  private static Json of(Described described) {
    return Fields.of()
        .with("side", described.side())
        .with("act", Writing.of(described.act()))
        .with("description", of(described.description()));
  }

  private static Json of(Description description) {
    return Fields.of()
        .with("zone", description.zone())
        .with("languages", Array.of(description.languages(), Json.Text::new))
        .with("emblem", description.emblem())
        .with("weekend", Array.of(description.weekend(), day -> new Json.Text(Names.of(day))))
        .with("holidays", Array.of(description.holidays(), ScheduleWriting::of))
        .with("mail", description.mail());
  }

  private static Json of(Holiday holiday) {
    return Fields.of().with("date", holiday.date()).with("name", holiday.name());
  }
}
