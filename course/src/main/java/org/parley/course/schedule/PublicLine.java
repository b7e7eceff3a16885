package org.parley.course.schedule;

/** What everybody may read of a meeting, and no more than that. */
public sealed interface PublicLine {

  /** Of the rank of who meets, in a few words. */
  int MAX_LEVEL_CHARS = 80;

  /** Of what is talked about: a headline, no communique. */
  int MAX_TOPIC_CHARS = 200;

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
    };
  }

  private static boolean isOn(Meeting meeting, Span span) {
    Terms agreed = meeting.agreed();
    return meeting.state() == MeetingState.AGREED
        && agreed != null
        && agreed.span().equals(span);
  }
}
