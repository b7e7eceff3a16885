package org.parley.course.schedule;

import java.util.List;

/** What a side offers to the others. */
public sealed interface Proposal {

  /** The greatest number of dates to choose from: more is a calendar, which nobody reads aloud. */
  int MAX_SPANS = 6;

  /** Of a place with its address. */
  int MAX_VENUE_CHARS = 200;

  /**
   * The meeting is on one of these dates.
   *
   * @param venue empty where the format is virtual, and there alone
   */
  record Dates(List<Span> spans, Format format, String venue) implements Proposal {
    public Dates {
      spans = List.copyOf(spans);
    }

    Terms terms(int span) {
      return new Terms(spans.get(span), format, venue);
    }
  }

  /** The meeting is later, and it is not said when. */
  record Postponement(Ground ground) implements Proposal {}

  /** The meeting is not held. */
  record Cancellation(Ground ground) implements Proposal {}

  /** How many answers there are that agree to it: dates are agreed to by choosing one. */
  default int choices() {
    return switch (this) {
      case Dates dates -> dates.spans().size();
      case Postponement _, Cancellation _ -> 1;
    };
  }
}
