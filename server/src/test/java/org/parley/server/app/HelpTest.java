package org.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The launcher's --help is a file, so that it answers at once and before the first build. */
class HelpTest {

  private static final String HELP = "tools/help.txt";
  private static final int WIDTH = 80;

  @Test
  void theLaunchersHelpNamesTheOptionsThatThereAre() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path file = Files.exists(here.resolve(HELP)) ? here.resolve(HELP) : here.resolveSibling(HELP);
    String help = Files.readString(file);
    assertThat(help)
        .as("tools/help.txt begins with what java -jar parley.jar --help prints")
        .startsWith(usage());
  }

  private static String usage() {
    return new CommandLine(new Options())
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(WIDTH)
        .getUsageMessage(Ansi.OFF);
  }
}
