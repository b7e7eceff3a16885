package org.parley.server.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** A mail as it is sent (RFC 6047): words for people, and the same for a calendar. */
final class CalendarMessage {

  private CalendarMessage() {}

  static MimeMessage of(Session session, MailAddress from, CalendarMail mail, Instant now)
      throws MessagingException {
    MimeMessage message = new Named(session, from.host());
    message.setFrom(address(from));
    message.setReplyTo(new InternetAddress[] {address(mail.author())});
    message.setRecipient(Message.RecipientType.TO, address(mail.recipient()));
    message.setSubject(mail.language().subject(), "UTF-8");
    message.setSentDate(Date.from(now));
    message.setContentLanguage(new String[] {mail.language().tag()});
    // So that nobody's note of absence answers it (RFC 3834, section 5).
    message.setHeader("Auto-Submitted", "auto-generated");
    MimeMultipart parts = new MimeMultipart("alternative");
    parts.addBodyPart(part("text/plain; charset=utf-8", mail.language().text(mail)));
    parts.addBodyPart(part(
        "text/calendar; charset=utf-8; method=" + mail.method().name(),
        CalendarText.of(mail, now)));
    message.setContent(parts);
    message.saveChanges();
    return message;
  }

  private static MimeBodyPart part(String type, String text) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(
        new DataHandler(new ByteArrayDataSource(text.getBytes(StandardCharsets.UTF_8), type)));
    return part;
  }

  private static InternetAddress address(MailAddress address) throws MessagingException {
    return new InternetAddress(address.text(), true);
  }

  /** Its id names a host that is known anyway, and not this machine and user. */
  private static final class Named extends MimeMessage {
    private final String host;

    Named(Session session, String host) {
      super(session);
      this.host = host;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + host + ">");
    }
  }
}
