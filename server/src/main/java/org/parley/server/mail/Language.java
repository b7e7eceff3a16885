package org.parley.server.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** The languages of mails, each with its texts: all that a mail says in words stands here. */
public enum Language {
  EN(
      "en-GB",
      "Meeting: date",
      "Meeting",
      "From %s to %s (UTC)",
      "All have agreed to this date for a meeting:",
      "This date is proposed for a meeting:",
      "To this date it is said: yes.",
      "To this date it is said: no.",
      "Another date is proposed for a meeting:",
      "To the other date that was proposed it is said: no.",
      "This date no longer holds:",
      "Sent by a person through a meeting server. What is agreed stands there: an answer to this mail reaches the person, and changes"
          + " nothing there."),
  FR(
      "fr",
      "Réunion : date",
      "Réunion",
      "Du %s au %s (UTC)",
      "Tous ont accepté cette date pour une réunion :",
      "Cette date est proposée pour une réunion :",
      "La réponse à cette date est : oui.",
      "La réponse à cette date est : non.",
      "Une autre date est proposée pour une réunion :",
      "La réponse à l’autre date proposée est : non.",
      "Cette date ne tient plus :",
      "Envoyé par une personne au moyen d’un serveur de réunions. Ce qui est convenu s’y trouve : une réponse à ce courriel parvient à"
          + " la personne et n’y change rien."),
  AR(
      "ar",
      "اجتماع: موعد",
      "اجتماع",
      "من %s إلى %s (التوقيت العالمي UTC)",
      "وافق الجميع على هذا الموعد للاجتماع:",
      "هذا الموعد مقترح للاجتماع:",
      "الجواب على هذا الموعد: نعم.",
      "الجواب على هذا الموعد: لا.",
      "اقتُرح موعد آخر للاجتماع:",
      "الجواب على الموعد الآخر المقترح: لا.",
      "لم يعد هذا الموعد قائمًا:",
      "أرسل هذه الرسالة شخصٌ عبر خادم للاجتماعات. ما اتُّفق عليه مدوَّن هناك: الرد على هذه الرسالة يصل إلى ذلك الشخص ولا يغيّر شيئًا هناك."),
  HE(
      "he",
      "פגישה: מועד",
      "פגישה",
      "מ־%s עד %s (UTC)",
      "הכול הסכימו למועד זה לפגישה:",
      "מועד זה מוצע לפגישה:",
      "התשובה למועד זה: כן.",
      "התשובה למועד זה: לא.",
      "מועד אחר מוצע לפגישה:",
      "התשובה למועד האחר שהוצע: לא.",
      "מועד זה אינו תקף עוד:",
      "נשלח בידי אדם דרך שרת פגישות. מה שהוסכם רשום שם: תשובה להודעה זו מגיעה לאותו אדם ואינה משנה שם דבר.");

  private final String tag;
  private final String subject;
  private final String summary;
  private final String time;
  private final String agreed;
  private final String proposed;
  private final String accepted;
  private final String declined;
  private final String countered;
  private final String counterDeclined;
  private final String over;
  private final String notice;

  Language(
      String tag,
      String subject,
      String summary,
      String time,
      String agreed,
      String proposed,
      String accepted,
      String declined,
      String countered,
      String counterDeclined,
      String over,
      String notice) {
    this.tag = tag;
    this.subject = subject;
    this.summary = summary;
    this.time = time;
    this.agreed = agreed;
    this.proposed = proposed;
    this.accepted = accepted;
    this.declined = declined;
    this.countered = countered;
    this.counterDeclined = counterDeclined;
    this.over = over;
    this.notice = notice;
  }

  /** As in BCP 47. */
  String tag() {
    return tag;
  }

  /** The same for every mail, so that a mailbox tells nothing by it. */
  String subject() {
    return subject;
  }

  /** What stands in the calendar. */
  String summary() {
    return summary;
  }

  /** For who reads the mail without a calendar. */
  String text(CalendarMail mail) {
    String said = switch (mail.method()) {
      case REQUEST -> mail.confirmed() ? agreed : proposed;
      case REPLY -> mail.part() == CalendarMail.Part.DECLINED ? declined : accepted;
      case COUNTER -> countered;
      case DECLINECOUNTER -> counterDeclined;
      case CANCEL -> over;
    };
    String when = mail.method() == CalendarMail.Method.DECLINECOUNTER
        ? ""
        : "\r\n" + time.formatted(at(mail.start()), at(mail.start().plus(mail.length())));
    return said + when + "\r\n\r\n" + notice + "\r\n";
  }

  private String at(Instant instant) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
        .localizedBy(Locale.forLanguageTag(tag))
        .format(instant.atOffset(ZoneOffset.UTC));
  }
}
