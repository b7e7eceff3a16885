package org.parley.server.verify;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code parley verify}. */
@Command(
    name = "verify",
    description = "Check a meeting's record, offline.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "The exit code is 0 where all of it is proven and signed by all sides, 1 where not, 2 where the file cannot be read."
    })
public final class VerifyOptions {

  @Parameters(paramLabel = "FILE", description = "The record's file.")
  private @Nullable Path file;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description =
          "Its opening code. Others on this machine may see it: without, it is asked for.")
  private @Nullable String code;

  @Option(names = "--json", description = "Print the verdict as JSON (docs/record.md).")
  private boolean json;

  @Option(names = "--texts", description = "Print all that the approved texts say.")
  private boolean texts;

  /** Null before the words are parsed alone. */
  @Nullable
  Path file() {
    return file;
  }

  @Nullable
  String code() {
    return code;
  }

  boolean json() {
    return json;
  }

  boolean texts() {
    return texts;
  }
}
