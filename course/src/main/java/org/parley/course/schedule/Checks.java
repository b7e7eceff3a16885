package org.parley.course.schedule;

import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Reason;
import org.parley.course.Texts;
import org.parley.course.schedule.ScheduleCommand.RaiseObjection;

/** What is wrong with what somebody says; null where nothing is. */
final class Checks {

  private Checks() {}

  static @Nullable Reason wrong(Proposal proposal) {
    return switch (proposal) {
      case Proposal.Dates dates -> wrong(dates);
      case Proposal.Postponement(Ground ground) -> wrong(ground);
      case Proposal.Cancellation(Ground ground) -> wrong(ground);
    };
  }

  private static @Nullable Reason wrong(Proposal.Dates dates) {
    List<Span> spans = dates.spans();
    if (spans.size() > Proposal.MAX_SPANS) {
      return Reason.TOO_MANY;
    }
    for (Span span : spans) {
      if (span.minutes() > Span.MAX_MINUTES || span.startMs() > Span.MAX_START_MS) {
        return Reason.TOO_LONG;
      }
      boolean isTwice = spans.stream().filter(span::isSameTimeAs).count() > 1;
      if (!isZone(span.zone())
          || span.startMs() < 0
          || span.minutes() < Span.MIN_MINUTES
          || isTwice) {
        return Reason.MALFORMED;
      }
    }
    return spans.isEmpty()
        ? Reason.MALFORMED
        : wrong(dates.venue(), Proposal.MAX_VENUE_CHARS, dates.format() != Format.VIRTUAL);
  }

  private static @Nullable Reason wrong(Ground ground) {
    if (ground.audience() != Ground.Audience.PRIVATE) {
      return wrong(ground.text(), Ground.MAX_CHARS, true);
    }
    return ground.text().isEmpty() || isSealed(ground.text()) ? null : Reason.MALFORMED;
  }

  private static boolean isSealed(String text) {
    return text.length() == Ground.SEALED_CHARS
        && text.chars().allMatch(c -> isLetter(c) || isDigit(c) || c == '-' || c == '_');
  }

  static @Nullable Reason wrong(PublicLine line) {
    return switch (line) {
      // The dates and reasons of the others are those that were agreed, or they are not true.
      case PublicLine.NoComment _,
          PublicLine.DateLine _,
          PublicLine.PostponementLine _,
          PublicLine.CancellationLine _ -> null;
      case PublicLine.TopicLine(Span _, String level, String topic) -> {
        Reason wrong = wrong(level, PublicLine.MAX_LEVEL_CHARS, true);
        yield wrong == null ? wrong(topic, PublicLine.MAX_TOPIC_CHARS, true) : wrong;
      }
      case PublicLine.Readout readout -> wrong(readout);
    };
  }

  private static @Nullable Reason wrong(PublicLine.Readout readout) {
    List<PublicLine.ReadoutColumn> columns = readout.columns();
    if (columns.size() > PublicLine.MAX_COLUMNS) {
      return Reason.TOO_MANY;
    }
    if (readout.notBeforeMs() > Span.MAX_START_MS) {
      return Reason.TOO_LONG;
    }
    for (PublicLine.ReadoutColumn column : columns) {
      Reason wrong = Texts.wrongLines(column.text(), PublicLine.MAX_COLUMN_CHARS);
      if (wrong != null) {
        return wrong;
      }
    }
    boolean fits = readout.notBeforeMs() >= 0
        && !columns.isEmpty()
        && areDistinct(columns.stream().map(PublicLine.ReadoutColumn::language).toList())
        && columns.stream()
            .allMatch(one -> isLanguageAlone(one.language()) && !Texts.isBlank(one.text()));
    return fits ? null : Reason.MALFORMED;
  }

  /** Base64url; whose signature it is, and of what, is not asked here. */
  static boolean isSignature(String text) {
    return text.length() == LineProposal.SIGNATURE_CHARS
        && text.chars().allMatch(c -> isLetter(c) || isDigit(c) || c == '-' || c == '_');
  }

  static @Nullable Reason wrong(RaiseObjection objection) {
    return wrong(objection.text(), Objection.MAX_CHARS, true);
  }

  /** @param wanted whether there has to be a text; else there may be none */
  private static @Nullable Reason wrong(String text, int maxChars, boolean wanted) {
    Reason wrong = Texts.wrong(text, maxChars);
    boolean fits = wanted ? !Texts.isBlank(text) : text.isEmpty();
    return wrong == null && !fits ? Reason.MALFORMED : wrong;
  }

  static @Nullable Reason wrong(Description description) {
    List<String> languages = description.languages();
    if (languages.size() > Description.MAX_LANGUAGES
        || description.holidays().size() > Description.MAX_HOLIDAYS) {
      return Reason.TOO_MANY;
    }
    boolean wellFormed = isZone(description.zone())
        && languages.stream().allMatch(Checks::isLanguage)
        && areDistinct(languages)
        && areDistinct(description.weekend())
        && areDistinct(description.holidays());
    if (!wellFormed) {
      return Reason.MALFORMED;
    }
    for (Holiday holiday : description.holidays()) {
      Reason name = wrong(holiday.name(), Holiday.MAX_NAME_CHARS, true);
      if (name != null || !Texts.isDate(holiday.date())) {
        return name == null ? Reason.MALFORMED : name;
      }
    }
    Reason emblem = Texts.wrong(description.emblem(), Description.MAX_EMBLEM_CHARS);
    return emblem == null ? MailAddresses.wrong(description.mail()) : emblem;
  }

  private static boolean areDistinct(List<?> values) {
    return new LinkedHashSet<>(values).size() == values.size();
  }

  private static boolean isZone(String zone) {
    return !zone.isEmpty()
        && zone.length() <= Span.MAX_ZONE_CHARS
        && zone.chars().allMatch(c -> isLetter(c) || isDigit(c) || "_+-/".indexOf(c) >= 0);
  }

  /** Letters and digits in groups of at most eight; the first is of letters alone, and more than one. */
  private static boolean isLanguage(String tag) {
    if (tag.length() > Description.MAX_LANGUAGE_CHARS) {
      return false;
    }
    int size = 0;
    boolean isFirst = true;
    for (int i = 0; i <= tag.length(); i++) {
      char c = i == tag.length() ? '-' : tag.charAt(i);
      if (c == '-') {
        if (size == 0 || size > 8 || (isFirst && size == 1)) {
          return false;
        }
        size = 0;
        isFirst = false;
      } else if (isLetter(c) || (isDigit(c) && !isFirst)) {
        size++;
      } else {
        return false;
      }
    }
    return true;
  }

  /** Without a region, and small. */
  private static boolean isLanguageAlone(String tag) {
    return tag.length() > 1
        && tag.length() <= PublicLine.MAX_LANGUAGE_CHARS
        && tag.chars().allMatch(c -> c >= 'a' && c <= 'z');
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
