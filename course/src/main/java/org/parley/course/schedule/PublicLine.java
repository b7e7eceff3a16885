package org.parley.course.schedule;

import java.util.List;

/** What everybody may read of a meeting, and no more than that: its status in a line, and beside it what the sides say of what came of it. */
public sealed interface PublicLine {

  /** Of the rank of who meets, in a few words. */
  int MAX_LEVEL_CHARS = 80;

  /** Of what is talked about: a headline, no communique. */
  int MAX_TOPIC_CHARS = 200;

  /** As a joint text has: more than two do not stand beside each other on a screen. */
  int MAX_COLUMNS = 2;

  /** Of a readout in one language: four pages. In two, of the longest characters, it fits into a sealed object. */
  int MAX_COLUMN_CHARS = 8_000;

  /** As a joint text's languages have. */
  int MAX_LANGUAGE_CHARS = 8;

  /** That nothing is said. */
  record NoComment() implements PublicLine {}

  /** When the meeting is. */
  record DateLine(Span span) implements PublicLine {}

  /** When it is, who meets by rank, and what about. */
  record TopicLine(Span span, String level, String topic) implements PublicLine {}

  /** That it is later, and why. */
  record PostponementLine(String reason) implements PublicLine {}

  /** That it is not held, and why. */
  record CancellationLine(String reason) implements PublicLine {}

  /**
   * What the sides say in public of what came of it.
   *
   * @param notBeforeMs when it goes public, in milliseconds since 1970; at once where that is over. No rule knows a clock: whoever publishes
   *     it asks.
   * @param columns in one language or two, each as authentic as the other
   */
  record Readout(long notBeforeMs, List<ReadoutColumn> columns) implements PublicLine {
    public Readout {
      columns = List.copyOf(columns);
    }
  }

  /** A readout in one language. It may have several lines. */
  record ReadoutColumn(String language, String text) {}

  /** Whether it stands beside the line that tells the meeting's status, and not in its place. */
  default boolean isReadout() {
    return this instanceof Readout;
  }

  /** Whether it says of a meeting what all sides have agreed on. */
  default boolean holds(Meeting meeting) {
    return switch (this) {
      case NoComment() -> true;
      case DateLine(Span span) -> isOn(meeting, span);
      case TopicLine(Span span, String _, String _) -> isOn(meeting, span);
      case PostponementLine(String reason) ->
        meeting.state() == MeetingState.POSTPONED && reason.equals(meeting.publicGround());
      case CancellationLine(String reason) ->
        meeting.state() == MeetingState.CANCELLED && reason.equals(meeting.publicGround());
      case Readout _ -> meeting.state() == MeetingState.AGREED;
    };
  }

  private static boolean isOn(Meeting meeting, Span span) {
    Terms agreed = meeting.agreed();
    return meeting.state() == MeetingState.AGREED
        && agreed != null
        && agreed.span().equals(span);
  }
}
