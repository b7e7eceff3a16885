package org.parley.server.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands mails to the mail server, one batch after the other, on a thread of its own. */
public final class Postman implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

  private final SmtpServer server;
  private final MailLimits limits;
  private final LongSupplier clockNs;
  private final Session session;
  private final BlockingQueue<Batch> waiting;
  private final HourlyAllowance allowance;
  private final ReentrantLock allowing = new ReentrantLock();
  private final Map<Fate, LongAdder> counts = new EnumMap<>(Fate.class);
  private final Thread thread;

  /** @param told of the mails' fates */
  private record Batch(List<CalendarMail> mails, Consumer<List<Fate>> told) {}

  /** @param clockNs as {@link System#nanoTime()} */
  public Postman(SmtpServer server, MailLimits limits, LongSupplier clockNs) {
    this(server, limits, clockNs, null);
  }

  /** @param trust makes the connections of TLS; null for the platform's */
  Postman(
      SmtpServer server,
      MailLimits limits,
      LongSupplier clockNs,
      @Nullable SSLSocketFactory trust) {
    this.server = server;
    this.limits = limits;
    this.clockNs = clockNs;
    this.session = Session.getInstance(properties(trust));
    this.waiting = new ArrayBlockingQueue<>(limits.waiting());
    this.allowance = new HourlyAllowance(limits);
    for (Fate fate : Fate.values()) {
      counts.put(fate, new LongAdder());
    }
    this.thread = Thread.ofVirtual().name("postman").start(this::run);
  }

  private Properties properties(@Nullable SSLSocketFactory trust) {
    String answerMs = Long.toString(limits.answer().toMillis());
    Properties properties = new Properties();
    properties.put("mail.smtp.host", server.host());
    properties.put("mail.smtp.port", Integer.toString(server.port()));
    properties.put("mail.smtp.auth", Boolean.toString(server.login() != null));
    properties.put("mail.smtp.from", server.from().text());
    // Else it asks the name service who this machine is, and tells it.
    properties.put("mail.smtp.localhost", server.from().host());
    properties.put("mail.smtp.connectiontimeout", answerMs);
    properties.put("mail.smtp.timeout", answerMs);
    properties.put("mail.smtp.writetimeout", answerMs);
    properties.put("mail.smtp.ssl.enable", Boolean.toString(server.tls() == SmtpServer.Tls.TLS));
    boolean isUpgraded = server.tls() == SmtpServer.Tls.STARTTLS;
    properties.put("mail.smtp.starttls.enable", Boolean.toString(isUpgraded));
    properties.put("mail.smtp.starttls.required", Boolean.toString(isUpgraded));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    if (trust != null) {
      properties.put("mail.smtp.ssl.socketFactory", trust);
    }
    return properties;
  }

  /**
   * Sends mails of a process. Does not wait.
   *
   * @param told of the mails' fates, in their order: once, from here or from the postman's thread, which it must not hold up
   */
  public void post(String process, List<CalendarMail> mails, Consumer<List<Fate>> told) {
    Batch batch = new Batch(List.copyOf(mails), told);
    if (mails.isEmpty()) {
      tell(batch, List.of());
    } else if (!isAllowed(process, mails.size())) {
      tell(batch, all(mails, Fate.TOO_MANY));
    } else if (!waiting.offer(batch)) {
      tell(batch, all(mails, Fate.BUSY));
    }
  }

  /** Mails that had that fate, since the start. */
  public long count(Fate fate) {
    return Objects.requireNonNull(counts.get(fate)).sum();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private boolean isAllowed(String process, int mails) {
    allowing.lock();
    try {
      return allowance.take(process, mails, clockNs.getAsLong());
    } finally {
      allowing.unlock();
    }
  }

  private static List<Fate> all(List<CalendarMail> mails, Fate fate) {
    return Collections.nCopies(mails.size(), fate);
  }

  private void tell(Batch batch, List<Fate> fates) {
    fates.forEach(fate -> Objects.requireNonNull(counts.get(fate)).increment());
    batch.told().accept(fates);
  }

  private void run() {
    while (true) {
      try {
        Batch batch = waiting.take();
        tell(batch, deliver(batch.mails()));
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException failure) {
        complain("mail was not handled", failure);
      }
    }
  }

  private List<Fate> deliver(List<CalendarMail> mails) {
    List<Fate> fates = new ArrayList<>();
    SmtpServer.Login login = server.login();
    try (Transport transport = session.getTransport("smtp")) {
      long beganNs = clockNs.getAsLong();
      transport.connect(
          login == null ? null : login.user(), login == null ? null : login.password());
      for (CalendarMail mail : mails) {
        boolean isLate = clockNs.getAsLong() - beganNs > limits.batch().toNanos();
        fates.add(isLate ? Fate.BUSY : send(transport, mail));
      }
    } catch (MessagingException | RuntimeException failure) {
      // Also where it breaks on the way out: what was taken until then stays so.
      complain("the mail server was not reached, or was lost", failure);
    }
    fates.addAll(Collections.nCopies(mails.size() - fates.size(), Fate.UNREACHABLE));
    return fates;
  }

  /** Throws where nothing more can be sent. */
  private Fate send(Transport transport, CalendarMail mail) throws MessagingException {
    MimeMessage message = CalendarMessage.of(session, server.from(), mail, Instant.now());
    try {
      transport.sendMessage(message, message.getAllRecipients());
      return Fate.SENT;
    } catch (SendFailedException failure) {
      if (failure.getNextException() instanceof SMTPSenderFailedException) {
        // It is not the address that it does not take, but us.
        throw failure;
      }
      return switch (reply(failure) / 100) {
        case 5 -> Fate.REFUSED;
        case 4 -> Fate.BUSY;
        default -> throw failure;
      };
    }
  }

  /** The mail server's reply (RFC 5321, section 4.2.1); 0 where there is none. */
  private static int reply(SendFailedException failure) {
    for (Exception e = failure; e instanceof MessagingException next; e = next.getNextException()) {
      int code = switch (e) {
        case SMTPAddressFailedException address -> address.getReturnCode();
        case SMTPSendFailedException send -> send.getReturnCode();
        default -> 0;
      };
      if (code > 0) {
        return code;
      }
    }
    return 0;
  }

  /** Without the failure's own words, which may hold an address or a password. */
  private static void complain(String what, Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    LOG.warn("{}: {}", what, cause.getClass().getSimpleName());
  }
}
