package org.parley.server.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.parley.server.mail.MailAddress;
import org.parley.server.mail.SmtpServer;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The program's options about mail. */
final class MailOptions {

  private static final int MAX_PORT = 65_535;

  /** Longer than any password that a person or a program makes. */
  private static final int MAX_PASSWORD_BYTES = 1024;

  @Option(
      names = "--smtp-host",
      paramLabel = "NAME",
      description =
          "Mail server that takes calendar mail, which people have sent (default: none, and nobody is offered to).")
  private @Nullable String host;

  @Option(
      names = "--smtp-port",
      paramLabel = "PORT",
      description = "Its port (default: 587; with --smtp-tls=tls 465, with none 25).")
  private @Nullable Integer port;

  @Option(
      names = "--smtp-tls",
      paramLabel = "HOW",
      defaultValue = "starttls",
      description =
          "How the way there is protected: starttls, tls or none (default:" + " ${DEFAULT-VALUE}).")
  private String tls = "starttls";

  @Option(
      names = "--smtp-user",
      paramLabel = "NAME",
      description = "By which it knows this server.")
  private @Nullable String user;

  @Option(
      names = "--smtp-password-file",
      paramLabel = "FILE",
      description = "Whose first line is the password.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--mail-from",
      paramLabel = "ADDRESS",
      description = "Address from which mail comes; answers go to the side.")
  private @Nullable String from;

  /** Refuses what picocli cannot know to be wrong. */
  void check(CommandLine command) {
    if ((host == null) != (from == null)) {
      throw new ParameterException(command, "--smtp-host and --mail-from go together");
    }
    if ((user == null) != (passwordFile == null)) {
      throw new ParameterException(command, "--smtp-user and --smtp-password-file go together");
    }
    if (host == null && (user != null || port != null)) {
      throw new ParameterException(command, "--smtp-user and --smtp-port want --smtp-host");
    }
    if (host != null && !host.matches("[A-Za-z0-9.:-]{1,253}")) {
      throw new ParameterException(command, "--smtp-host takes a name or an address, not " + host);
    }
    if (port != null && (port < 1 || port > MAX_PORT)) {
      throw new ParameterException(command, "--smtp-port is 1 to " + MAX_PORT + ", not " + port);
    }
    if (protection() == null) {
      throw new ParameterException(command, "--smtp-tls is starttls, tls or none, not " + tls);
    }
    if (user != null && protection() == SmtpServer.Tls.NONE) {
      throw new ParameterException(command, "--smtp-user wants --smtp-tls=starttls or tls");
    }
    if (from != null && MailAddress.parse(from) == null) {
      throw new ParameterException(command, "--mail-from takes an address, not " + from);
    }
  }

  /** Null where there is none. To be asked after {@link #check}. */
  @Nullable
  SmtpServer server() throws StartFailure {
    SmtpServer.Tls protection = protection();
    if (host == null || from == null || protection == null) {
      return null;
    }
    SmtpServer.Login login = user == null || passwordFile == null
        ? null
        : new SmtpServer.Login(user, password(passwordFile));
    return new SmtpServer(
        host,
        port == null ? protection.usualPort() : port,
        protection,
        login,
        new MailAddress(from));
  }

  private SmtpServer.@Nullable Tls protection() {
    return switch (tls) {
      case "none" -> SmtpServer.Tls.NONE;
      case "starttls" -> SmtpServer.Tls.STARTTLS;
      case "tls" -> SmtpServer.Tls.TLS;
      default -> null;
    };
  }

  private static String password(Path file) throws StartFailure {
    try {
      if (Files.size(file) > MAX_PASSWORD_BYTES) {
        throw new StartFailure(file + " is too long for a password");
      }
      String password =
          Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("");
      if (password.isEmpty()) {
        throw new StartFailure(file + " holds no password");
      }
      return password;
    } catch (IOException failure) {
      throw new StartFailure("cannot read the mail server's password: " + failure, failure);
    }
  }
}
