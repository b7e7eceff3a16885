package org.parley.server.mail;

import java.time.Duration;
import java.time.Instant;

/** Mails to try things with. */
final class Mails {
  static final String PROCESS = "5b3lYc9xQ5yN0kq0ZyqvJQ";
  static final MailAddress HARBOUR = new MailAddress("dates@harbour.example");
  static final MailAddress RIDGE = new MailAddress("dates@ridge.example");
  static final MailAddress SERVER = new MailAddress("meetings@parley.example");

  /** In the night in which the clocks of Paris are put forward. */
  static final Instant START = Instant.parse("2027-03-28T00:30:00Z");

  private Mails() {}

  static CalendarMail request(MailAddress attendee) {
    return mail(CalendarMail.Method.REQUEST, attendee, Language.EN);
  }

  static CalendarMail mail(CalendarMail.Method method, MailAddress attendee, Language language) {
    return new CalendarMail(
        method,
        PROCESS + "-7@parley",
        3,
        true,
        START,
        Duration.ofHours(3),
        HARBOUR,
        attendee,
        CalendarMail.Part.ACCEPTED,
        language);
  }
}
