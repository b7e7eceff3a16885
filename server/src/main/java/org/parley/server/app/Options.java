package org.parley.server.app;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parley.server.net.MediaLoops;
import org.parley.server.verify.VerifyOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The program's options. */
@Command(
    name = "parley",
    description = "Video meetings of two or more sides, on your own server.",
    subcommands = VerifyOptions.class,
    mixinStandardHelpOptions = true,
    versionProvider = Options.Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {"", "A port of 0 turns that door off."})
final class Options {

  private static final int MAX_PORT = 65_535;

  /** One room lives on one loop: more than a machine's cores only compete. */
  private static final int MAX_LOOPS = MediaLoops.MAX_LOOPS;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where meetings and the certificate are kept (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "HTTP, for browsers on this machine (default: ${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--http-bind",
      paramLabel = "ADDRESS",
      description =
          "Address for HTTP (default: loopback). Browsers give camera and microphone to plain HTTP on localhost alone, so any"
              + " other address is for a proxy that adds TLS.")
  private @Nullable String httpBind;

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      defaultValue = "8443",
      description = "HTTPS, for everyone (default: ${DEFAULT-VALUE}).")
  private int httpsPort;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "Address for HTTPS and media (default: all).")
  private @Nullable String bind;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description =
          "Name or address by which people reach this server: printed at the start, and in the self-made certificate. May be"
              + " repeated.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Certificate chain for HTTPS, PEM (default: one made at the first start).")
  private @Nullable Path tlsCertificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, PEM.")
  private @Nullable Path tlsKey;

  @Option(
      names = "--media-port",
      paramLabel = "PORT",
      defaultValue = "10000",
      description =
          "First UDP port for media; each loop takes the next one (default: ${DEFAULT-VALUE}).")
  private int mediaPort;

  @Option(
      names = "--media-tcp-port",
      paramLabel = "PORT",
      description =
          "TCP port for media, where UDP is barred (default: the number of --media-port).")
  private @Nullable Integer mediaTcpPort;

  @Option(
      names = "--announce",
      paramLabel = "ADDRESS",
      description =
          "Address that browsers send media to, such as that of the router in front (default: this machine's addresses). May be"
              + " repeated.")
  private List<String> announce = new ArrayList<>();

  @Option(
      names = "--loops",
      paramLabel = "NUMBER",
      description = "Media loops, each a thread with its own port (default: one for each core).")
  private @Nullable Integer loops;

  @Option(
      names = "--max-participants",
      paramLabel = "NUMBER",
      defaultValue = "500",
      description =
          "In all meetings together; more are told that the server is full (default: ${DEFAULT-VALUE}).")
  private int maxParticipants;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Metrics (/metrics) and health (/healthz), on loopback alone (default: off).")
  private int adminPort;

  @Mixin
  private final MailOptions mail = new MailOptions();

  @Option(names = "--log-json", description = "Write the log as JSON, one object a line.")
  private boolean logJson;

  /** Refuses what picocli cannot know to be wrong. */
  void check(CommandLine command) {
    port(command, "--http-port", httpPort);
    port(command, "--https-port", httpsPort);
    port(command, "--media-port", mediaPort);
    port(command, "--media-tcp-port", mediaTcpPort());
    port(command, "--admin-port", adminPort);
    if (httpPort == 0 && httpsPort == 0) {
      throw new ParameterException(command, "--http-port and --https-port cannot both be 0");
    }
    if (mediaPort == 0 || mediaPort + loops() - 1 > MAX_PORT) {
      throw new ParameterException(
          command, "--media-port leaves no room for " + loops() + " ports below " + MAX_PORT);
    }
    if (loops() < 1 || loops() > MAX_LOOPS) {
      throw new ParameterException(command, "--loops is 1 to " + MAX_LOOPS);
    }
    if (maxParticipants < 1) {
      throw new ParameterException(command, "--max-participants is at least 1");
    }
    if ((tlsCertificate == null) != (tlsKey == null)) {
      throw new ParameterException(command, "--tls-cert and --tls-key go together");
    }
    mail.check(command);
    address(command, "--bind", bind);
    address(command, "--http-bind", httpBind);
    announce.forEach(each -> address(command, "--announce", each));
    hosts.forEach(each -> host(command, each));
  }

  Path data() {
    return data;
  }

  int httpPort() {
    return httpPort;
  }

  int httpsPort() {
    return httpsPort;
  }

  int adminPort() {
    return adminPort;
  }

  int mediaPort() {
    return mediaPort;
  }

  int mediaTcpPort() {
    return mediaTcpPort == null ? mediaPort : mediaTcpPort;
  }

  int maxParticipants() {
    return maxParticipants;
  }

  boolean logJson() {
    return logJson;
  }

  MailOptions mail() {
    return mail;
  }

  /** Null for all. */
  @Nullable
  InetAddress bind() {
    return bind == null ? null : InetAddress.ofLiteral(bind);
  }

  /** Null for loopback. */
  @Nullable
  InetAddress httpBind() {
    return httpBind == null ? null : InetAddress.ofLiteral(httpBind);
  }

  List<InetAddress> announce() {
    return announce.stream().map(InetAddress::ofLiteral).toList();
  }

  List<String> hosts() {
    return hosts;
  }

  @Nullable
  Path tlsCertificate() {
    return tlsCertificate;
  }

  @Nullable
  Path tlsKey() {
    return tlsKey;
  }

  int loops() {
    return Objects.requireNonNullElseGet(
        loops, () -> Math.max(1, Math.min(MAX_LOOPS, Runtime.getRuntime().availableProcessors())));
  }

  private static void port(CommandLine command, String option, int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(command, option + " is 0 to " + MAX_PORT + ", not " + port);
    }
  }

  private static void address(CommandLine command, String option, @Nullable String text) {
    if (text == null) {
      return;
    }
    try {
      InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException malformed) {
      throw new ParameterException(command, option + " takes an IP address, not " + text);
    }
  }

  private static void host(CommandLine command, String text) {
    if (!text.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45}")) {
      throw new ParameterException(command, "--host takes a name or an address, not " + text);
    }
  }

  /** From the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Options.class.getPackage().getImplementationVersion();
      return new String[] {"parley " + (version == null ? "(not packaged)" : version)};
    }
  }
}
