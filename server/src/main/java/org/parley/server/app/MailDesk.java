package org.parley.server.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.server.mail.CalendarMail;
import org.parley.server.mail.Fate;
import org.parley.server.mail.Language;
import org.parley.server.mail.MailAddress;
import org.parley.server.mail.Postman;
import org.parley.server.signalling.protocol.Attendee;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.Mailed;

/** Takes what people ask to have mailed to calendars. Keeps nothing of it. */
final class MailDesk {

  private final @Nullable Postman postman;

  /** @param postman null where the operator has named no mail server */
  MailDesk(@Nullable Postman postman) {
    this.postman = postman;
  }

  boolean isOpen() {
    return postman != null;
  }

  /** Does not wait: the answer comes when the mail server has said what becomes of each. */
  void send(LiveVisit visit, String process, boolean isAllowed, ClientMessage.Mail mail) {
    if (postman == null || !isAllowed) {
      int mails = mail.attendees().size();
      visit.send(
          new Mailed(mail.number(), Collections.nCopies(mails, ServerMessage.Fate.NOT_ALLOWED)));
      return;
    }
    MailAddress organizer = MailAddress.parse(mail.organizer());
    List<@Nullable CalendarMail> asked = new ArrayList<>();
    for (Attendee attendee : mail.attendees()) {
      MailAddress address = MailAddress.parse(attendee.address());
      asked.add(
          organizer == null || address == null
              ? null
              : calendarMail(process, mail, organizer, address, attendee.part()));
    }
    List<CalendarMail> good = new ArrayList<>();
    for (CalendarMail one : asked) {
      if (one != null) {
        good.add(one);
      }
    }
    postman.post(process, good, fates -> visit.send(mailed(mail.number(), asked, fates)));
  }

  private static CalendarMail calendarMail(
      String process,
      ClientMessage.Mail mail,
      MailAddress organizer,
      MailAddress attendee,
      ClientMessage.Part part) {
    return new CalendarMail(
        switch (mail.method()) {
          case REQUEST -> CalendarMail.Method.REQUEST;
          case REPLY -> CalendarMail.Method.REPLY;
          case CANCEL -> CalendarMail.Method.CANCEL;
          case COUNTER -> CalendarMail.Method.COUNTER;
          case DECLINECOUNTER -> CalendarMail.Method.DECLINECOUNTER;
        },
        process + "-" + mail.meeting() + "@parley",
        mail.sequence(),
        mail.confirmed(),
        Instant.ofEpochMilli(mail.startMs()),
        Duration.ofMinutes(mail.minutes()),
        organizer,
        attendee,
        switch (part) {
          case NEEDS_ACTION -> CalendarMail.Part.NEEDS_ACTION;
          case ACCEPTED -> CalendarMail.Part.ACCEPTED;
          case DECLINED -> CalendarMail.Part.DECLINED;
        },
        switch (mail.language()) {
          case EN -> Language.EN;
          case FR -> Language.FR;
          case AR -> Language.AR;
          case HE -> Language.HE;
        });
  }

  /** @param asked null for what was no address */
  private static Mailed mailed(int number, List<@Nullable CalendarMail> asked, List<Fate> fates) {
    Iterator<Fate> next = fates.iterator();
    List<ServerMessage.Fate> told = new ArrayList<>();
    for (CalendarMail one : asked) {
      told.add(one == null ? ServerMessage.Fate.REFUSED : told(next.next()));
    }
    return new Mailed(number, told);
  }

  private static ServerMessage.Fate told(Fate fate) {
    return switch (fate) {
      case SENT -> ServerMessage.Fate.SENT;
      case REFUSED -> ServerMessage.Fate.REFUSED;
      case BUSY -> ServerMessage.Fate.BUSY;
      case UNREACHABLE -> ServerMessage.Fate.UNREACHABLE;
      case TOO_MANY -> ServerMessage.Fate.TOO_MANY;
    };
  }
}
