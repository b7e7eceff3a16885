package org.parley.server.mail;

import java.time.Duration;
import java.time.Instant;

/**
 * One mail to one person's calendar, about one meeting. It says when, and between which two addresses; there is no field for more.
 *
 * @param sequence rises with each change of what the calendar has (RFC 5546, section 2.1.4)
 * @param confirmed whether all have agreed to the date
 * @param organizer as in RFC 5546: whose word the entry is
 * @param attendee the one reader, or the one author where it goes to the organizer
 */
public record CalendarMail(
    Method method,
    String uid,
    int sequence,
    boolean confirmed,
    Instant start,
    Duration length,
    MailAddress organizer,
    MailAddress attendee,
    Part part,
    Language language) {

  /** RFC 5546, section 1.4. */
  public enum Method {
    REQUEST,
    REPLY,
    CANCEL,
    COUNTER,
    DECLINECOUNTER;

    /** Whether the attendee says it to the organizer, and not the other way round. */
    boolean isAnswer() {
      return this == REPLY || this == COUNTER;
    }
  }

  /** RFC 5545, section 3.2.12. */
  public enum Part {
    NEEDS_ACTION,
    ACCEPTED,
    DECLINED
  }

  MailAddress recipient() {
    return method.isAnswer() ? organizer : attendee;
  }

  /** Whom the recipient answers. */
  MailAddress author() {
    return method.isAnswer() ? attendee : organizer;
  }

  @Override
  public String toString() {
    return "CalendarMail[" + method + "]";
  }
}
