package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.server.app.LiveHarness.Invitations;
import org.parley.server.mail.MailAddress;
import org.parley.server.mail.MailLimits;
import org.parley.server.mail.Postman;
import org.parley.server.mail.SmtpServer;
import org.parley.server.signalling.MessageCodec;
import org.parley.server.signalling.TestClient;
import org.parley.server.signalling.protocol.Attendee;
import org.parley.server.signalling.protocol.ClientMessage.Language;
import org.parley.server.signalling.protocol.ClientMessage.Mail;
import org.parley.server.signalling.protocol.ClientMessage.Method;
import org.parley.server.signalling.protocol.ClientMessage.Part;
import org.parley.server.signalling.protocol.ServerMessage.Entered;
import org.parley.server.signalling.protocol.ServerMessage.Fate;
import org.parley.server.signalling.protocol.ServerMessage.Mailed;
import org.slf4j.LoggerFactory;

/** Calendar mail as people ask for it, with a mail server that takes it. */
class MailTest {
  @TempDir
  private Path directory;

  private final GreenMail mails =
      new GreenMail(new ServerSetup(0, "localhost", "smtp").dynamicPort());
  private LiveHarness harness;

  @BeforeEach
  void start() throws Exception {
    mails.start();
    harness = new LiveHarness(directory.resolve("a.db"), LiveLimits.DEFAULT, postman());
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
    mails.stop();
  }

  @Test
  void headsSendThemAndTheUidIsOfTheirProcess() throws Exception {
    Invitations meeting = harness.meeting();
    TestClient head = harness.server.connect().send(meeting.enter(0));
    assertThat(head.next(Entered.class).mails()).isTrue();
    Mailed mailed = head.send(mail("dates@ridge.example", "no address", "staff@harbour.example"))
        .next(Mailed.class);
    assertThat(mailed).isEqualTo(new Mailed(5, List.of(Fate.SENT, Fate.REFUSED, Fate.SENT)));
    MimeMessage[] received = mails.getReceivedMessages();
    assertThat(received).hasSize(2);
    MimeMultipart parts = (MimeMultipart) received[0].getContent();
    try (var in = parts.getBodyPart(1).getInputStream()) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("UID:" + meeting.meeting() + "-7@parley\r\n", "SUMMARY:اجتماع\r\n");
    }
  }

  @Test
  void nobodyElseDoes() {
    Invitations meeting = harness.meeting();
    TestClient member = harness.server.connect().send(meeting.enter(1));
    assertThat(member.next(Entered.class).mails()).isFalse();
    assertThat(member.send(mail("dates@ridge.example", "b@ridge.example")).next(Mailed.class))
        .isEqualTo(new Mailed(5, List.of(Fate.NOT_ALLOWED, Fate.NOT_ALLOWED)));
    assertThat(mails.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerWithoutAMailServerOffersNothing() throws Exception {
    LiveHarness without = new LiveHarness(directory.resolve("b.db"), LiveLimits.DEFAULT);
    try {
      TestClient head = without.server.connect().send(without.meeting().enter(0));
      assertThat(head.next(Entered.class).mails()).isFalse();
      assertThat(head.send(mail("dates@ridge.example")).next(Mailed.class))
          .isEqualTo(new Mailed(5, List.of(Fate.NOT_ALLOWED)));
    } finally {
      without.close();
    }
  }

  @Test
  void tenThousandAreNoMessage() {
    MessageCodec codec = new MessageCodec();
    String one = codec.encode(mail("a@b"));
    assertThat(codec.decode(one)).isNotNull();
    String attendee = "{\"address\":\"a@b\",\"part\":\"accepted\"}";
    assertThat(one).contains(attendee);
    for (int count : List.of(0, 21, 10_000)) {
      String many = String.join(",", Collections.nCopies(count, attendee));
      assertThat(codec.decode(one.replace(attendee, many))).as("%d", count).isNull();
    }
    String answers = one.replace("\"request\"", "\"reply\"");
    assertThat(codec.decode(answers)).isNotNull();
    assertThat(codec.decode(answers.replace(attendee, attendee + "," + attendee)))
        .isNull();
  }

  @Test
  void whatFailsLeavesNoAddressAndNoDateInTheLog() {
    Logger root = (Logger) LoggerFactory.getLogger("org.parley");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    try {
      TestClient head = harness.enter(harness.meeting(), 0);
      mails.stop();
      assertThat(head.send(mail("dates@ridge.example")).next(Mailed.class).fates())
          .containsExactly(Fate.UNREACHABLE);
    } finally {
      root.detachAppender(log);
    }
    assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).isNotEmpty();
    assertThat(log.list.toString()).doesNotContain("ridge", "harbour", "2027");
  }

  private static Mail mail(String... addresses) {
    List<Attendee> attendees = List.of(addresses).stream()
        .map(address -> new Attendee(address, Part.ACCEPTED))
        .toList();
    return new Mail(
        5,
        Method.REQUEST,
        7,
        0,
        true,
        1_804_147_200_000L,
        90,
        "dates@harbour.example",
        attendees,
        Language.AR);
  }

  private Postman postman() {
    return new Postman(
        new SmtpServer(
            "localhost",
            mails.getSmtp().getPort(),
            SmtpServer.Tls.NONE,
            null,
            new MailAddress("meetings@parley.example")),
        MailLimits.DEFAULT,
        System::nanoTime);
  }
}
