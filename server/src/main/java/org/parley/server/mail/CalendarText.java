package org.parley.server.mail;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableClazz;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/** The calendar's part of a mail: what RFC 5546, section 3.2, asks of each method, and no more. */
final class CalendarText {

  private CalendarText() {}

  static String of(CalendarMail mail, Instant now) {
    Calendar calendar = new Calendar();
    calendar.add(new ProdId("-//Parley//Schedule//EN"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(new Method(mail.method().name()));
    calendar.add(event(mail, now));
    StringWriter text = new StringWriter();
    try {
      new CalendarOutputter(false).output(calendar, text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static VEvent event(CalendarMail mail, Instant now) {
    VEvent event = new VEvent(false);
    event.add(new Uid(mail.uid()));
    event.add(new Sequence(mail.sequence()));
    event.add(new DtStamp(now));
    event.add(new Organizer(uri(mail.organizer())));
    if (mail.method() == CalendarMail.Method.DECLINECOUNTER) {
      // Section 3.2.8 allows nothing of the date: what stood before the counter stands.
      return event;
    }
    Attendee attendee = new Attendee(uri(mail.attendee()));
    attendee.add(new PartStat(mail.part().name().replace('_', '-')));
    event.add(attendee);
    // In UTC: calendars show it in the hours of whoever looks, and no rule about summer time can
    // move it.
    event.add(new DtStart<>(mail.start()));
    event.add(new DtEnd<>(mail.start().plus(mail.length())));
    event.add(new Summary(mail.language().summary()));
    event.add(status(mail));
    event.add(ImmutableClazz.PRIVATE);
    event.add(ImmutableTransp.OPAQUE);
    return event;
  }

  private static Status status(CalendarMail mail) {
    return mail.method() == CalendarMail.Method.CANCEL
        ? ImmutableStatus.VEVENT_CANCELLED
        : mail.confirmed() ? ImmutableStatus.VEVENT_CONFIRMED : ImmutableStatus.VEVENT_TENTATIVE;
  }

  private static URI uri(MailAddress address) {
    // What an address may hold and a URI may not (RFC 6068, section 2).
    StringBuilder escaped = new StringBuilder("mailto:");
    for (char c : address.text().toCharArray()) {
      if ("%/?#&;=`{|}^".indexOf(c) >= 0) {
        escaped.append('%').append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
      } else {
        escaped.append(c);
      }
    }
    return URI.create(escaped.toString());
  }
}
