package org.parley.server.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import org.parley.server.verify.VerifyCommand;
import org.parley.server.verify.VerifyOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program {@code parley}: reads its options, starts the server, and stops it when told; or verifies a record. */
public final class Parley {

  private static final int FAILED = 1;
  private static final int BAD_OPTION = 2;

  private Parley() {}

  public static void main(String[] args) {
    int code = run(args, writer(System.out), writer(System.err));
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Runs until it is told to stop, by a signal; or returns the exit code at once where it cannot start or has nothing to do. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    // Else it warns of an option that is given twice; the last one counts.
    System.setProperty("picocli.trace", "OFF");
    Options options = new Options();
    CommandLine command = new CommandLine(options)
        .setOverwrittenOptionsAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setOut(out)
        .setErr(err);
    try {
      ParseResult parsed = command.parseArgs(args);
      if (parsed.hasSubcommand()) {
        return verify(
            parsed.subcommand().commandSpec().commandLine(), parsed.subcommand(), out, err);
      }
      if (parsed.isUsageHelpRequested()) {
        command.usage(out);
        return 0;
      }
      if (parsed.isVersionHelpRequested()) {
        command.printVersionHelp(out);
        return 0;
      }
      options.check(command);
    } catch (ParameterException bad) {
      err.println("parley: " + oneLine(bad) + "; --help names all options");
      return BAD_OPTION;
    }
    Logging.start(options.logJson());
    try {
      return serve(options, out);
    } catch (StartFailure failure) {
      err.println("parley: " + oneLine(failure));
      return FAILED;
    }
  }

  private static int verify(
      CommandLine command, ParseResult parsed, PrintWriter out, PrintWriter err) {
    if (parsed.isUsageHelpRequested()) {
      command.usage(out);
      return 0;
    }
    if (parsed.isVersionHelpRequested()) {
      command.printVersionHelp(out);
      return 0;
    }
    VerifyOptions options = command.getCommand();
    return new VerifyCommand(options, VerifyCommand::askForCode, out, err).run();
  }

  private static int serve(Options options, PrintWriter out) throws StartFailure {
    Logger log = LoggerFactory.getLogger(Parley.class);
    RunningServer server = RunningServer.start(options);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
      server.close();
      log.info("stopped");
      stopped.countDown();
    }));
    out.println(server.greeting());
    log.info("started");
    try {
      stopped.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  private static String oneLine(Exception failure) {
    String message = failure.getMessage();
    return message == null
        ? failure.toString()
        : message.lines().findFirst().orElse("").strip();
  }
}
