package org.parley.server.verify;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.record.Opened;
import org.parley.record.OpeningCode;
import org.parley.record.RecordFile;
import org.parley.record.SealedRecord;
import org.parley.record.Unreadable;
import org.parley.record.Verdict;
import org.parley.record.Verifier;

/** Reads a record's file and prints what is proven. */
public final class VerifyCommand {

  private static final int PROVEN = 0;
  private static final int NOT_PROVEN = 1;
  private static final int UNREADABLE = 2;

  private final VerifyOptions options;
  private final Supplier<@Nullable String> askForCode;
  private final PrintWriter out;
  private final PrintWriter err;

  /** @param askForCode called where the options hold none; null for no answer */
  public VerifyCommand(
      VerifyOptions options,
      Supplier<@Nullable String> askForCode,
      PrintWriter out,
      PrintWriter err) {
    this.options = options;
    this.askForCode = askForCode;
    this.out = out;
    this.err = err;
  }

  /** From the terminal, where it is not shown; else the first line of the standard input. */
  // Since JDK 25 there is none again where the input is no terminal.
  @SuppressWarnings("SystemConsoleNull")
  public static @Nullable String askForCode() {
    Console console = System.console();
    if (console != null && console.isTerminal()) {
      char[] code = console.readPassword("Opening code: ");
      return code == null ? null : new String(code);
    }
    try {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
          .readLine();
    } catch (IOException _) {
      return null;
    }
  }

  /** Gives the exit code. */
  public int run() {
    Path path = Objects.requireNonNull(options.file());
    byte[] file;
    try (InputStream in = Files.newInputStream(path)) {
      file = in.readNBytes(SealedRecord.MAX_BYTES + 1);
    } catch (IOException | SecurityException _) {
      return unreadable("the file " + Shown.of(path.toString()) + " cannot be read");
    }
    Unreadable unreadable = SealedRecord.look(file);
    if (unreadable != null) {
      return unreadable(why(unreadable));
    }
    String written = options.code() == null ? askForCode.get() : options.code();
    OpeningCode code = written == null ? null : OpeningCode.read(written);
    if (code == null) {
      return unreadable("an opening code has 26 letters and digits, A to Z and 2 to 7");
    }
    Opened opened = SealedRecord.open(file, code);
    return switch (opened) {
      case Unreadable reason -> unreadable(why(reason));
      case RecordFile record -> print(record);
    };
  }

  private int print(RecordFile record) {
    Verdict verdict = Verifier.verify(record);
    Report report = new Report(record, verdict);
    if (options.json()) {
      out.println(verdict.json());
    } else {
      report.print(out);
      new TextReport(record, verdict, report::side).print(out, options.texts());
    }
    out.flush();
    return report.isProven() ? PROVEN : NOT_PROVEN;
  }

  private int unreadable(String why) {
    err.println("parley: " + why);
    return UNREADABLE;
  }

  private static String why(Unreadable reason) {
    return switch (reason) {
      case NO_RECORD -> "this is no record of a meeting";
      case ANOTHER_VERSION ->
        "this record is of another version: check it with the Parley that wrote it, or a newer one";
      case TOO_LARGE ->
        "the file has more than " + SealedRecord.MAX_BYTES / (1024 * 1024)
            + " MB, which no record has";
      case NOT_OPENED ->
        "the code does not open this file: it is another file's code, or the file was changed or cut";
      case MALFORMED -> "the code opens the file, but what is in it is no record of a meeting";
    };
  }
}
