package org.parley.course.json;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.parley.course.json.Json.Array;
import org.parley.course.json.Json.Fields;
import org.parley.course.schedule.Description;
import org.parley.course.schedule.Format;
import org.parley.course.schedule.Ground;
import org.parley.course.schedule.Holiday;
import org.parley.course.schedule.MeetingCommand;
import org.parley.course.schedule.Proposal;
import org.parley.course.schedule.ScheduleCommand;
import org.parley.course.schedule.Span;
import org.parley.course.schedule.Weekday;

/** What comes in about a process, as strictly as {@link Reading} takes the rest. */
final class ScheduleReading {

  private ScheduleReading() {}

  static @Nullable ScheduleCommand command(String text) {
    Fields fields = Reading.fields(text);
    String type = fields == null ? null : fields.text("type");
    if (fields == null || type == null) {
      return null;
    }
    return switch (type) {
      case "describeSide" -> describeSide(fields);
      case "raiseObjection" -> raiseObjection(fields);
      case "liftObjection" -> liftObjection(fields);
      case "proposeMeeting" -> proposeMeeting(fields);
      case "makeOffer" -> makeOffer(fields);
      case "acceptOffer" -> acceptOffer(fields);
      case "declineOffer", "withdrawOffer" -> endOffer(type, fields);
      case "proposeLine", "acceptLine", "declineLine", "withdrawLine", "takeDownLine" ->
        LineReading.command(type, fields);
      case "proposePurge", "acceptPurge", "withdrawPurge" -> PurgeJson.command(type, fields);
      default -> null;
    };
  }

  private static @Nullable ScheduleCommand describeSide(Fields fields) {
    Fields described = fields.areJust("type", "description") ? fields.fields("description") : null;
    Description read = described == null ? null : description(described);
    return read == null ? null : new ScheduleCommand.DescribeSide(read);
  }

  private static @Nullable ScheduleCommand raiseObjection(Fields fields) {
    String seat = fields.text("seat");
    String text = fields.text("text");
    return seat == null || text == null || !fields.areJust("type", "seat", "text")
        ? null
        : new ScheduleCommand.RaiseObjection(seat, text);
  }

  private static @Nullable ScheduleCommand liftObjection(Fields fields) {
    String seat = fields.areJust("type", "seat") ? fields.text("seat") : null;
    return seat == null ? null : new ScheduleCommand.LiftObjection(seat);
  }

  private static @Nullable ScheduleCommand proposeMeeting(Fields fields) {
    Integer follows = fields.number("follows");
    return fields.areJust("type", "follows", "dates")
            && follows != null
            && proposal(fields.fields("dates")) instanceof Proposal.Dates dates
        ? new ScheduleCommand.ProposeMeeting(follows, dates)
        : null;
  }

  private static @Nullable ScheduleCommand makeOffer(Fields fields) {
    Integer meeting = fields.number("meeting");
    Integer seen = fields.number("seen");
    Proposal read = proposal(fields.fields("proposal"));
    return meeting == null
            || seen == null
            || read == null
            || !fields.areJust("type", "meeting", "seen", "proposal")
        ? null
        : new MeetingCommand.MakeOffer(meeting, seen, read);
  }

  private static @Nullable ScheduleCommand acceptOffer(Fields fields) {
    Integer meeting = fields.number("meeting");
    Integer offer = fields.number("offer");
    Integer span = fields.number("span");
    return meeting == null
            || offer == null
            || span == null
            || !fields.areJust("type", "meeting", "offer", "span")
        ? null
        : new MeetingCommand.AcceptOffer(meeting, offer, span);
  }

  private static @Nullable ScheduleCommand endOffer(String type, Fields fields) {
    Integer meeting = fields.number("meeting");
    Integer offer = fields.number("offer");
    if (meeting == null || offer == null || !fields.areJust("type", "meeting", "offer")) {
      return null;
    }
    return type.equals("declineOffer")
        ? new MeetingCommand.DeclineOffer(meeting, offer)
        : new MeetingCommand.WithdrawOffer(meeting, offer);
  }

  private static @Nullable Proposal proposal(@Nullable Fields fields) {
    String type = fields == null ? null : fields.text("type");
    if (fields == null || type == null) {
      return null;
    }
    if (type.equals("dates")) {
      return dates(fields);
    }
    Fields given = fields.areJust("type", "ground") ? fields.fields("ground") : null;
    Ground ground = given == null ? null : ground(given);
    if (ground == null) {
      return null;
    }
    return switch (type) {
      case "postponement" -> new Proposal.Postponement(ground);
      case "cancellation" -> new Proposal.Cancellation(ground);
      default -> null;
    };
  }

  private static @Nullable Proposal dates(Fields fields) {
    Array spans = fields.array("spans");
    List<Span> read = all(spans, ScheduleReading::span);
    Format format = Reading.constant(Format.values(), fields.text("format"));
    String venue = fields.text("venue");
    return read == null
            || format == null
            || venue == null
            || !fields.areJust("type", "spans", "format", "venue")
        ? null
        : new Proposal.Dates(read, format, venue);
  }

  static @Nullable Span span(@Nullable Json json) {
    if (!(json instanceof Fields fields) || !fields.areJust("zone", "startMs", "minutes")) {
      return null;
    }
    String zone = fields.text("zone");
    Long startMs = fields.whole("startMs");
    Integer minutes = fields.number("minutes");
    return zone == null || startMs == null || minutes == null
        ? null
        : new Span(zone, startMs, minutes);
  }

  private static @Nullable Ground ground(Fields fields) {
    Ground.Audience audience = Reading.constant(Ground.Audience.values(), fields.text("audience"));
    String text = fields.text("text");
    return audience == null || text == null || !fields.areJust("audience", "text")
        ? null
        : new Ground(audience, text);
  }

  /** Of those in older logs none has a {@code mail}. */
  private static @Nullable Description description(Fields fields) {
    String zone = fields.text("zone");
    List<String> languages = all(fields.array("languages"), ScheduleReading::text);
    String emblem = fields.text("emblem");
    List<Weekday> weekend = all(fields.array("weekend"), ScheduleReading::weekday);
    List<Holiday> holidays = all(fields.array("holidays"), ScheduleReading::holiday);
    boolean isOlder = fields.areJust("zone", "languages", "emblem", "weekend", "holidays");
    String mail = isOlder ? "" : fields.text("mail");
    return zone == null
            || languages == null
            || emblem == null
            || weekend == null
            || holidays == null
            || mail == null
            || !(isOlder
                || fields.areJust("zone", "languages", "emblem", "weekend", "holidays", "mail"))
        ? null
        : new Description(zone, languages, emblem, weekend, holidays, mail);
  }

  private static <T> @Nullable List<T> all(
      @Nullable Array array, Function<Json, @Nullable T> each) {
    return array == null ? null : array.as(each);
  }

  private static @Nullable String text(Json json) {
    return json instanceof Json.Text(String value) ? value : null;
  }

  private static @Nullable Weekday weekday(Json json) {
    return Reading.constant(Weekday.values(), text(json));
  }

  private static @Nullable Holiday holiday(Json json) {
    if (!(json instanceof Fields fields) || !fields.areJust("date", "name")) {
      return null;
    }
    String date = fields.text("date");
    String name = fields.text("name");
    return date == null || name == null ? null : new Holiday(date, name);
  }
}
