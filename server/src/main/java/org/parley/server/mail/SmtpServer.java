package org.parley.server.mail;

import org.jspecify.annotations.Nullable;

/**
 * The operator's mail server.
 *
 * @param login null where it wants none
 * @param from whose mail it is to the mail servers: their complaints go there
 */
public record SmtpServer(
    String host, int port, Tls tls, @Nullable Login login, MailAddress from) {

  /** How what is said to it is protected. */
  public enum Tls {
    NONE(25),
    /** Begins in the clear and goes no further without (RFC 3207). */
    STARTTLS(587),
    /** From the first byte (RFC 8314). */
    TLS(465);

    private final int port;

    Tls(int port) {
      this.port = port;
    }

    /** The one that is usual for it. */
    public int usualPort() {
      return port;
    }
  }

  /** What the mail server knows us by. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[]";
    }
  }
}
