package org.parley.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.server.mail.CalendarMail;
import org.parley.server.mail.CalendarMail.Method;
import org.parley.server.mail.CalendarMail.Part;
import org.parley.server.mail.Fate;
import org.parley.server.mail.Language;
import org.parley.server.mail.MailAddress;
import org.parley.server.mail.MailLimits;
import org.parley.server.mail.Postman;
import org.parley.server.mail.SmtpServer;
import tools.jackson.databind.JsonNode;

/** What the server mails, by iCal4j, is read by ical.js; what the page writes, by ical.js, is read by iCal4j. */
class CalendarInteropTest {
  private static final MailAddress HARBOUR = new MailAddress("dates@harbour.example");
  private static final MailAddress RIDGE = new MailAddress("o'n+dates.2@ridge.example");

  /** Europe's clocks go forward in the one, back in the other; the last is 2099. */
  private static final List<Instant> STARTS = List.of(
      Instant.parse("2027-03-28T00:30:00Z"),
      Instant.parse("2027-10-31T00:30:00Z"),
      Instant.parse("2099-12-31T23:00:00Z"));

  private static final GreenMail MAILS =
      new GreenMail(new ServerSetup(0, "localhost", "smtp").dynamicPort());
  private static WebCalendar web;
  private static Postman postman;

  @BeforeAll
  static void start() throws IOException {
    web = new WebCalendar();
    MAILS.start();
    postman = new Postman(
        new SmtpServer(
            "localhost",
            MAILS.getSmtp().getPort(),
            SmtpServer.Tls.NONE,
            null,
            new MailAddress("meetings@parley.example")),
        MailLimits.DEFAULT,
        System::nanoTime);
  }

  @AfterAll
  static void stop() {
    postman.close();
    MAILS.stop();
    web.close();
  }

  @ParameterizedTest
  @MethodSource("mails")
  void thePagesReaderReadsWhatIsMailed(
      Method method, Language language, Part part, int sequence, boolean confirmed, Instant start)
      throws Exception {
    CalendarMail mail = new CalendarMail(
        method,
        "process-7@parley",
        sequence,
        confirmed,
        start,
        Duration.ofHours(3),
        HARBOUR,
        RIDGE,
        part,
        language);
    JsonNode read = web.read(sent(mail));

    assertThat(read.get("method").asString()).isEqualTo(method.name());
    assertThat(read.get("uid").asString()).isEqualTo("process-7@parley");
    assertThat(read.get("sequence").asInt()).isEqualTo(sequence);
    assertThat(read.get("organizer").asString()).isEqualTo("mailto:dates@harbour.example");
    if (method == Method.DECLINECOUNTER) {
      assertThat(read.get("startMs").isNull()).isTrue();
      return;
    }
    assertThat(read.get("startMs").asLong()).isEqualTo(start.toEpochMilli());
    assertThat(read.get("endMs").asLong())
        .isEqualTo(start.plus(Duration.ofHours(3)).toEpochMilli());
    assertThat(read.get("attendee").asString()).isEqualTo("mailto:o'n+dates.2@ridge.example");
    assertThat(read.get("part").asString()).isEqualTo(part.name().replace('_', '-'));
    assertThat(read.get("status").asString())
        .isEqualTo(method == Method.CANCEL ? "CANCELLED" : confirmed ? "CONFIRMED" : "TENTATIVE");
    assertThat(read.get("summary").asString())
        .isEqualTo(
            switch (language) {
              case EN -> "Meeting";
              case FR -> "Réunion";
              case AR -> "اجتماع";
              case HE -> "פגישה";
            });
  }

  static Stream<Arguments> mails() {
    List<Language> languages = List.of(Language.values());
    List<Part> parts = List.of(Part.values());
    return Arrays.stream(Method.values())
        .flatMap(method -> IntStream.range(0, languages.size())
            .mapToObj(i -> Arguments.of(
                method,
                languages.get(i),
                parts.get(i % parts.size()),
                i * 40,
                i % 2 == 0,
                STARTS.get(i % STARTS.size()))));
  }

  @ParameterizedTest
  @CsvSource({
    "agreed, 1804147200000, 5, Meeting",
    "agreed, 1806193800000, 180, Réunion",
    "agreed, 1824942600000, 180, اجتماع",
    "postponed, 1804147200000, 20160, פגישה",
    "cancelled, 253370764800000, 60, 'Meeting, a; b'"
  })
  void theServersReaderReadsWhatThePageWrites(
      String state, long startMs, int minutes, String subject) throws Exception {
    String text = web.write(meeting(state, startMs, minutes), subject);
    Calendar calendar = new CalendarBuilder().build(new StringReader(text));
    assertThat(calendar.validate(true).getEntries()).isEmpty();
    boolean holds = state.equals("agreed");
    assertThat(calendar.getMethod().getValue()).isEqualTo(holds ? "PUBLISH" : "CANCEL");
    VEvent event = (VEvent) calendar.getComponents().getFirst();
    assertThat(Instant.from(event.getDateTimeStart().getDate()))
        .isEqualTo(Instant.ofEpochMilli(startMs));
    assertThat(Instant.from(event.getDateTimeEnd().getDate()))
        .isEqualTo(Instant.ofEpochMilli(startMs).plus(Duration.ofMinutes(minutes)));
    assertThat(event.getUid().orElseThrow().getValue()).isEqualTo("process-7@parley");
    assertThat(event.getSequence().getSequenceNo()).isEqualTo(holds ? 1 : 2);
    assertThat(event.getSummary().getValue()).isEqualTo(subject);
    assertThat(event.getStatus().getValue()).isEqualTo(holds ? "CONFIRMED" : "CANCELLED");
  }

  /** Proposed with one date, agreed, and perhaps over. */
  private static String meeting(String state, long startMs, int minutes) {
    String span =
        "{\"zone\":\"Europe/Paris\",\"startMs\":" + startMs + ",\"minutes\":" + minutes + "}";
    String act = "\"act\":{\"seat\":\"a\",\"seq\":7,\"atMs\":1800000000000},\"meeting\":7";
    String over = state.equals("agreed")
        ? ""
        : ",{\"side\":\"A\",\"event\":{\"type\":\"meetingCancelled\"," + act
            + ",\"sequence\":1,\"ground\":{\"audience\":\"private\",\"text\":\"\"}}}";
    String terms = "{\"span\":" + span + ",\"format\":\"inPerson\",\"venue\":\"Quay House\"}";
    return "{\"id\":7,\"follows\":-1,\"state\":\"" + state + "\",\"agreed\":" + terms
        + ",\"offer\":null,\"sequence\":0,\"history\":["
        + "{\"side\":\"A\",\"event\":{\"type\":\"meetingProposed\"," + act
        + ",\"follows\":-1,\"dates\":{\"type\":\"dates\",\"spans\":[" + span
        + "],\"format\":\"inPerson\",\"venue\":\"Quay House\"}}},"
        + "{\"side\":\"B\",\"event\":{\"type\":\"datesAgreed\"," + act
        + ",\"sequence\":0,\"terms\":" + terms + "}}" + over + "]}";
  }

  /** The calendar of a mail, as its mail server got it. */
  private static String sent(CalendarMail mail) throws Exception {
    MAILS.purgeEmailFromAllMailboxes();
    CompletableFuture<List<Fate>> fates = new CompletableFuture<>();
    postman.post("process", List.of(mail), fates::complete);
    assertThat(fates.get()).containsExactly(Fate.SENT);
    MimeMessage received = MAILS.getReceivedMessages()[0];
    MimeMultipart parts = (MimeMultipart) received.getContent();
    assertThat(parts.getBodyPart(1).getContentType()).contains("method=" + mail.method());
    try (var in = parts.getBodyPart(1).getInputStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
