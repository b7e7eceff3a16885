package org.parley.server.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** On files that {@code Samples} in the module record has written, so that a file that was taken home stays readable. */
class VerifyCommandTest {

  private static final String CODE = "NOV7L-H5LEQ-V5FLM-BRXTW-7YLTF-I";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  Path directory;

  @Test
  void aWholeRecordIsToldEntryByEntry() throws IOException {
    assertThat(run(CODE, sample("whole"))).isZero();
    assertThat(out.toString().lines())
        .contains("Record of the meeting “Fisheries of the sound”")
        .anyMatch(line -> line.matches("Organiser's key: [0-9a-f]{4}( [0-9a-f]{4}){7}"))
        .anyMatch(line -> line.matches(
            " +1  2027-01-15 08:00:00 UTC  A\\. \\w+ \\((Harbour|Ridge)\\) .*: proven"))
        .anyMatch(line -> line.matches(".* signs the record: proven"))
        .anyMatch(
            line -> line.matches("All \\d+ entries are proven and signed by (both|all) sides\\."));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aChangedRecordIsToldWhereItIsBroken() throws IOException {
    assertThat(run(CODE, sample("dropped"))).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "OUT OF PLACE", "Entries 16 and 17 do not fit together", "Entries 1 to 15 are whole");
  }

  @Test
  void anApprovedTextIsToldByItsTitleAndInFull() throws IOException {
    assertThat(run(CODE, sample("texts"))).isEqualTo(1);
    assertThat(out.toString())
        .contains("approves “On the pier” (text 1): proven")
        .contains(
            "Text 1: “On the pier”, SHA-256 PKxKKqdxUiVwAEMQT3gZQPq1TwNAW0gsTF_6YjfPBTk: approved by all sides: ")
        .contains("Text 2: “On the \\u{1b}pier”, SHA-256 ", ": NOBODY HAS APPROVED IT")
        .doesNotContain("The pier is open", "\u001b");
    run(CODE, sample("texts"), "--texts");
    assertThat(out.toString())
        .contains("  1  The pier is open\n")
        .contains("  1  \\u{202e}The pier\n     is shut\n");
  }

  @Test
  void whatIsUnsignedAtTheEndIsCounted() throws IOException {
    assertThat(run(CODE, sample("unsigned"))).isEqualTo(1);
    assertThat(out.toString()).contains("3 entries at the end are not signed by ");
  }

  @Test
  void whatIsInAFileCannotSteerTheTerminal() throws IOException {
    assertThat(run(CODE, sample("hostile"))).isEqualTo(1);
    assertThat(out.toString())
        .contains("\\u{1b}[2J", "\\u{202e}", "\\u{a}")
        .doesNotContain("\u001b", "\u202e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"whole", "dropped"})
  void theVerdictIsPrintedAsJson(String name) throws IOException {
    int expected = name.equals("whole") ? 0 : 1;
    assertThat(run(CODE, sample(name), "--json")).isEqualTo(expected);
    assertThat(out.toString())
        .matches(
            "\\{\"papers\":true,\"names\":true,\"faults\":\\[.*],\"signed\":\\[.*],\"whole\":\\d+,\"approvals\":\\[.*],\"texts\":\\[.*]}\\R");
  }

  @Test
  void theCodeMayStandAmongTheWords() throws IOException {
    assertThat(run(null, sample("whole"), "--code", CODE)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "44446", "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-A"})
  void aWrongCodeGetsOneLine(String code) throws IOException {
    assertThat(run(code, sample("whole"))).isEqualTo(2);
    assertOneLine("code");
  }

  @Test
  void whatIsNoRecordGetsOneLine() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), "minutes of the meeting");
    assertThat(run(null, other)).isEqualTo(2);
    assertOneLine("no record");
    assertThat(run(null, directory.resolve("none"))).isEqualTo(2);
    assertThat(run(null, directory)).isEqualTo(2);
    assertThat(run(null, Files.writeString(other, "parley sealed record 2\n"))).isEqualTo(2);
    assertThat(err.toString()).contains("another version").doesNotContain("Exception");
  }

  @Test
  void nothingButTheFileIsTouched() throws IOException {
    Path file = sample("whole");
    byte[] before = Files.readAllBytes(file);
    run(CODE, file);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  private void assertOneLine(String with) {
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains("parley: ", with);
  }

  private Path sample(String name) throws IOException {
    Path file = directory.resolve(name);
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream(name + ".record"))) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  private int run(@Nullable String code, Path file, String... words) {
    VerifyOptions options = new VerifyOptions();
    String[] args =
        Stream.concat(Stream.of(file.toString()), Stream.of(words)).toArray(String[]::new);
    new CommandLine(options).parseArgs(args);
    return new VerifyCommand(
            options, () -> code, new PrintWriter(out, true), new PrintWriter(err, true))
        .run();
  }
}
