package org.parley.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.server.http.Certificates;
import org.parley.server.http.TlsIdentity;

class PostmanTest {
  private static final MailLimits LIMITS =
      new MailLimits(10, 15, 1, Duration.ofSeconds(10), Duration.ofSeconds(60));

  /** With a server that says nothing, all that is waited for is this. */
  private static final MailLimits IMPATIENT =
      new MailLimits(10, 15, 1, Duration.ofMillis(300), Duration.ofSeconds(60));

  /** RFC 4616: as whom, who, and by what password. */
  private static final String AUTH = "AUTH PLAIN "
      + Base64.getEncoder()
          .encodeToString("parley\0parley\0secret".getBytes(StandardCharsets.UTF_8));

  private final List<AutoCloseable> open = new ArrayList<>();
  private final AtomicLong nowNs = new AtomicLong();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  @Test
  void sendsEachMailToItsOnePersonAlone() throws Exception {
    GreenMail mails = greenMail("smtp");
    Postman postman = postman(SmtpServer.Tls.NONE, port(mails), LIMITS);
    MailAddress other = new MailAddress("o'n+dates.2@xn--bcher-kva.example");

    assertThat(post(postman, Mails.request(Mails.RIDGE), Mails.request(other)))
        .containsExactly(Fate.SENT, Fate.SENT);

    MimeMessage[] received = mails.getReceivedMessages();
    assertThat(received).hasSize(2);
    assertThat(received[0].getAllRecipients())
        .extracting(Object::toString)
        .containsExactly(Mails.RIDGE.text());
    assertThat(received[1].getAllRecipients())
        .extracting(Object::toString)
        .containsExactly(other.text());
    assertThat(text(received[1])).doesNotContain("ridge.example");
    assertThat(postman.count(Fate.SENT)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(CalendarMail.Method.class)
  void goesToTheReaderAndAnswersGoToTheAuthor(CalendarMail.Method method) throws Exception {
    GreenMail mails = greenMail("smtp");
    Postman postman = postman(SmtpServer.Tls.NONE, port(mails), LIMITS);

    assertThat(post(postman, Mails.mail(method, Mails.RIDGE, Language.EN)))
        .containsExactly(Fate.SENT);

    MimeMessage received = mails.getReceivedMessages()[0];
    boolean isAnswer = method == CalendarMail.Method.REPLY || method == CalendarMail.Method.COUNTER;
    assertThat(received.getRecipients(Message.RecipientType.TO)[0])
        .hasToString((isAnswer ? Mails.HARBOUR : Mails.RIDGE).text());
    assertThat(received.getReplyTo()[0])
        .hasToString((isAnswer ? Mails.RIDGE : Mails.HARBOUR).text());
    assertThat(received.getFrom()[0]).hasToString(Mails.SERVER.text());
    assertThat(received.getSubject()).isEqualTo("Meeting: date");
    assertThat(received.getMessageID()).endsWith("@parley.example>");
  }

  @Test
  void keepsToTheProtectionThatItWasTold() throws Exception {
    GreenMail plain = greenMail("smtp");
    GreenMail secure = greenMail("smtps");
    SmtpServer.Login login = new SmtpServer.Login("parley", "secret");
    secure.setUser(Mails.SERVER.text(), "parley", "secret");

    Postman upgrading = postman(SmtpServer.Tls.STARTTLS, port(plain), LIMITS);
    assertThat(post(upgrading, Mails.request(Mails.RIDGE))).containsExactly(Fate.UNREACHABLE);
    Postman distrustful = postman(
        new SmtpServer("localhost", port(secure), SmtpServer.Tls.TLS, login, Mails.SERVER), null);
    assertThat(post(distrustful, Mails.request(Mails.RIDGE))).containsExactly(Fate.UNREACHABLE);
    assertThat(plain.getReceivedMessages()).isEmpty();
    assertThat(secure.getReceivedMessages()).isEmpty();
  }

  @Test
  void logsInOverTlsToTheHostThatItWasTold(@TempDir Path directory) throws Exception {
    TlsIdentity identity = Certificates.selfSigned(directory, Set.of("localhost"), Instant.now());
    KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
    keys.load(null, null);
    keys.setKeyEntry(
        "key", identity.key(), new char[0], identity.chain().toArray(new X509Certificate[0]));
    keys.setCertificateEntry("trusted", identity.chain().getFirst());
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, new char[0]);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    ScriptedServer server = ScriptedServer.but(
        tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        line -> line.startsWith("EHLO")
            ? "250-hello\r\n250 AUTH PLAIN"
            : line.startsWith("AUTH") ? (line.equals(AUTH) ? "235 in" : "535 5.7.8 no") : null);
    open.add(server);

    assertThat(overTls(server, "localhost", "wrong", tls)).isEqualTo(Fate.UNREACHABLE);
    assertThat(server.heard()).noneMatch(line -> line.startsWith("MAIL"));
    assertThat(overTls(server, "127.0.0.1", "secret", tls)).isEqualTo(Fate.UNREACHABLE);
    assertThat(server.heard()).doesNotContain(AUTH);
    assertThat(overTls(server, "localhost", "secret", tls))
        .as("%s", server.heard())
        .isEqualTo(Fate.SENT);
    assertThat(server.heard()).contains(AUTH, "MAIL FROM:<" + Mails.SERVER.text() + ">");
  }

  private Fate overTls(ScriptedServer server, String host, String password, SSLContext tls)
      throws Exception {
    SmtpServer.Login login = new SmtpServer.Login("parley", password);
    Postman postman = postman(
        new SmtpServer(host, server.port(), SmtpServer.Tls.TLS, login, Mails.SERVER),
        tls.getSocketFactory());
    return post(postman, Mails.request(Mails.RIDGE)).getFirst();
  }

  @Test
  void tellsWhichAddressWasRefusedAndSendsTheRest() throws Exception {
    ScriptedServer server =
        scripted(line -> line.contains("<no@") ? "550 5.1.1 no such box" : null);
    Postman postman = postman(SmtpServer.Tls.NONE, server.port(), LIMITS);
    assertThat(post(
            postman,
            Mails.request(Mails.RIDGE),
            Mails.request(new MailAddress("no@ridge.example")),
            Mails.request(Mails.HARBOUR)))
        .containsExactly(Fate.SENT, Fate.REFUSED, Fate.SENT);
  }

  @Test
  void tellsWhatMayBeTriedAgain() throws Exception {
    ScriptedServer later = scripted(line -> line.startsWith("RCPT") ? "451 4.7.1 later" : null);
    assertThat(post(postman(SmtpServer.Tls.NONE, later.port(), LIMITS), Mails.request(Mails.RIDGE)))
        .containsExactly(Fate.BUSY);
    ScriptedServer full = scripted(line -> line.equals(".") ? "552 5.3.4 too large" : null);
    assertThat(post(postman(SmtpServer.Tls.NONE, full.port(), LIMITS), Mails.request(Mails.RIDGE)))
        .containsExactly(Fate.REFUSED);
    ScriptedServer notOurs = scripted(line -> line.startsWith("MAIL") ? "550 5.7.1 who?" : null);
    assertThat(
            post(postman(SmtpServer.Tls.NONE, notOurs.port(), LIMITS), Mails.request(Mails.RIDGE)))
        .containsExactly(Fate.UNREACHABLE);
  }

  @Test
  void waitsForNobodyForEver() throws Exception {
    ScriptedServer silent = new ScriptedServer(_ -> null);
    open.add(silent);
    assertThat(post(
            postman(SmtpServer.Tls.NONE, silent.port(), IMPATIENT), Mails.request(Mails.RIDGE)))
        .containsExactly(Fate.UNREACHABLE);
    ScriptedServer falling = scripted(line -> line.equals(".") ? "" : null);
    assertThat(post(
            postman(SmtpServer.Tls.NONE, falling.port(), IMPATIENT),
            Mails.request(Mails.RIDGE),
            Mails.request(Mails.HARBOUR)))
        .containsExactly(Fate.UNREACHABLE, Fate.UNREACHABLE);
    assertThat(post(postman(SmtpServer.Tls.NONE, deadPort(), LIMITS), Mails.request(Mails.RIDGE)))
        .containsExactly(Fate.UNREACHABLE);
  }

  @Test
  void letsNoBatchTakeLongerThanItMay() throws Exception {
    ScriptedServer server = scripted(line -> {
      if (line.equals(".")) {
        nowNs.addAndGet(Duration.ofSeconds(61).toNanos());
      }
      return null;
    });
    Postman postman = postman(SmtpServer.Tls.NONE, server.port(), LIMITS);
    assertThat(post(postman, Mails.request(Mails.RIDGE), Mails.request(Mails.HARBOUR)))
        .containsExactly(Fate.SENT, Fate.BUSY);
  }

  @Test
  void refusesMoreThanMayWait() throws Exception {
    CompletableFuture<String> go = new CompletableFuture<>();
    ScriptedServer held = scripted(line -> line.isEmpty() ? go.join() : null);
    Postman postman = postman(SmtpServer.Tls.NONE, held.port(), LIMITS);
    CompletableFuture<List<Fate>> first = begin(postman, "a", Mails.request(Mails.RIDGE));
    while (held.heard().isEmpty()) {
      Thread.sleep(5);
    }
    CompletableFuture<List<Fate>> second = begin(postman, "a", Mails.request(Mails.RIDGE));
    assertThat(begin(postman, "a", Mails.request(Mails.RIDGE)).get()).containsExactly(Fate.BUSY);
    go.complete("220 ready");
    assertThat(first.get()).containsExactly(Fate.SENT);
    assertThat(second.get()).containsExactly(Fate.SENT);
  }

  @Test
  void boundsTheMailsOfAnHour() throws Exception {
    GreenMail mails = greenMail("smtp");
    Postman postman = postman(SmtpServer.Tls.NONE, port(mails), LIMITS);
    CalendarMail[] ten =
        Stream.generate(() -> Mails.request(Mails.RIDGE)).limit(10).toArray(CalendarMail[]::new);
    assertThat(begin(postman, "a", ten).get()).containsOnly(Fate.SENT);
    assertThat(begin(postman, "a", Mails.request(Mails.RIDGE)).get())
        .containsExactly(Fate.TOO_MANY);
    assertThat(begin(postman, "b", ten).get()).containsOnly(Fate.TOO_MANY);
    assertThat(begin(postman, "b", Mails.request(Mails.RIDGE)).get()).containsExactly(Fate.SENT);
    nowNs.addAndGet(Duration.ofMinutes(60).toNanos());
    assertThat(begin(postman, "a", ten).get()).containsOnly(Fate.SENT);
    assertThat(mails.getReceivedMessages()).hasSize(21);
  }

  @Test
  void forgetsProcessesThatSendNothing() {
    HourlyAllowance allowance = new HourlyAllowance(LIMITS);
    assertThat(allowance.take("a", 1, 0)).isTrue();
    assertThat(allowance.take("b", 16, 0)).isFalse();
    assertThat(allowance.processes()).isEqualTo(1);
    assertThat(allowance.take("b", 1, Duration.ofHours(1).toNanos())).isTrue();
    assertThat(allowance.processes()).isEqualTo(1);
  }

  private GreenMail greenMail(String protocol) {
    GreenMail mails = new GreenMail(new ServerSetup(0, "localhost", protocol).dynamicPort());
    mails.start();
    open.add(mails::stop);
    return mails;
  }

  private static int port(GreenMail mails) {
    return (mails.getSmtp() == null ? mails.getSmtps() : mails.getSmtp()).getPort();
  }

  private ScriptedServer scripted(Function<String, @Nullable String> other) throws IOException {
    ScriptedServer server = ScriptedServer.but(other);
    open.add(server);
    return server;
  }

  private Postman postman(SmtpServer.Tls tls, int port, MailLimits limits) {
    Postman postman =
        new Postman(new SmtpServer("localhost", port, tls, null, Mails.SERVER), limits, nowNs::get);
    open.add(postman);
    return postman;
  }

  private Postman postman(SmtpServer server, @Nullable SSLSocketFactory trust) {
    Postman postman = new Postman(server, LIMITS, nowNs::get, trust);
    open.add(postman);
    return postman;
  }

  private static List<Fate> post(Postman postman, CalendarMail... mails)
      throws ExecutionException, InterruptedException {
    return begin(postman, Mails.PROCESS, mails).get();
  }

  private static CompletableFuture<List<Fate>> begin(
      Postman postman, String process, CalendarMail... mails) {
    CompletableFuture<List<Fate>> fates = new CompletableFuture<>();
    postman.post(process, List.of(mails), fates::complete);
    return fates;
  }

  private static String text(MimeMessage message) throws Exception {
    try (var in = message.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** Nobody listens there. */
  private static int deadPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
