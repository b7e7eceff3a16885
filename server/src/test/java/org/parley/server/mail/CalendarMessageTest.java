package org.parley.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.server.mail.CalendarMail.Method;

class CalendarMessageTest {
  private static final Instant NOW = Instant.parse("2027-01-02T03:04:05Z");

  @ParameterizedTest
  @MethodSource("all")
  void isAsTheMethodWantsIt(Method method, Language language) throws Exception {
    MimeMessage message = received(Mails.mail(method, Mails.RIDGE, language));
    assertThat(message.getSubject()).isEqualTo(language.subject());
    assertThat(message.getContentLanguage()).containsExactly(language.tag());
    MimeMultipart parts = (MimeMultipart) message.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(text(parts.getBodyPart(0)))
        .contains(language.text(Mails.mail(method, Mails.RIDGE, language)));
    assertThat(parts.getBodyPart(1).getContentType())
        .startsWith("text/calendar; charset=utf-8; method=" + method.name());
    String calendar = text(parts.getBodyPart(1));
    Calendar read = new CalendarBuilder().build(new StringReader(calendar));
    assertThat(read.validate(true).getEntries()).isEmpty();
    assertThat(calendar)
        .contains("METHOD:" + method + "\r\n", "SEQUENCE:3\r\n", "DTSTAMP:20270102T030405Z\r\n");
    boolean hasDate = method != Method.DECLINECOUNTER;
    assertThat(calendar.contains("DTSTART:20270328T003000Z\r\nDTEND:20270328T033000Z\r\n"))
        .isEqualTo(hasDate);
    assertThat(calendar.contains("SUMMARY:" + language.summary() + "\r\n")).isEqualTo(hasDate);
    assertThat(calendar.contains("STATUS:CANCELLED")).isEqualTo(method == Method.CANCEL);
    assertThat(calendar.lines())
        .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
  }

  static Stream<Arguments> all() {
    return Arrays.stream(Method.values())
        .flatMap(method ->
            Arrays.stream(Language.values()).map(language -> Arguments.of(method, language)));
  }

  @Test
  void writesAddressesAsUrisDo() throws Exception {
    String odd = "a!#$%&'*+-/=?^_`{|}~b@ridge.example";
    MimeMessage message = received(Mails.request(new MailAddress(odd)));
    assertThat(message.getAllRecipients()[0]).hasToString(odd);
    String calendar = text(((MimeMultipart) message.getContent()).getBodyPart(1));
    assertThat(calendar.replace("\r\n ", ""))
        .contains(":mailto:a!%23$%25%26'*+-%2F%3D%3F%5E_%60%7B%7C%7D~b@ridge.example\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a",
        "a@",
        "@a",
        "a@@a",
        ".a@a",
        "a..b@a",
        "a@.a",
        "a@a..b",
        "a@-a",
        "a@a-",
        "a@a_b",
        "a b@a",
        "a@b c",
        "\"a\"@b",
        "a@[::1]",
        "<a@b>",
        "a,b@c",
        "a@b\r\nBcc: c@d",
        "a\r\n@b",
        "a\u0000@b",
        "a@b\n",
        "é@b",
        "a@é",
        "a\u2028@b"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThat(MailAddress.parse(text)).isNull();
  }

  @Test
  void boundsAddresses() {
    assertThat(MailAddress.parse("a".repeat(64) + "@" + "b".repeat(63))).isNotNull();
    assertThat(MailAddress.parse("a".repeat(65) + "@b")).isNull();
    assertThat(MailAddress.parse("a@" + "b".repeat(64))).isNull();
    assertThat(MailAddress.parse("a@bcd" + ".example".repeat(31) + "s")).isNotNull();
    assertThat(MailAddress.parse("a@bcd" + ".example".repeat(31) + "ss")).isNull();
    assertThat(MailAddress.parse("a.".repeat(100_000))).isNull();
  }

  @Test
  void tellsNobodyInAToString() {
    assertThat(Mails.request(Mails.RIDGE).toString()).doesNotContain("ridge", "2027");
    assertThat(Mails.RIDGE.toString()).doesNotContain("ridge");
    assertThat(new SmtpServer.Login("u", "secret").toString()).doesNotContain("secret");
  }

  /** As another reads it who got its bytes. */
  private static MimeMessage received(CalendarMail mail) throws Exception {
    Session session = Session.getInstance(new Properties());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CalendarMessage.of(session, Mails.SERVER, mail, NOW).writeTo(bytes);
    assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).matches("\\p{ASCII}*");
    return new MimeMessage(session, new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static String text(BodyPart part) throws Exception {
    try (var in = part.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
